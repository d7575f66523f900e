package dev.siiwad.quality;

import dev.siiwad.transform.Scripts;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/**
 * The words of a text, punctuation included as words of their own, as word tokenizers give them: letters, marks and digits in a row are a word, with apostrophes and points
 * inside it; the same sign in a row is one. Where a script puts no blanks between words, every two letters in a row are one word.
 *
 * <p>Each has a hash of 64 bits in its place; what is compared is the hash.
 */
final class Words {
    private static final int LETTERS_PER_WORD = 2;
    private static final long PRIME = 0x9E3779B97F4A7C15L;
    private static final long OTHER_PRIME = 0xC2B2AE3D27D4EB4FL;

    private final String text;
    private int[] starts = new int[256];
    private int[] ends = new int[256];
    private int[] chars = new int[256];
    private long[] hashes = new long[256];
    private int count;

    private Words(String text) {
        this.text = text;
    }

    static Words of(String text) {
        Words words = new Words(text);
        int at = 0;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            int next = at + Character.charCount(c);
            if (Characters.isBlank(c)) {
                at = next;
                continue;
            }
            int end;
            if (Characters.isOfWord(c)) {
                end = words.endOfWord(next);
            } else if (Scripts.isUnspaced(c)) {
                end = words.endOfPair(next);
            } else {
                end = words.endOfSign(c, next);
            }
            words.add(at, end);
            at = end;
        }
        return words;
    }

    private int endOfWord(int from) {
        int at = from;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            int next = at + Character.charCount(c);
            if (!Characters.isOfWord(c) && !(isInner(c) && next < text.length() && joins(c, at, next))) {
                break;
            }
            at = next;
        }
        return at;
    }

    private static boolean isInner(int c) {
        return c == '\'' || c == '\u2019' || c == '.' || c == ',';
    }

    /** Apostrophes and points join letters and digits, commas join digits. */
    private boolean joins(int c, int at, int next) {
        int after = text.codePointAt(next);
        if (c != ',') {
            return Characters.isOfWord(after);
        }
        return Character.isDigit(after) && Character.isDigit(text.codePointBefore(at));
    }

    private int endOfPair(int from) {
        int letters = 1;
        int at = from;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            boolean letter = Scripts.isUnspaced(c);
            if (!letter && !Characters.isMark(c) || letter && letters == LETTERS_PER_WORD) {
                break;
            }
            letters += letter ? 1 : 0;
            at += Character.charCount(c);
        }
        return at;
    }

    private int endOfSign(int sign, int from) {
        int at = from;
        while (at < text.length() && text.codePointAt(at) == sign) {
            at += Character.charCount(sign);
        }
        return at;
    }

    private void add(int start, int end) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, 2 * count);
            ends = Arrays.copyOf(ends, 2 * count);
            chars = Arrays.copyOf(chars, 2 * count);
            hashes = Arrays.copyOf(hashes, 2 * count);
        }
        long hash = end - start;
        int codePoints = 0;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            hash = mix(hash, c);
            codePoints += Character.isLowSurrogate(c) ? 0 : 1;
        }
        starts[count] = start;
        ends[count] = end;
        chars[count] = codePoints;
        hashes[count] = hash;
        count++;
    }

    /** Depends on the order of the two. */
    static long mix(long hash, long value) {
        long mixed = (hash * OTHER_PRIME ^ value) * PRIME;
        return mixed ^ mixed >>> 32;
    }

    int count() {
        return count;
    }

    String text(int word) {
        return text.substring(starts[word], ends[word]);
    }

    /** In code points. */
    int chars(int word) {
        return chars[word];
    }

    long hash(int word) {
        return hashes[word];
    }

    /** Whether it is punctuation and the like alone. */
    boolean isSymbol(int word) {
        for (int i = starts[word]; i < ends[word]; i = text.offsetByCodePoints(i, 1)) {
            if (!Characters.isSymbol(text.codePointAt(i))) {
                return false;
            }
        }
        return true;
    }

    boolean hasLetter(int word) {
        for (int i = starts[word]; i < ends[word]; i = text.offsetByCodePoints(i, 1)) {
            if (Character.isLetter(text.codePointAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** How many of these words are there, each counted once; in a script without blanks also within others. */
    int present(Set<String> wanted) {
        Set<String> found = new TreeSet<>();
        int longest = wanted.stream().mapToInt(String::length).max().orElse(0);
        for (int word = 0; word < count; word++) {
            if (ends[word] - starts[word] <= longest) {
                String each = text.substring(starts[word], ends[word]);
                if (wanted.contains(each)) {
                    found.add(each);
                }
            }
        }
        for (String each : wanted) {
            if (!each.isEmpty() && Scripts.isUnspaced(each.codePointAt(0)) && text.contains(each)) {
                found.add(each);
            }
        }
        return found.size();
    }
}
