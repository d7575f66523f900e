package dev.siiwad.source.wikipedia.wikitext;

import java.util.Locale;
import java.util.Map;

/**
 * What version 1 knows: the few templates that show no more than their text, or a sign, by the same name in most languages. Any other may mean anything,
 * and shows nothing.
 */
final class KeptTemplates implements TemplateText {
    private static final int NAME_CHARS_MAX = 20;

    /** Which of its arguments a template shows. */
    private static final Map<String, Integer> ARGUMENT =
            Map.of("lang", 2, "nowrap", 1, "nobr", 1, "small", 1, "big", 1, "abbr", 1);

    private static final Map<String, String> SIGN =
            Map.of("mdash", "—", "ndash", "–", "spaced ndash", " – ", "snd", " – ", "'", "'", "=", "=");

    private static final String NUMBER = "formatnum:";

    @Override
    public String shown(TemplateCall call, boolean alone) {
        int argument = ARGUMENT.getOrDefault(normalized(call.name()), 0);
        String shown = argument == 0 || argument > call.parts().size()
                ? withoutArguments(call.name())
                : value(call.parts().get(argument - 1), argument);
        return shown.isEmpty() ? String.valueOf(Marks.REMOVED) : shown;
    }

    /** What the template of this name shows without its arguments: a sign, or the number of <code>{{formatnum:1991}}</code>. */
    private static String withoutArguments(String name) {
        String call = name.strip();
        return call.regionMatches(true, 0, NUMBER, 0, NUMBER.length())
                ? call.substring(NUMBER.length()).strip()
                : SIGN.getOrDefault(normalized(name), "");
    }

    /** The value of an argument, which may be written with its number: <code>{{nowrap|1=a = b}}</code>. */
    private static String value(String argument, int number) {
        String trimmed = argument.strip();
        String named = number + "=";
        return trimmed.startsWith(named) ? trimmed.substring(named.length()).strip() : trimmed;
    }

    private static String normalized(String name) {
        return name.length() > NAME_CHARS_MAX ? "" : name.strip().toLowerCase(Locale.ROOT);
    }
}
