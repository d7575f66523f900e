package dev.siiwad.duplicates;

import dev.siiwad.segment.Segment;
import dev.siiwad.segment.SegmentName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The {@link Keys} of the documents kept in some segments that follow each other, as text in the order of offsets:
 *
 * <pre>
 * 0:512 9f86d081884c7d659a2feaa0c55ad015
 * 2:2048 60303ae22b998861bce3b28f33eec1be
 * segment 00000001-1 sha256:…
 * </pre>
 *
 * <p>After the offset of a document, how many bytes its text has.
 */
public final class KeyBlock {
    private static final String SEGMENT = "segment ";

    private final Keys keys;
    private final List<Counted> segments = new ArrayList<>();
    private long[] offsets = new long[1024];
    private int[] textBytes = new int[1024];

    /**
     * A segment that was read.
     *
     * @param digest of its bytes
     * @param end how many documents there are in the block up to its end
     */
    record Counted(SegmentName name, String digest, int end) {}

    KeyBlock(Optional<Signatures> signatures) {
        this.keys = new Keys(signatures);
    }

    /** The next document of the segment that {@link #end} ends. */
    void add(long offset, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        addPlace(offset, utf8.length);
        keys.add(text, utf8);
    }

    private void addPlace(long offset, long bytes) {
        if (size() == offsets.length) {
            offsets = Arrays.copyOf(offsets, 2 * size());
            textBytes = Arrays.copyOf(textBytes, 2 * size());
        }
        offsets[size()] = offset;
        textBytes[size()] = (int) Math.min(bytes, Integer.MAX_VALUE);
    }

    /** All that another block has of a segment. */
    void addSegment(KeyBlock other, int place) {
        addSegment(other, place, other.segments.get(place).name(), 0);
    }

    /**
     * The same under another name.
     *
     * @param moved by how much all offsets are greater here
     */
    void addSegment(KeyBlock other, int place, SegmentName name, long moved) {
        Counted segment = other.segments.get(place);
        for (int n = place == 0 ? 0 : other.segments.get(place - 1).end(); n < segment.end(); n++) {
            addPlace(other.offsets[n] + moved, other.textBytes[n]);
            keys.add(other.keys, n);
        }
        end(name, segment.digest());
    }

    /** What a document takes of memory. */
    static int documentBytes(Optional<Signatures> signatures) {
        return Long.BYTES + Integer.BYTES + Keys.documentBytes(signatures);
    }

    void end(Segment segment) {
        end(segment.name(), segment.digest());
    }

    private void end(SegmentName name, String digest) {
        segments.add(new Counted(name, digest, size()));
    }

    List<Counted> segments() {
        return Collections.unmodifiableList(segments);
    }

    /** That of its first document; of one without documents, after all others. */
    long firstOffset() {
        return size() == 0 ? Long.MAX_VALUE : offsets[0];
    }

    SegmentName last() {
        return segments.get(segments.size() - 1).name();
    }

    /** How many documents it has. */
    int size() {
        return keys.size();
    }

    long offset(int document) {
        return offsets[document];
    }

    /** How many bytes the text of the document at an offset has. */
    long textBytes(long offset) {
        return textBytes[Arrays.binarySearch(offsets, 0, size(), offset)];
    }

    Keys keys() {
        return keys;
    }

    /** Its form as it is kept. */
    String text() {
        StringBuilder text = new StringBuilder();
        int document = 0;
        for (Counted segment : segments) {
            for (; document < segment.end(); document++) {
                text.append(offsets[document]).append(':').append(textBytes[document]);
                text.append(' ');
                keys.write(document, text);
                text.append('\n');
            }
            text.append(SEGMENT).append(segment.name()).append(' ').append(segment.digest());
            text.append('\n');
        }
        return text.toString();
    }

    /** @throws IllegalArgumentException if it is not what {@link #text} gave */
    static KeyBlock parse(String text, Optional<Signatures> signatures) {
        KeyBlock block = new KeyBlock(signatures);
        text.lines().forEach(block::parseLine);
        return block;
    }

    private void parseLine(String line) {
        String[] words = line.split(" ");
        if (line.startsWith(SEGMENT) && words.length == 3) {
            end(SegmentName.parse(words[1]), words[2]);
        } else {
            int colon = words[0].indexOf(':');
            if (colon < 0) {
                throw new IllegalArgumentException("a line is \"" + line + "\"; expected OFFSET:BYTES first");
            }
            addPlace(Long.parseLong(words[0].substring(0, colon)), Long.parseLong(words[0].substring(colon + 1)));
            keys.parse(words);
        }
    }
}
