package dev.siiwad.source.wikipedia.wikitext;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the templates of a family show, as a pattern of {@code templates.txt} says it. */
final class ShownPattern {
    private final List<Piece> pieces;

    private ShownPattern(List<Piece> pieces) {
        this.pieces = pieces;
    }

    /** A part of a pattern: what it gives for a call, or empty if an argument is not given. */
    private interface Piece {
        Optional<String> of(TemplateCall call, TemplateWords words);
    }

    /** @throws IllegalArgumentException if it is not a pattern */
    static ShownPattern of(String pattern) {
        Cursor cursor = new Cursor(pattern);
        ShownPattern whole = new ShownPattern(pieces(cursor, false));
        if (cursor.at < pattern.length()) {
            throw new IllegalArgumentException("pattern \"" + pattern + "\" has a ] without a [");
        }
        return whole;
    }

    /** What a call shows; empty if an argument that it needs is not given. */
    Optional<String> of(TemplateCall call, TemplateWords words) {
        StringBuilder shown = new StringBuilder();
        for (Piece piece : pieces) {
            Optional<String> text = piece.of(call, words);
            if (text.isEmpty()) {
                return Optional.empty();
            }
            shown.append(text.get());
        }
        return Optional.of(shown.toString());
    }

    private static List<Piece> pieces(Cursor cursor, boolean optional) {
        List<Piece> pieces = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        while (cursor.at < cursor.pattern.length() && cursor.peek() != ']') {
            char c = cursor.next();
            if (c == '\\') {
                literal.append(cursor.next());
            } else if (c == '{' || c == '[') {
                pieces.add(literal(literal.toString()));
                literal.setLength(0);
                pieces.add(c == '{' ? argument(cursor.until('}')) : optional(cursor));
            } else {
                literal.append(c);
            }
        }
        pieces.add(literal(literal.toString()));
        if (optional) {
            cursor.until(']');
        }
        return List.copyOf(pieces);
    }

    private static Piece literal(String text) {
        return (call, words) -> Optional.of(text);
    }

    private static Piece optional(Cursor cursor) {
        ShownPattern inner = new ShownPattern(pieces(cursor, true));
        return (call, words) -> Optional.of(inner.of(call, words).orElse(""));
    }

    private static Piece argument(String expression) {
        int colon = expression.indexOf(':');
        String what = colon < 0 ? expression : expression.substring(0, colon);
        String separator = colon < 0 ? "" : expression.substring(colon + 1);
        return switch (what) {
            case "space" -> literal(" ");
            case "line" -> literal(String.valueOf(Marks.BREAK));
            case "name" -> (call, words) -> Optional.of(call.name());
            case "all" -> (call, words) -> joined(call.unnamed(), separator);
            case "from 2" ->
                (call, words) -> joined(
                        call.unnamed()
                                .subList(
                                        Math.min(1, call.unnamed().size()),
                                        call.unnamed().size()),
                        separator);
            case "measure" -> (call, words) -> Measure.of(call.unnamed(), words, false);
            case "quantity" -> (call, words) -> Measure.of(call.unnamed(), words, true);
            case "date" -> (call, words) -> words.date(call);
            case "month first" -> (call, words) -> words.monthFirst(call);
            case "currency" -> (call, words) -> call.argument("2").map(words::currency);
            case "numbered" -> (call, words) -> joined(call.numbered(), separator.replace('/', Marks.BREAK));
            default -> what.startsWith("?") ? condition(what.substring(1)) : firstOf(expression.split("\\|"));
        };
    }

    /** Shows nothing, and holds where an argument is given, or has a value. */
    private static Piece condition(String expression) {
        int equals = expression.indexOf('=');
        String key = equals < 0 ? expression : expression.substring(0, equals);
        return (call, words) -> call.argument(key)
                .filter(value -> equals < 0 || value.equals(expression.substring(equals + 1)))
                .map(value -> "");
    }

    private static Piece firstOf(String[] keys) {
        return (call, words) -> {
            for (String key : keys) {
                Optional<String> value = call.argument(key);
                if (value.isPresent()) {
                    return value;
                }
            }
            return Optional.empty();
        };
    }

    private static Optional<String> joined(List<String> texts, String separator) {
        String joined = String.join(
                separator, texts.stream().filter(text -> !Marks.isBlank(text)).toList());
        return joined.isEmpty() ? Optional.empty() : Optional.of(joined);
    }

    /** Where the reading of a pattern is. */
    private static final class Cursor {
        private final String pattern;
        private int at;

        Cursor(String pattern) {
            this.pattern = pattern;
        }

        char peek() {
            return pattern.charAt(at);
        }

        char next() {
            if (at == pattern.length()) {
                throw new IllegalArgumentException("pattern \"" + pattern + "\" ends early");
            }
            return pattern.charAt(at++);
        }

        /** What is before a character, which is passed over. */
        String until(char end) {
            int from = at;
            while (next() != end) {}
            return pattern.substring(from, at - 1);
        }
    }
}
