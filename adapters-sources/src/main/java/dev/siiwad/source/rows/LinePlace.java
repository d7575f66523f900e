package dev.siiwad.source.rows;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a line begins: so many lines behind a byte of the file at which unpacking can begin. Written {@code byte=4096 skip=3 line=120}; without
 * {@code byte}, all lines are passed from the start of the file on.
 *
 * @param start where to begin unpacking: the start of a gzip member or zstd frame, or the line itself in a file that is not packed
 * @param skip lines to pass from there, the rest of one that began before included
 * @param line lines before it in the whole file
 */
record LinePlace(long start, long skip, long line) {
    static final LinePlace FIRST = new LinePlace(0, 0, 0);

    private static final Pattern FORM = Pattern.compile("(?:byte=(\\d{1,18}) )?(?:skip=(\\d{1,18}) )?line=(\\d{1,18})");

    static Optional<LinePlace> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        long line = Long.parseLong(form.group(3));
        if (form.group(1) == null) {
            return form.group(2) == null ? Optional.of(new LinePlace(0, line, line)) : Optional.empty();
        }
        long skip = form.group(2) == null ? 0 : Long.parseLong(form.group(2));
        return Optional.of(new LinePlace(Long.parseLong(form.group(1)), skip, line));
    }

    @Override
    public String toString() {
        if (start == 0 && skip == line) {
            return "line=" + line;
        }
        return "byte=" + start + (skip == 0 ? "" : " skip=" + skip) + " line=" + line;
    }
}
