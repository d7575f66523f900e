package dev.siiwad.segment;

import java.util.OptionalLong;

/**
 * A sealed, immutable file: the documents kept and quarantined of one range of offsets, and the count of those dropped.
 *
 * @param start where it begins
 * @param lastIndex offset after the last, so that {@code lastIndex - firstIndex == tally.read()}
 * @param textBytes of the documents kept, in UTF-8
 * @param bytes length of the stored form
 * @param digest {@code sha256:} and 64 hexadecimal digits, over the stored bytes, but for a repetition of itself at their end
 */
public record Segment(SegmentStart start, long lastIndex, Tally tally, long textBytes, long bytes, String digest) {
    public Segment {
        if (lastIndex - start.firstIndex() != tally.read()) {
            throw new IllegalArgumentException("segment " + start.name() + " counts " + tally.read()
                    + " documents; its range " + start.firstIndex() + " to " + lastIndex + " holds "
                    + (lastIndex - start.firstIndex()));
        }
    }

    /** A segment that was read or written from its start on. */
    public static Segment of(SegmentStart start, Tally tally, long textBytes, long bytes, String digest) {
        return new Segment(start, start.firstIndex() + tally.read(), tally, textBytes, bytes, digest);
    }

    public SegmentName name() {
        return start.name();
    }

    /** Bytes of text up to its end; empty where it does not say how many are before it. */
    public OptionalLong textAfter() {
        return start.textBefore().isPresent()
                ? OptionalLong.of(start.textBefore().getAsLong() + textBytes)
                : OptionalLong.empty();
    }

    /** Offset of the first document read into it, counted from 0. */
    public long firstIndex() {
        return start.firstIndex();
    }
}
