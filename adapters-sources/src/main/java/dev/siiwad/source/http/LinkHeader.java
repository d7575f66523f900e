package dev.siiwad.source.http;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A {@code Link} header as RFC 8288 has it: {@code <address>; name=value; name="value", <address>; …}. */
final class LinkHeader {
    /** Beyond it, a header is not searched for what it may have meant. */
    private static final int SEARCHED_CHARS_MAX = 16_384;

    private static final Pattern ADDRESS = Pattern.compile("<[^<>]*>");
    private static final Pattern RELATIONS = Pattern.compile("\"([^\"]*)\"|'([^']*)'|([^\\s\"']+)");

    private LinkHeader() {}

    /** The address of the first link of this relation. */
    static Optional<String> target(String header, String relation) {
        int open = header.indexOf('<');
        while (open >= 0) {
            int close = header.indexOf('>', open);
            if (close < 0) {
                return Optional.empty();
            }
            int end = end(header, close + 1, ',');
            if (hasRelation(header.substring(close + 1, end), relation)) {
                return Optional.of(header.substring(open + 1, close).strip());
            }
            open = header.indexOf('<', end);
        }
        return Optional.empty();
    }

    /** Whether the header seems to mean a link of this relation, however badly it says so. */
    static boolean mentions(String header, String relation) {
        Pattern mention =
                Pattern.compile("(?i)rel\\*?\\s*=(?:[^;,]*[\\s\"'])?" + Pattern.quote(relation) + "(?![^\\s\"';,])");
        return header.length() > SEARCHED_CHARS_MAX
                || mention.matcher(ADDRESS.matcher(header).replaceAll("")).find();
    }

    /** Only the first parameter named {@code rel} counts. */
    private static boolean hasRelation(String parameters, String relation) {
        int semicolon = end(parameters, 0, ';');
        while (semicolon < parameters.length()) {
            int end = end(parameters, semicolon + 1, ';');
            String[] parameter = parameters.substring(semicolon + 1, end).split("=", 2);
            if (parameter[0].strip().equalsIgnoreCase("rel")) {
                return parameter.length == 2
                        && relations(parameter[1].strip().toLowerCase(Locale.ROOT))
                                .contains(relation);
            }
            semicolon = end;
        }
        return false;
    }

    private static List<String> relations(String value) {
        Matcher relations = RELATIONS.matcher(value);
        return relations.matches()
                ? List.of(value.replaceAll("[\"']", "").strip().split("\\s+"))
                : List.of();
    }

    /** Where a part of the text ends: at the next separator outside of quotes, or with the text. */
    private static int end(String text, int from, char separator) {
        boolean quoted = false;
        for (int at = from; at < text.length(); at++) {
            char character = text.charAt(at);
            if (quoted && character == '\\') {
                at++;
            } else if (character == '"') {
                quoted = !quoted;
            } else if (!quoted && character == separator) {
                return at;
            }
        }
        return text.length();
    }
}
