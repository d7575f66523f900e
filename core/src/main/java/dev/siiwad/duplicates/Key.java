package dev.siiwad.duplicates;

import java.util.HexFormat;

/** 128 bits that are the same for texts that count as the same, and for no others. */
record Key(long high, long low) {
    private static final int DIGITS = 16;

    /** The first bytes of a digest. */
    static Key of(byte[] digest) {
        return new Key(number(digest, 0), number(digest, Long.BYTES));
    }

    private static long number(byte[] bytes, int from) {
        long number = 0;
        for (int n = from; n < from + Long.BYTES; n++) {
            number = number << Byte.SIZE | bytes[n] & 0xFF;
        }
        return number;
    }

    /** Whether it is in a part of all keys, of so many that are about as large. */
    boolean isIn(int part, int parts) {
        return Math.floorMod(high, parts) == part;
    }

    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }

    /** @throws IllegalArgumentException if the text is not 32 hexadecimal digits */
    static Key parse(String text) {
        if (text.length() != 2 * DIGITS) {
            throw new IllegalArgumentException("key is \"" + text + "\"; expected " + 2 * DIGITS + " digits");
        }
        return new Key(
                HexFormat.fromHexDigitsToLong(text, 0, DIGITS),
                HexFormat.fromHexDigitsToLong(text, DIGITS, 2 * DIGITS));
    }
}
