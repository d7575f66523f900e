package dev.siiwad.source.packed;

/**
 * What is wanted first of a member, counted from 0 in it: a line, or a byte.
 *
 * @param count of the lines or bytes before it
 */
public record Wanted(boolean line, long count) {
    public static final Wanted START = byteAt(0);

    public static Wanted lineAt(long count) {
        return new Wanted(true, count);
    }

    public static Wanted byteAt(long count) {
        return new Wanted(false, count);
    }

    /** Whether it can be reached from a place with so many lines ended and bytes before it: a line from within one before it. */
    boolean isAfter(long lines, long bytes) {
        return line ? lines < count : bytes <= count;
    }

    @Override
    public String toString() {
        return (line ? "line " : "byte ") + count;
    }
}
