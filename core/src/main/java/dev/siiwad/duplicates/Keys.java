package dev.siiwad.duplicates;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** The keys of documents in their order, each with its {@link Bands} where similar texts are looked for; and how they are kept as text, in hexadecimal digits. */
final class Keys {
    private static final int KEY_LONGS = 2;
    private static final int HEX_DIGITS = 16;

    private final Optional<Signatures> signatures;
    private long[] keys = new long[1024];
    private long[] bands;
    private int size;

    /** @param signatures for the bands, where similar texts are looked for */
    Keys(Optional<Signatures> signatures) {
        this.signatures = signatures;
        this.bands = new long[signatures.isPresent() ? 1024 : 0];
    }

    void add(String text) {
        add(text, text.getBytes(StandardCharsets.UTF_8));
    }

    /** @param utf8 of the text; changed by this */
    void add(String text, byte[] utf8) {
        add(NormalizedText.key(utf8), signatures.map(found -> Bands.of(text, found)));
    }

    /** Those of a document that others are the keys of, in the same way. */
    void add(Keys others, int document) {
        add(others.key(document), signatures.map(banded -> others.bands(document)));
    }

    /** What those of a document take of memory. */
    static int documentBytes(Optional<Signatures> signatures) {
        return Long.BYTES * (KEY_LONGS + (signatures.isPresent() ? Bands.COUNT : 0));
    }

    private void add(Key key, Optional<long[]> ofText) {
        keys = withRoom(keys, KEY_LONGS);
        keys[KEY_LONGS * size] = key.high();
        keys[KEY_LONGS * size + 1] = key.low();
        if (ofText.isPresent()) {
            bands = withRoom(bands, Bands.COUNT);
            System.arraycopy(ofText.get(), 0, bands, size * Bands.COUNT, Bands.COUNT);
        }
        size++;
    }

    private long[] withRoom(long[] array, int each) {
        return array.length < (size + 1) * each ? Arrays.copyOf(array, Math.max(2 * array.length, each)) : array;
    }

    int size() {
        return size;
    }

    Key key(int document) {
        return new Key(keys[KEY_LONGS * document], keys[KEY_LONGS * document + 1]);
    }

    long band(int document, int band) {
        return bands[document * Bands.COUNT + band];
    }

    long[] bands(int document) {
        return Arrays.copyOfRange(bands, document * Bands.COUNT, (document + 1) * Bands.COUNT);
    }

    /** Writes those of one document: a word, or two where there are bands. */
    void write(int document, StringBuilder text) {
        text.append(key(document));
        if (signatures.isPresent()) {
            text.append(' ');
            for (long band : bands(document)) {
                text.append(HexFormat.of().toHexDigits(band));
            }
        }
    }

    /**
     * Adds those of a document as they were written.
     *
     * @param words of a line, of which {@link #write} wrote the last
     * @throws IllegalArgumentException if it did not
     */
    void parse(String[] words) {
        int expected = signatures.isPresent() ? 3 : 2;
        if (words.length != expected) {
            throw new IllegalArgumentException(
                    "a line is \"" + String.join(" ", words) + "\"; expected " + expected + " words");
        }
        add(Key.parse(words[1]), signatures.map(banded -> parseBands(words[2])));
    }

    private static long[] parseBands(String digits) {
        if (digits.length() != Bands.COUNT * HEX_DIGITS) {
            throw new IllegalArgumentException("bands have " + digits.length() + " digits");
        }
        long[] bands = new long[Bands.COUNT];
        for (int band = 0; band < Bands.COUNT; band++) {
            bands[band] = HexFormat.fromHexDigitsToLong(digits, band * HEX_DIGITS, (band + 1) * HEX_DIGITS);
        }
        return bands;
    }
}
