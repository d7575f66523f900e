package dev.siiwad.duplicates;

import dev.siiwad.segment.Segment;
import dev.siiwad.segment.SegmentName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The keys of the documents kept in some segments that follow each other, as text in the order of offsets:
 *
 * <pre>
 * 0 9f86d081884c7d659a2feaa0c55ad015
 * 2 60303ae22b998861bce3b28f33eec1be
 * segment 00000001-1 sha256:…
 * </pre>
 */
final class KeyBlock {
    private static final String SEGMENT = "segment ";

    private final List<Counted> segments = new ArrayList<>();
    private long[] offsets = new long[1024];
    private long[] keys = new long[2048];
    private int size;

    /** A segment that was read, by the digest of its bytes. */
    record Counted(SegmentName name, String digest) {}

    /** Hears of every document in order. */
    @FunctionalInterface
    interface Documents {
        void on(long offset, Key key);
    }

    /** The next document of the segment that {@link #end} ends. */
    void add(long offset, Key key) {
        if (size == offsets.length) {
            offsets = Arrays.copyOf(offsets, 2 * size);
            keys = Arrays.copyOf(keys, 4 * size);
        }
        offsets[size] = offset;
        keys[2 * size] = key.high();
        keys[2 * size + 1] = key.low();
        size++;
    }

    void end(Segment segment) {
        end(new Counted(segment.name(), segment.digest()));
    }

    private void end(Counted segment) {
        segments.add(segment);
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

    void forEach(Documents documents) {
        for (int n = 0; n < size; n++) {
            documents.on(offsets[n], new Key(keys[2 * n], keys[2 * n + 1]));
        }
    }

    /** Its form as it is kept. */
    String text() {
        StringBuilder text = new StringBuilder(48 * size);
        forEach((offset, key) -> text.append(offset).append(' ').append(key).append('\n'));
        segments.forEach(segment -> text.append(SEGMENT)
                .append(segment.name())
                .append(' ')
                .append(segment.digest())
                .append('\n'));
        return text.toString();
    }

    /** @throws IllegalArgumentException if it is not what {@link #text} gave */
    static KeyBlock parse(String text) {
        KeyBlock block = new KeyBlock();
        text.lines().forEach(line -> {
            boolean segment = line.startsWith(SEGMENT);
            String rest = segment ? line.substring(SEGMENT.length()) : line;
            int blank = rest.indexOf(' ');
            if (blank < 0) {
                throw new IllegalArgumentException("a line is \"" + line + "\"");
            }
            String first = rest.substring(0, blank);
            String second = rest.substring(blank + 1);
            if (segment) {
                block.end(new Counted(SegmentName.parse(first), second));
            } else {
                block.add(Long.parseLong(first), Key.parse(second));
            }
        });
        return block;
    }
}
