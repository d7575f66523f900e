package dev.siiwad.source.wikipedia.wikitext;

import java.util.Locale;
import java.util.Map;

/**
 * The few templates that show no more than their text, or a sign, by the same name in most languages. Any other may mean anything, and
 * shows nothing.
 */
final class KeptTemplates {
    /** The highest number in {@link #ARGUMENT}. */
    static final int ARGUMENTS_MAX = 2;

    private static final int NAME_CHARS_MAX = 20;

    /** Which of its arguments a template shows. */
    private static final Map<String, Integer> ARGUMENT =
            Map.of("lang", 2, "nowrap", 1, "nobr", 1, "small", 1, "big", 1, "abbr", 1);

    private static final Map<String, String> SIGN =
            Map.of("mdash", "—", "ndash", "–", "spaced ndash", " – ", "snd", " – ", "'", "'", "=", "=");

    private static final String NUMBER = "formatnum:";

    private KeptTemplates() {}

    /** The number of the argument that the template of this name shows, or 0 where it shows none. */
    static int argument(String name) {
        return ARGUMENT.getOrDefault(normalized(name), 0);
    }

    /** What the template of this name shows without its arguments: a sign, or the number of <code>{{formatnum:1991}}</code>. */
    static String withoutArguments(String name) {
        String call = name.strip();
        return call.regionMatches(true, 0, NUMBER, 0, NUMBER.length())
                ? call.substring(NUMBER.length()).strip()
                : SIGN.getOrDefault(normalized(name), "");
    }

    /** The value of an argument, which may be written with its number: <code>{{nowrap|1=a = b}}</code>. */
    static String value(String argument, int number) {
        String trimmed = argument.strip();
        String named = number + "=";
        return trimmed.startsWith(named) ? trimmed.substring(named.length()).strip() : trimmed;
    }

    private static String normalized(String name) {
        return name.length() > NAME_CHARS_MAX ? "" : name.strip().toLowerCase(Locale.ROOT);
    }
}
