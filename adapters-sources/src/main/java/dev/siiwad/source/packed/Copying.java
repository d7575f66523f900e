package dev.siiwad.source.packed;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts a member into a {@link PackedCopy}, a frame at each step; what is in it already is passed. Used by one thread. */
final class Copying implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger("dev.siiwad");
    private static final int BUFFER_BYTES = 64 << 10;

    private final PackedCopy copy;
    private final long member;
    private final Unpacked original;
    private final byte[] collected;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final long first;
    private long bytes;
    private long lines;
    private boolean ended;

    /**
     * Copies from where reading is.
     *
     * @param original closed with this
     * @param bytes of the member that come before what is read next
     * @param lines that have ended in those
     */
    Copying(PackedCopy copy, long member, Unpacked original, long bytes, long lines, int frameBytes) {
        this(copy, member, original, bytes, lines, bytes, frameBytes);
    }

    private Copying(
            PackedCopy copy, long member, Unpacked original, long bytes, long lines, long first, int frameBytes) {
        this.copy = copy;
        this.member = member;
        this.original = original;
        this.bytes = bytes;
        this.lines = lines;
        this.first = first;
        this.collected = new byte[frameBytes];
    }

    /**
     * Copies what an earlier process has not.
     *
     * @param original from the start of the member on
     */
    static Copying again(PackedCopy copy, long member, Unpacked original, int frameBytes) {
        return new Copying(copy, member, original, 0, 0, copy.first(member), frameBytes);
    }

    /** How many lines end in the first so many bytes. */
    static int lines(byte[] bytes, int count) {
        int lines = 0;
        for (int i = 0; i < count; i++) {
            lines += bytes[i] == '\n' ? 1 : 0;
        }
        return lines;
    }

    /** Passes or copies one frame more. False if there is none, it cannot be kept, or cannot be read: whoever reads the file will see why. */
    boolean step() {
        if (ended || !copy.isKept()) {
            return false;
        }
        try {
            Optional<PackedCopy.Frame> known = copy.at(member, bytes);
            if (known.isPresent()) {
                collect(Math.min(collected.length, known.get().length()));
            } else if (bytes < first) {
                collect((int) Math.min(collected.length, first - bytes));
            } else {
                add((int) Math.min(collected.length, copy.nextAfter(member, bytes) - bytes));
            }
            return true;
        } catch (IOException e) {
            ended = true;
            LOG.debug("[{}] is not copied any further: {}", member, e.toString());
            return false;
        }
    }

    private void add(int most) throws IOException {
        long before = bytes;
        long linesBefore = lines;
        int length = collect(most);
        long next = original.memberStart() == member ? copy.fileBytes() : original.memberStart();
        copy.add(member, before, linesBefore, collected, length, original.bytesRead(), ended ? next : 0);
    }

    /** Reads so many bytes, or those that the member has left; then it has ended. */
    private int collect(int most) throws IOException {
        int length = 0;
        while (length < most && !ended) {
            byte[] into = most - length < buffer.length ? new byte[most - length] : buffer;
            int count = original.read(into);
            ended = count < 0 || original.memberStart() != member;
            if (!ended) {
                System.arraycopy(into, 0, collected, length, count);
                length += count;
            }
        }
        bytes += length;
        lines += lines(collected, length);
        return length;
    }

    @Override
    public void close() throws IOException {
        original.close();
    }
}
