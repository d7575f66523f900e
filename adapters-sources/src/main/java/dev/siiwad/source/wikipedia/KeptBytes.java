package dev.siiwad.source.wikipedia;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The bytes that were passed and kept. Used by one thread. */
final class KeptBytes {
    private static final int BYTES_AT_FIRST = 64 * 1024;

    private byte[] bytes = new byte[BYTES_AT_FIRST];
    private int length;

    /** Of which the first {@link #length} count; another array after more has been kept. */
    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** @param lengthMax how many may be kept in all, so that no more room is made than they need */
    void add(byte[] from, int start, int end, int lengthMax) {
        int more = end - start;
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, (int) Math.min(lengthMax, bytes.length * 2L)));
        }
        System.arraycopy(from, start, bytes, length, more);
        length += more;
    }

    void add(String ascii) {
        byte[] more = ascii.getBytes(StandardCharsets.US_ASCII);
        add(more, 0, more.length, length + more.length);
    }

    void forgetLast() {
        length--;
    }

    /** Forgets the first so many. */
    void forget(int count) {
        System.arraycopy(bytes, count, bytes, 0, length - count);
        length -= count;
    }

    /** Takes some out. */
    void cut(int from, int to) {
        System.arraycopy(bytes, to, bytes, from, length - to);
        length -= to - from;
    }

    boolean endsWith(String ascii) {
        return endsWith(ascii, length);
    }

    /** Whether the first so many end so. */
    boolean endsWith(String ascii, int count) {
        for (int i = 0; i < ascii.length(); i++) {
            if (count < ascii.length() || bytes[count - ascii.length() + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
