package dev.siiwad.storage.silver;

import dev.siiwad.bytes.ByteScan;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads members of JSON that {@link JsonBytes} has written, in the order in which they were written, without looking for anything else. What is not of that form is an
 * {@link IllegalArgumentException}.
 */
final class JsonMembers {
    /** A character by its number, as a backslash, a u and four digits. */
    private static final int UNIT_BYTES = 6;

    private static final int HEX = 16;
    /** What a character takes that two of them stand for. */
    private static final int UTF8_BYTES = 4;

    private final byte[] json;
    private final int end;
    private int at;

    JsonMembers(byte[] json, int from, int end) {
        this.json = json;
        this.end = end;
        this.at = from;
    }

    /** Passes over {@code "name":}, and over a comma before it. */
    void name(byte[] name) {
        if (at < end && json[at] == ',') {
            at++;
        }
        if (end - at < name.length || !Arrays.equals(json, at, at + name.length, name, 0, name.length)) {
            throw unexpected("the member " + new String(name, StandardCharsets.UTF_8));
        }
        at += name.length;
    }

    /** The text in UTF-8; empty if it is null. */
    Optional<byte[]> text() {
        if (isNull()) {
            return Optional.empty();
        }
        int from = at + 1;
        int escaped = passString();
        int to = at - 1;
        return Optional.of(
                escaped == 0 ? Arrays.copyOfRange(json, from, to) : unescaped(from, to, to - from - escaped));
    }

    /**
     * The text in UTF-8.
     *
     * @param length how many bytes that has
     */
    byte[] text(int length) {
        expect('"');
        if (length < 0 || length > end - at) {
            throw new IllegalArgumentException("a text of " + length + " bytes; there are " + (end - at));
        }
        byte[] text = new byte[length];
        at = unescape(at, end, text);
        expect('"');
        return text;
    }

    /** The text; empty also if it is null. */
    String string() {
        if (isNull()) {
            return "";
        }
        int from = at + 1;
        int escaped = passString();
        int to = at - 1;
        return escaped == 0
                ? new String(json, from, to - from, StandardCharsets.UTF_8)
                : new String(unescaped(from, to, to - from - escaped), StandardCharsets.UTF_8);
    }

    private boolean isNull() {
        boolean isNull = peek() == 'n';
        at += isNull ? "null".length() : 0;
        return isNull;
    }

    /** Moves past a string; gives how many bytes its escapes have more than what they stand for. */
    private int passString() {
        expect('"');
        int more = 0;
        while (true) {
            at = ByteScan.endOfPlain(json, at, end);
            if (peek() == '"') {
                at++;
                return more;
            }
            requireBackslash(at);
            at++;
            more += peek() != 'u' ? 1 : isSurrogate(at + 1) ? UNIT_BYTES - UTF8_BYTES / 2 : UNIT_BYTES - 1;
            at++;
        }
    }

    private boolean isSurrogate(int digits) {
        return digits < end && (json[digits] == 'D' || json[digits] == 'd');
    }

    long number() {
        int from = at;
        long number = 0;
        while (at < end && json[at] >= '0' && json[at] <= '9') {
            number = number * 10 + json[at++] - '0';
        }
        if (at == from) {
            throw unexpected("a number");
        }
        return number;
    }

    /** @param length what will be left of it */
    private byte[] unescaped(int from, int to, int length) {
        byte[] text = new byte[Math.max(length, 0)];
        unescape(from, to, text);
        return text;
    }

    /** Fills an array with what is left of a string up to its quote or to an end; gives where that is. */
    private int unescape(int from, int to, byte[] text) {
        int size = 0;
        int i = from;
        while (i < to && json[i] != '"') {
            int plain = i;
            i = ByteScan.endOfPlain(json, i, to);
            requireRoom(size + i - plain, text.length);
            System.arraycopy(json, plain, text, size, i - plain);
            size += i - plain;
            if (i < to && json[i] != '"') {
                requireBackslash(i);
                if (i + 1 < to && json[i + 1] == 'u' && unit(i, to) >= ' ') {
                    size = pair(i, to, text, size);
                    i += 2 * UNIT_BYTES;
                } else {
                    requireRoom(size + 1, text.length);
                    text[size++] = character(i + 1, to);
                    i += json[i + 1] == 'u' ? UNIT_BYTES : 2;
                }
            }
        }
        requireRoom(text.length, size);
        return i;
    }

    private void requireBackslash(int i) {
        if (json[i] != '\\') {
            throw new IllegalArgumentException("a text has a byte " + json[i] + " that is not escaped");
        }
    }

    private static void requireRoom(int needed, int length) {
        if (needed > length) {
            throw new IllegalArgumentException("a text has other escapes than those that were counted");
        }
    }

    /** What is written after a backslash: only control characters and surrogates are by their number. */
    private byte character(int letter, int to) {
        if (letter >= to) {
            throw new IllegalArgumentException("an escape is cut short");
        }
        return switch (json[letter]) {
            case 'b' -> '\b';
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'f' -> '\f';
            case 'r' -> '\r';
            case '"', '\\' -> json[letter];
            case 'u' -> (byte) unit(letter - 1, to);
            default -> throw new IllegalArgumentException("\\" + (char) json[letter] + " is not an escape");
        };
    }

    /** The character that two escapes stand for, in UTF-8; gives where that ends. */
    private int pair(int at, int to, byte[] text, int size) {
        int high = unit(at, to);
        int low = unit(at + UNIT_BYTES, to);
        if (!Character.isSurrogatePair((char) high, (char) low)) {
            throw new IllegalArgumentException(
                    "characters " + high + " and " + low + " are escaped; expected surrogates");
        }
        int point = Character.toCodePoint((char) high, (char) low);
        requireRoom(size + UTF8_BYTES, text.length);
        text[size] = (byte) (0xF0 | point >> 18);
        text[size + 1] = (byte) (0x80 | point >> 12 & 0x3F);
        text[size + 2] = (byte) (0x80 | point >> 6 & 0x3F);
        text[size + 3] = (byte) (0x80 | point & 0x3F);
        return size + UTF8_BYTES;
    }

    /** @param at of the backslash */
    private int unit(int at, int to) {
        if (at + UNIT_BYTES > to || json[at] != '\\' || json[at + 1] != 'u') {
            throw new IllegalArgumentException("an escape is cut short");
        }
        int unit = 0;
        for (int i = at + 2; i < at + UNIT_BYTES; i++) {
            int digit = Character.digit(json[i], HEX);
            if (digit < 0) {
                throw new IllegalArgumentException("an escape has a byte " + json[i] + "; expected a digit");
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }

    private byte peek() {
        if (at >= end) {
            throw new IllegalArgumentException("a document's line is cut short");
        }
        return json[at];
    }

    private void expect(char character) {
        if (peek() != character) {
            throw unexpected("" + character);
        }
        at++;
    }

    private IllegalArgumentException unexpected(String expected) {
        return new IllegalArgumentException(
                "at byte " + at + " of a document's line something else is; expected " + expected);
    }
}
