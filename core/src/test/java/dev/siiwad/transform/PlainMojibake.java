package dev.siiwad.transform;

import java.util.HashMap;
import java.util.Map;

/** {@link Mojibake} as it was first written: what it gives is what must be given. */
final class PlainMojibake {
    private static final int PASSES = 2;
    /** What CP1252 has at 0x80 to 0x9F; where it has nothing, programs give the control character of that number. */
    private static final String HIGH = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";

    private static final Map<Character, Integer> BYTES = bytes();
    private static final int FIRST_HIGH = 0x80;
    private static final int LATIN_FROM = 0xA0;
    private static final int LATIN_TO = 0xFF;
    private static final int LOW_BITS = 0x3F;
    /** U+2000 to U+213F have 0x80 to 0x84 as their second byte. */
    private static final int PUNCTUATION_TO = 0x84;

    private PlainMojibake() {}

    static RepairText.Repaired undone(String text) {
        RepairText.Repaired repaired = new RepairText.Repaired(text, 0);
        for (int pass = 0; pass < PASSES; pass++) {
            RepairText.Repaired next = once(repaired.text());
            if (next.count() == 0) {
                break;
            }
            repaired = new RepairText.Repaired(next.text(), repaired.count() + next.count());
        }
        return repaired;
    }

    private static RepairText.Repaired once(String text) {
        RepairText.Repaired all = undone(text, false);
        boolean misread = all.count() > 1 && !hasOthers(text);
        return misread ? all : undone(text, true);
    }

    private static RepairText.Repaired undone(String text, boolean certainOnly) {
        StringBuilder undone = new StringBuilder(text.length());
        long found = 0;
        for (int i = 0; i < text.length(); ) {
            int length = sequence(text, i);
            if (length == 0 || certainOnly && !isCertain(text, i, length)) {
                undone.append(text.charAt(i++));
            } else {
                undone.appendCodePoint(decoded(text, i, length));
                found++;
                i += length;
            }
        }
        return found == 0 ? new RepairText.Repaired(text, 0) : new RepairText.Repaired(undone.toString(), found);
    }

    /** Whether a text has characters of CP1252 that are part of no sequence: then it was read as what it is. */
    private static boolean hasOthers(String text) {
        for (int i = 0; i < text.length(); ) {
            int length = sequence(text, i);
            if (length == 0 && asByte(text.charAt(i)) >= FIRST_HIGH) {
                return true;
            }
            i += Math.max(1, length);
        }
        return false;
    }

    /** How many characters from here are the bytes of one, or 0. */
    private static int sequence(String text, int at) {
        int lead = asByte(text.charAt(at));
        int length = lead >= 0xC2 && lead <= 0xDF
                ? 2
                : lead >= 0xE0 && lead <= 0xEF ? 3 : lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
        if (length == 0 || at + length > text.length()) {
            return 0;
        }
        for (int i = at + 1; i < at + length; i++) {
            int next = asByte(text.charAt(i));
            if (next < FIRST_HIGH || next > 0xBF) {
                return 0;
            }
        }
        int point = decoded(text, at, length);
        boolean shortest = length == 2 || length == 3 && point >= 0x800 || length == 4 && point >= 0x10000;
        return shortest && point <= Character.MAX_CODE_POINT && !isSurrogate(point) ? length : 0;
    }

    /** What no text writes: punctuation as {@code â€} and a sign, an emoji, or a capital letter right after a small one. */
    private static boolean isCertain(String text, int at, int length) {
        int second = asByte(text.charAt(at + 1));
        boolean punctuation = length == 3 && text.charAt(at) == 'â' && second <= PUNCTUATION_TO;
        boolean capital = length == 2
                && at > 0
                && Character.isUpperCase(text.charAt(at))
                && Character.isLowerCase(text.charAt(at - 1));
        return punctuation || capital || length > 3;
    }

    private static boolean isSurrogate(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }

    private static int decoded(String text, int at, int length) {
        int point = asByte(text.charAt(at)) & (length == 2 ? 0x1F : length == 3 ? 0x0F : 0x07);
        for (int i = at + 1; i < at + length; i++) {
            point = point << 6 | asByte(text.charAt(i)) & LOW_BITS;
        }
        return point;
    }

    /** What CP1252 writes a character as; -1 where that is not 0x80 or more. */
    private static int asByte(char c) {
        return c >= LATIN_FROM && c <= LATIN_TO ? c : c < FIRST_HIGH ? -1 : BYTES.getOrDefault(c, -1);
    }

    private static Map<Character, Integer> bytes() {
        Map<Character, Integer> bytes = new HashMap<>();
        for (int i = 0; i < HIGH.length(); i++) {
            bytes.put(HIGH.charAt(i), 0x80 + i);
        }
        return Map.copyOf(bytes);
    }
}
