package dev.siiwad.source.wikipedia.wikitext;

import java.util.Arrays;

/** The text that a page has come to so far. Runs of a page are copied to it whole, which {@link StringBuilder} does character by character. */
final class BuiltText {
    private char[] chars;
    private int length;

    BuiltText(int capacity) {
        chars = new char[Math.max(16, capacity)];
    }

    int length() {
        return length;
    }

    char charAt(int at) {
        return chars[at];
    }

    void append(char c) {
        reserve(1);
        chars[length++] = c;
    }

    void append(String text) {
        reserve(text.length());
        text.getChars(0, text.length(), chars, length);
        length += text.length();
    }

    void append(String from, int start, int end) {
        reserve(end - start);
        from.getChars(start, end, chars, length);
        length += end - start;
    }

    void append(BuiltText other) {
        append(other.chars, 0, other.length);
    }

    void append(char[] from, int start, int end) {
        reserve(end - start);
        System.arraycopy(from, start, chars, length, end - start);
        length += end - start;
    }

    void set(int at, char c) {
        chars[at] = c;
    }

    /** Takes what is after the first characters away. */
    void cutTo(int newLength) {
        length = newLength;
    }

    /** Puts a text in the place of what is from one index to another. */
    void replace(int start, int end, String text) {
        int grown = text.length() - (end - start);
        reserve(grown);
        System.arraycopy(chars, end, chars, end + grown, length - end);
        text.getChars(0, text.length(), chars, start);
        length += grown;
    }

    /** Where a character is next, or -1. */
    int indexOf(char c, int from) {
        for (int i = from; i < length; i++) {
            if (chars[i] == c) {
                return i;
            }
        }
        return -1;
    }

    String substring(int start, int end) {
        return new String(chars, start, end - start);
    }

    @Override
    public String toString() {
        return new String(chars, 0, length);
    }

    private void reserve(int more) {
        if (more > chars.length - length) {
            chars = Arrays.copyOf(chars, Math.max(length + more, 2 * chars.length));
        }
    }
}
