package dev.siiwad.storage.silver;

import dev.siiwad.bytes.ByteScan;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * JSON being written, as bytes: no white space, and strings escaped as Jackson does when it writes UTF-8, since published bytes never change. So a character beyond
 * the first plane is two escapes.
 */
final class JsonBytes {
    /** For each byte: 0 where it is written as it is, the letter after the backslash, {@code u}, or {@code U} where it begins a character of four bytes. */
    private static final byte[] ESCAPES = escapes();

    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
    /** What the longest escape takes. */
    private static final int ESCAPED_BYTES = 12;

    private static final int LONG_BYTES = 4;

    private byte[] bytes;
    private int size;

    /** @param capacity how long it will probably be */
    JsonBytes(int capacity) {
        bytes = new byte[capacity];
    }

    int size() {
        return size;
    }

    /** Without a copy: as long as {@link #size} or longer, and not to be written to any more. */
    byte[] bytes() {
        return bytes;
    }

    /** What is JSON already. */
    JsonBytes raw(byte[] json) {
        room(json.length);
        System.arraycopy(json, 0, bytes, size, json.length);
        size += json.length;
        return this;
    }

    JsonBytes nothing() {
        return raw(NULL);
    }

    JsonBytes integer(long number) {
        return raw(Long.toString(number).getBytes(StandardCharsets.US_ASCII));
    }

    JsonBytes text(String text) {
        return text(text.getBytes(StandardCharsets.UTF_8));
    }

    /** @param utf8 of a text without surrogates that lack their other half */
    JsonBytes text(byte[] utf8) {
        room(utf8.length + 2);
        bytes[size++] = '"';
        int from = 0;
        while (from < utf8.length) {
            int plain = ByteScan.endOfShort(utf8, from, utf8.length);
            copy(utf8, from, plain);
            from = plain;
            if (plain < utf8.length) {
                room(utf8.length - plain + ESCAPED_BYTES + 1);
                from += escape(utf8, plain, ESCAPES[utf8[plain] & 0xFF]);
            }
        }
        bytes[size++] = '"';
        return this;
    }

    private void copy(byte[] utf8, int from, int to) {
        System.arraycopy(utf8, from, bytes, size, to - from);
        size += to - from;
    }

    /** Gives the number of bytes that it stands for. */
    private int escape(byte[] utf8, int at, byte escape) {
        if (escape == 'u') {
            number(utf8[at]);
            return 1;
        }
        if (escape == 'U') {
            int point = (utf8[at] & 0x07) << 18
                    | (utf8[at + 1] & 0x3F) << 12
                    | (utf8[at + 2] & 0x3F) << 6
                    | utf8[at + 3] & 0x3F;
            number(Character.highSurrogate(point));
            number(Character.lowSurrogate(point));
            return LONG_BYTES;
        }
        bytes[size++] = '\\';
        bytes[size++] = escape;
        return 1;
    }

    private void number(int unit) {
        bytes[size++] = '\\';
        bytes[size++] = 'u';
        for (int shift = 12; shift >= 0; shift -= 4) {
            bytes[size++] = HEX[unit >> shift & 0xF];
        }
    }

    private void room(int more) {
        long needed = (long) size + more;
        if (needed > bytes.length) {
            long grown = Math.max(needed, bytes.length + bytes.length / 2L);
            if (needed > Integer.MAX_VALUE - Long.BYTES) {
                throw new OutOfMemoryError("a document has more than " + Integer.MAX_VALUE + " bytes as JSON");
            }
            bytes = Arrays.copyOf(bytes, (int) Math.min(grown, Integer.MAX_VALUE - Long.BYTES));
        }
    }

    private static byte[] escapes() {
        byte[] escapes = new byte[0x100];
        Arrays.fill(escapes, 0, ' ', (byte) 'u');
        Arrays.fill(escapes, 0xF0, 0xF5, (byte) 'U');
        escapes['\b'] = 'b';
        escapes['\t'] = 't';
        escapes['\n'] = 'n';
        escapes['\f'] = 'f';
        escapes['\r'] = 'r';
        escapes['"'] = '"';
        escapes['\\'] = '\\';
        return escapes;
    }
}
