package dev.siiwad.storage.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.siiwad.digest.Sha256;
import dev.siiwad.segment.DamagedSegmentException;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes of a snapshot's payload wherever it is kept: a line that tells of which snapshot it is and how to prove it, then the payload as it is, UTF-8.
 * Public for every segment store.
 *
 * <pre>{"snapshot":"list@first","format":1,"bytes":5,"sha256":"…"}</pre>
 */
public final class StoredPayload {
    /** A payload is a list of files or addresses; the longest that are known have some tens of MB. */
    public static final int BYTES_MAX = 256 << 20;

    /** The same with the line before it. */
    public static final int STORED_BYTES_MAX = BYTES_MAX + (1 << 20);

    private static final int FORMAT = 1;
    private static final byte[] BEGINNING = "{\"snapshot\":".getBytes(StandardCharsets.UTF_8);
    private static final int HEADER_BYTES_MAX = 64 << 10;
    private static final ObjectMapper JSON = Json.mapper();

    private StoredPayload() {}

    /** @throws IOException if it is longer than a payload may be */
    public static byte[] write(String where, String snapshotId, String payload) throws IOException {
        byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > BYTES_MAX) {
            throw new IOException(where + ": the list that snapshot " + snapshotId + " needs has " + bytes.length
                    + " bytes; at most " + BYTES_MAX + " are kept");
        }
        ObjectNode header = JSON.createObjectNode()
                .put("snapshot", snapshotId)
                .put("format", FORMAT)
                .put("bytes", bytes.length)
                .put("sha256", Sha256.hex(bytes));
        byte[] first = (header + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(first, first.length + bytes.length);
        System.arraycopy(bytes, 0, all, first.length, bytes.length);
        return all;
    }

    /**
     * Reads a whole payload; closes {@code in}.
     *
     * @param where for messages
     * @throws DamagedSegmentException if the bytes are not what {@link #write} gave for this snapshot
     */
    public static String read(String where, String snapshotId, InputStream in) throws IOException {
        try (InputStream buffered = new BufferedInputStream(in)) {
            CheckedMembers header = header(buffered);
            require("snapshot", header.string("snapshot"), snapshotId);
            require("format", header.integer("format"), (long) FORMAT);
            long length = header.integer("bytes");
            if (length > BYTES_MAX) {
                throw new IllegalArgumentException("bytes is " + length + "; expected at most " + BYTES_MAX);
            }
            byte[] bytes = buffered.readNBytes((int) length);
            require("the length of the list", (long) bytes.length, length);
            require("bytes after it", buffered.read() >= 0, false);
            require("sha256", Sha256.hex(bytes), header.string("sha256"));
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new DamagedSegmentException(
                    where + ": is not the list of snapshot " + snapshotId + " as it was stored: " + e.getMessage(), e);
        }
    }

    /** Whether stored bytes are what {@link #write} gave for a payload of this snapshot. */
    public static boolean isWhole(String snapshotId, byte[] bytes) {
        try {
            read("", snapshotId, new ByteArrayInputStream(bytes));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static CheckedMembers header(InputStream in) throws IOException {
        in.mark(BEGINNING.length);
        if (!Arrays.equals(in.readNBytes(BEGINNING.length), BEGINNING)) {
            throw new IllegalArgumentException("it does not begin with " + new String(BEGINNING, StandardCharsets.UTF_8)
                    + "; it was changed, or " + StoredSegment.OF_OLDER_VERSION);
        }
        in.reset();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int single = in.read();
        for (; single >= 0 && single != '\n' && line.size() < HEADER_BYTES_MAX; single = in.read()) {
            line.write(single);
        }
        if (single != '\n') {
            throw new IllegalArgumentException("its first line has no end within " + line.size() + " bytes");
        }
        try {
            JsonNode header = JSON.readTree(line.toByteArray());
            if (!header.isObject()) {
                throw new IllegalArgumentException("its first line is " + CheckedMembers.shown(header));
            }
            return new CheckedMembers(header, "");
        } catch (IOException e) {
            String reason = e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
            throw new IllegalArgumentException("its first line is not JSON: " + reason, e);
        }
    }

    private static void require(String what, Object found, Object expected) {
        if (!found.equals(expected)) {
            throw new IllegalArgumentException(what + " is " + found + "; expected " + expected);
        }
    }
}
