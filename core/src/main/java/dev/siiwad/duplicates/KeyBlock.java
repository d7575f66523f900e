package dev.siiwad.duplicates;

import dev.siiwad.segment.Segment;
import dev.siiwad.segment.SegmentName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * The keys of the documents kept in some segments that follow each other, as text in the order of offsets, each with its {@link Bands} in hexadecimal digits where similar texts are
 * looked for:
 *
 * <pre>
 * 0 9f86d081884c7d659a2feaa0c55ad015
 * 2 60303ae22b998861bce3b28f33eec1be
 * segment 00000001-1 sha256:…
 * </pre>
 */
final class KeyBlock {
    private static final String SEGMENT = "segment ";
    private static final int LINE_CHARS = 48;
    private static final int HEX_DIGITS = 16;

    private final boolean banded;
    private final List<Counted> segments = new ArrayList<>();
    private long[] offsets = new long[1024];
    private long[] keys = new long[2048];
    private long[] bands;
    private int size;

    /**
     * A segment that was read.
     *
     * @param digest of its bytes
     * @param end how many documents there are in the block up to its end
     */
    record Counted(SegmentName name, String digest, int end) {}

    /** @param banded whether its documents have bands */
    KeyBlock(boolean banded) {
        this.banded = banded;
        this.bands = new long[banded ? 1024 * Bands.COUNT : 0];
    }

    /**
     * The next document of the segment that {@link #end} ends.
     *
     * @param ofText its bands; none if this is not banded
     */
    void add(long offset, Key key, long[] ofText) {
        if (size == offsets.length) {
            offsets = Arrays.copyOf(offsets, 2 * size);
            keys = Arrays.copyOf(keys, 4 * size);
            bands = Arrays.copyOf(bands, 2 * bands.length);
        }
        offsets[size] = offset;
        keys[2 * size] = key.high();
        keys[2 * size + 1] = key.low();
        if (banded) {
            System.arraycopy(ofText, 0, bands, size * Bands.COUNT, Bands.COUNT);
        }
        size++;
    }

    void end(Segment segment) {
        end(segment.name(), segment.digest());
    }

    private void end(SegmentName name, String digest) {
        segments.add(new Counted(name, digest, size));
    }

    List<Counted> segments() {
        return List.copyOf(segments);
    }

    /** That of its first document; of one without documents, after all others. */
    long firstOffset() {
        return size == 0 ? Long.MAX_VALUE : offsets[0];
    }

    SegmentName last() {
        return segments.get(segments.size() - 1).name();
    }

    /** How many documents it has. */
    int size() {
        return size;
    }

    long offset(int document) {
        return offsets[document];
    }

    Key key(int document) {
        return new Key(keys[2 * document], keys[2 * document + 1]);
    }

    long band(int document, int band) {
        return bands[document * Bands.COUNT + band];
    }

    /** Empty if this is not banded. */
    long[] bands(int document) {
        return banded ? Arrays.copyOfRange(bands, document * Bands.COUNT, (document + 1) * Bands.COUNT) : new long[0];
    }

    /** Its form as it is kept. */
    String text() {
        StringBuilder text = new StringBuilder((banded ? LINE_CHARS + Bands.COUNT * HEX_DIGITS : LINE_CHARS) * size);
        int document = 0;
        for (Counted segment : segments) {
            for (; document < segment.end(); document++) {
                text.append(offsets[document]).append(' ').append(key(document));
                if (banded) {
                    text.append(' ');
                    for (long band : bands(document)) {
                        text.append(HexFormat.of().toHexDigits(band));
                    }
                }
                text.append('\n');
            }
            text.append(SEGMENT).append(segment.name()).append(' ').append(segment.digest());
            text.append('\n');
        }
        return text.toString();
    }

    /** @throws IllegalArgumentException if it is not what {@link #text} gave */
    static KeyBlock parse(String text, boolean banded) {
        KeyBlock block = new KeyBlock(banded);
        text.lines().forEach(block::parseLine);
        return block;
    }

    private void parseLine(String line) {
        String[] words = line.split(" ");
        if (line.startsWith(SEGMENT) && words.length == 3) {
            end(SegmentName.parse(words[1]), words[2]);
        } else if (words.length == (banded ? 3 : 2)) {
            add(Long.parseLong(words[0]), Key.parse(words[1]), banded ? parseBands(words[2]) : new long[0]);
        } else {
            throw new IllegalArgumentException("a line is \"" + line + "\"");
        }
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
