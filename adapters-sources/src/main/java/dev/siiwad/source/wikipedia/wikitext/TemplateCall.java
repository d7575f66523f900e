package dev.siiwad.source.wikipedia.wikitext;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A template as a page calls it, what is in it already in its final form. Its arguments are told apart when one is asked for: most templates show none. Not
 * safe for use by several threads.
 */
final class TemplateCall {
    private static final int KEY_CHARS_MAX = 40;
    private static final int NUMBERED_MAX = 1000;

    private final String name;
    private final boolean bare;
    private final Supplier<List<String>> cut;
    private List<String> parts = List.of();
    private Optional<Arguments> arguments = Optional.empty();

    private TemplateCall(String name, boolean bare, Supplier<List<String>> cut) {
        this.name = name;
        this.bare = bare;
        this.cut = cut;
    }

    /**
     * @param named those that are given with a name or number, without blanks at their ends
     * @param unnamed those without, in their order, likewise
     */
    private record Arguments(Map<String, String> named, List<String> unnamed) {
        static Arguments of(List<String> parts) {
            Map<String, String> named = new HashMap<>();
            List<String> unnamed = new ArrayList<>();
            for (String part : parts) {
                int equals = endOfKey(part);
                if (equals < 0) {
                    unnamed.add(part.strip());
                } else {
                    named.put(
                            part.substring(0, equals).strip(),
                            part.substring(equals + 1).strip());
                }
            }
            return new Arguments(named, unnamed);
        }
    }

    /**
     * The call that an opener began and that ends with the text. To be asked before that text changes: what it holds is cut out of it only when asked for, since of
     * boxes and notes nobody does.
     */
    static TemplateCall of(Opener opener, BuiltText text) {
        int end = text.length();
        String name = text.substring(opener.start(0), opener.end(0, end)).strip();
        return new TemplateCall(name, opener.pipes() == 0, () -> opener.arguments(text, end));
    }

    /** As written, without blanks at its ends. */
    String name() {
        return name;
    }

    /** What is after each {@code |}, as written. */
    List<String> parts() {
        if (parts.isEmpty() && !bare) {
            parts = cut.get();
        }
        return parts;
    }

    /** Whether it has nothing but its name. */
    boolean isBare() {
        return bare;
    }

    /** The arguments without a name, in their order, without blanks at their ends. */
    List<String> unnamed() {
        return arguments().unnamed();
    }

    /** The value of an argument, by its name or its number from 1; empty if it is not given or blank. */
    Optional<String> argument(String key) {
        String value = arguments().named().get(key);
        if (value == null) {
            value = unnamed(key);
        }
        return value == null || Marks.isBlank(value) ? Optional.empty() : Optional.of(value);
    }

    /** Those from the first on up to one that is not given, whether written with their numbers or without. */
    List<String> numbered() {
        Map<String, String> named = arguments().named();
        List<String> unnamed = unnamed();
        List<String> values = new ArrayList<>();
        for (int number = 1; number <= NUMBERED_MAX; number++) {
            String value = named.get(String.valueOf(number));
            if (value == null && number > unnamed.size()) {
                break;
            }
            values.add(value == null ? unnamed.get(number - 1) : value);
        }
        return values;
    }

    private String unnamed(String key) {
        char first = key.charAt(0);
        int number = key.length() == 1 && first >= '1' && first <= '9' ? first - '0' : Integer.MAX_VALUE;
        return number <= unnamed().size() ? unnamed().get(number - 1) : null;
    }

    private Arguments arguments() {
        Arguments told = arguments.orElseGet(() -> Arguments.of(parts()));
        arguments = Optional.of(told);
        return told;
    }

    /** Where the name of an argument ends, or -1 if it has none. Names are short, and hold no markup and no line end. */
    private static int endOfKey(String part) {
        int end = Math.min(part.length(), KEY_CHARS_MAX);
        for (int i = 0; i < end; i++) {
            char c = part.charAt(i);
            if (c == '=') {
                return i;
            }
            if (c == '<'
                    || c == '['
                    || c == '{'
                    || c == '\''
                    || Marks.isMark(c)
                    || c == '\n' && i > 0 && !part.substring(0, i).isBlank()) {
                return -1;
            }
        }
        return -1;
    }
}
