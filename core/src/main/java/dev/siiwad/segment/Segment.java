package dev.siiwad.segment;

/**
 * A sealed, immutable file: the documents kept and quarantined of one range of offsets, and the count of those dropped.
 *
 * @param firstIndex offset of the first document read into it, counted from 0
 * @param lastIndex offset after the last, so that {@code lastIndex - firstIndex == tally.read()}
 * @param bytes length of the stored form
 * @param digest {@code sha256:} and 64 hexadecimal digits, over the stored bytes, but for a repetition of itself at their end
 */
public record Segment(SegmentName name, long firstIndex, long lastIndex, Tally tally, long bytes, String digest) {
    public Segment {
        if (lastIndex - firstIndex != tally.read()) {
            throw new IllegalArgumentException("segment " + name + " counts " + tally.read() + " documents; its range "
                    + firstIndex + " to " + lastIndex + " holds " + (lastIndex - firstIndex));
        }
    }
}
