package dev.siiwad.segment;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A segment's place in its run, and the attempt that wrote it: {@code 00000042-1}. No two writers ever share a name.
 *
 * @param number counts from 1 without gaps
 * @param attempt counts from 1
 */
public record SegmentName(long number, int attempt) {
    private static final Pattern FORM = Pattern.compile("(\\d{8,18})-(\\d{1,9})");

    public SegmentName {
        if (number < 1 || attempt < 1) {
            throw new IllegalArgumentException("segment " + number + "-" + attempt + "; expected both from 1");
        }
    }

    /** @throws IllegalArgumentException if the text is not of the form {@code 00000042-1} */
    public static SegmentName parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("segment name is \"" + text + "\"; expected a form like 00000042-1");
        }
        return new SegmentName(Long.parseLong(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%08d-%d", number, attempt);
    }
}
