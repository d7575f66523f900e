package dev.siiwad.source.rows;

import java.nio.charset.StandardCharsets;

/**
 * One line without its end. The bytes are those of a buffer, and change when the next line is read.
 *
 * @param whole whether these are all of its bytes; of a line that is too long, they are the first ones
 */
record Line(byte[] bytes, int from, int length, boolean whole) {
    private static final int EXCERPT_BYTES_MAX = 8000;

    boolean blank() {
        for (int i = from; i < from + length; i++) {
            if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r') {
                return false;
            }
        }
        return whole;
    }

    /** The beginning of the line, for people. */
    String excerpt() {
        return new String(bytes, from, Math.min(length, EXCERPT_BYTES_MAX), StandardCharsets.UTF_8);
    }
}
