package dev.siiwad.storage.json;

import dev.siiwad.segment.Entry;
import dev.siiwad.storage.silver.SilverLine;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The line of a document that is kept, in segments of the second format: where its parts end comes first, so that they can be copied without being read.
 *
 * <pre>
 * {"offset":41000,"bytes":[29,15,230,75,130,40],"document":"7","id":"…", … ,"source_metadata":"…"}
 * </pre>
 */
final class StoredLine {
    private static final byte[] OFFSET = bytes("{\"offset\":");
    private static final byte[] LENGTHS = bytes(",\"bytes\":[");
    private static final byte[] COMMA = bytes(",");
    private static final byte[] CONTENT = bytes("],");
    private static final byte[] END = bytes("}\n");

    private final byte[] line;
    private final int to;
    private int at;

    private StoredLine(byte[] line, int from, int to) {
        this.line = line;
        this.at = from;
        this.to = to;
    }

    static void write(long offset, SilverLine document, OutputStream out) throws IOException {
        StringBuilder head = new StringBuilder(96).append("{\"offset\":").append(offset);
        String separator = ",\"bytes\":[";
        for (int length : document.lengths()) {
            head.append(separator).append(length);
            separator = ",";
        }
        out.write(bytes(head.append("],").toString()));
        document.writeTo(out);
        out.write(END);
    }

    /**
     * What such a line holds; empty if it is another.
     *
     * @throws IllegalArgumentException if it is one that was changed
     */
    static Optional<Entry.Kept> read(byte[] bytes, int from, int to) {
        StoredLine line = new StoredLine(bytes, from, to);
        if (!line.passes(OFFSET)) {
            return Optional.empty();
        }
        long offset = line.number();
        if (!line.passes(LENGTHS)) {
            return Optional.empty();
        }
        int[] lengths = new int[SilverLine.LENGTHS];
        for (int i = 0; i < lengths.length; i++) {
            line.require(i == 0 || line.passes(COMMA));
            lengths[i] = (int) line.number();
        }
        line.require(line.passes(CONTENT) && to > line.at && bytes[to - 1] == '}');
        return Optional.of(
                new Entry.Kept(offset, SilverLine.stored(Arrays.copyOfRange(bytes, line.at, to - 1), lengths)));
    }

    private boolean passes(byte[] expected) {
        int end = at + expected.length;
        boolean there = end <= to && Arrays.equals(line, at, end, expected, 0, expected.length);
        at = there ? end : at;
        return there;
    }

    private long number() {
        long number = 0;
        int from = at;
        while (at < to && line[at] >= '0' && line[at] <= '9' && at - from < 18) {
            number = number * 10 + line[at++] - '0';
        }
        require(at > from);
        return number;
    }

    private void require(boolean asWritten) {
        if (!asWritten) {
            throw new IllegalArgumentException("a document's line is not as it was written, at its byte " + at);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
