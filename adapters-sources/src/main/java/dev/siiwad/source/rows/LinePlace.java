package dev.siiwad.source.rows;

import dev.siiwad.source.PositionFields;
import dev.siiwad.source.SourceException;

/**
 * Where a line begins: so many lines after a byte of the file at which unpacking can begin. Written {@code byte=4096 skip=3 line=120}; without
 * {@code byte}, all lines are passed from the start of the file on.
 *
 * @param start where to begin unpacking: the start of a gzip member or zstd frame, or the line itself in a file that is not packed
 * @param skip lines to pass from there, the rest of one that began before included
 * @param line lines before it in the whole file
 */
record LinePlace(long start, long skip, long line) {
    static final LinePlace FIRST = new LinePlace(0, 0, 0);

    static LinePlace of(PositionFields fields) throws SourceException {
        long line = fields.number("line", Long.MAX_VALUE);
        if (!fields.has("byte")) {
            fields.requireOnly("line");
            return new LinePlace(0, line, line);
        }
        fields.requireOnly("byte", "skip", "line");
        long skip = fields.has("skip") ? fields.number("skip", line) : 0;
        return new LinePlace(fields.number("byte", Long.MAX_VALUE), skip, line);
    }

    @Override
    public String toString() {
        if (start == 0 && skip == line) {
            return "line=" + line;
        }
        return "byte=" + start + (skip == 0 ? "" : " skip=" + skip) + " line=" + line;
    }
}
