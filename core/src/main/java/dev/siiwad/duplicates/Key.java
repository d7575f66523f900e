package dev.siiwad.duplicates;

import java.util.HexFormat;

/** 128 bits that are the same for texts that count as the same, and for no others. */
record Key(long high, long low) {
    private static final int DIGITS = 16;

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
