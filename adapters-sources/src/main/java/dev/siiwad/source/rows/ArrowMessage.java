package dev.siiwad.source.rows;

import dev.siiwad.source.proved.SeekableBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MetadataVersion;

/**
 * One message of an Arrow file or stream, of which the body is not read yet.
 *
 * <pre>ff ff ff ff | length of the metadata, 4 bytes little endian | metadata | body</pre>
 *
 * The first four bytes are missing in what was written before version 0.15. A length of 0 is the end.
 *
 * @param body where it begins
 * @param end where the next message begins
 */
record ArrowMessage(Message metadata, long body, long end) {
    static final int METADATA_BYTES_MAX = 128 * 1024 * 1024;

    private static final int CONTINUATION = -1;
    private static final int LENGTH_BYTES = 4;

    /**
     * The message that begins at a place; empty where the end is marked.
     *
     * @param limit the end of what may hold messages
     * @throws UnreadableException if there is none that is whole
     */
    static Optional<ArrowMessage> at(SeekableBytes file, long start, long limit) throws IOException {
        if (start < 0 || limit - start < LENGTH_BYTES) {
            throw new UnreadableException(
                    start == limit
                            ? "it ends without the mark of an end, and may be cut short"
                            : "it ends at byte " + limit + ", and a message is said to begin at byte " + start);
        }
        ByteBuffer head = ordered(file.read(start, (int) Math.min(2 * LENGTH_BYTES, limit - start)));
        boolean continued = head.getInt(0) == CONTINUATION;
        if (continued && head.remaining() < 2 * LENGTH_BYTES) {
            throw new UnreadableException("it ends within the head of a message");
        }
        long from = start + (continued ? 2 * LENGTH_BYTES : LENGTH_BYTES);
        int length = head.getInt(continued ? LENGTH_BYTES : 0);
        if (length == 0) {
            return Optional.empty();
        }
        if (length < 0 || length > Math.min(METADATA_BYTES_MAX, limit - from)) {
            throw new UnreadableException("a message is said to have " + Integer.toUnsignedString(length)
                    + " bytes of metadata; at most " + Math.min(METADATA_BYTES_MAX, limit - from) + " are possible");
        }
        Message metadata = Message.getRootAsMessage(ordered(file.read(from, length)));
        return Optional.of(checked(metadata, from + length, limit));
    }

    private static ArrowMessage checked(Message metadata, long body, long limit) throws UnreadableException {
        if (metadata.version() < MetadataVersion.V4) {
            throw new UnreadableException("it was written by a version of Arrow before 0.8, which is not read");
        }
        if (metadata.bodyLength() < 0 || metadata.bodyLength() > limit - body) {
            throw new UnreadableException("a message is said to have a body of " + metadata.bodyLength()
                    + " bytes; at most " + (limit - body) + " are left. It is cut short or damaged");
        }
        return new ArrowMessage(metadata, body, body + metadata.bodyLength());
    }

    static ByteBuffer ordered(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
