package dev.siiwad.source.rows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One line without its end. The bytes are those of a buffer, and change when the next line is read.
 *
 * @param whole whether these are all of its bytes; of a line that is too long, they are the first ones
 */
record Line(byte[] bytes, int from, int length, boolean whole) {
    private static final int EXCERPT_BYTES_MAX = 8000;
    private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    boolean blank() {
        for (int i = from; i < from + length; i++) {
            if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r') {
                return false;
            }
        }
        return whole;
    }

    /** Whether it is blank after a byte order mark. */
    boolean onlyMark() {
        int mark = MARK.length;
        return length >= mark
                && Arrays.equals(bytes, from, from + mark, MARK, 0, mark)
                && new Line(bytes, from + mark, length - mark, whole).blank();
    }

    /** The beginning of the line, for people. */
    String excerpt() {
        return new String(bytes, from, Math.min(length, EXCERPT_BYTES_MAX), StandardCharsets.UTF_8);
    }
}
