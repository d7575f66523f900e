package dev.siiwad.source.wikipedia;

import java.util.Locale;
import java.util.Map;

/** The few templates that only dress up a text, by the same name in most languages: which of their arguments is that text. */
final class KeptTemplates {
    static final int ARGUMENTS_MAX = 2;
    private static final int NAME_CHARS_MAX = 20;
    private static final Map<String, Integer> ARGUMENT =
            Map.of("lang", 2, "nowrap", 1, "nobr", 1, "small", 1, "big", 1, "abbr", 1, "abbrlink", 1, "transl", 2);

    private KeptTemplates() {}

    /** The number of the argument that the template of this name shows, or 0 where it is not kept. */
    static int argument(CharSequence name) {
        if (name.length() > NAME_CHARS_MAX) {
            return 0;
        }
        return ARGUMENT.getOrDefault(name.toString().strip().toLowerCase(Locale.ROOT), 0);
    }

    /** The value of an argument, which may be written with its number: <code>{{nowrap|1=a = b}}</code>. */
    static String value(String argument, int number) {
        String trimmed = argument.strip();
        String named = number + "=";
        return trimmed.startsWith(named) ? trimmed.substring(named.length()).strip() : trimmed;
    }
}
