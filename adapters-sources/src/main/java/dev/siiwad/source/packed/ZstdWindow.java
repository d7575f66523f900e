package dev.siiwad.source.packed;

import com.sun.management.OperatingSystemMXBean;
import dev.siiwad.source.SourceException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How much memory unpacking a zstd frame takes, as its header says (RFC 8878, 3.1.1.1): how far back a match may lie, or all of the frame where that is less.
 * It is checked before anything is reserved on the file's word.
 *
 * <pre>28 b5 2f fd | descriptor | window, unless all is in one segment | dictionary id, 0 to 4 bytes | content size, 0 to 8 bytes</pre>
 */
final class ZstdWindow {
    /** Of the largest window that any zstd program writes: {@code --ultra --long=31}. */
    static final int LOG_MAX = 31;

    static final int HEADER_BYTES_MAX = 18;

    /** Every machine has this: what zstd itself reads without being asked to. */
    private static final long ALWAYS_BYTES = 128L << 20;

    private static final int MAGIC = 0xfd2fb528;
    private static final int[] DICTIONARY_BYTES = {0, 1, 2, 4};

    private ZstdWindow() {}

    /** What this machine, or the container it is, has beside the heap. */
    static long memoryBytes() {
        OperatingSystemMXBean machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return machine.getTotalMemorySize() - Runtime.getRuntime().maxMemory();
    }

    /**
     * Passes if a frame begins here that can be unpacked, or none does.
     *
     * @throws UnpackingException if its window is larger than any that is written
     * @throws SourceException if the machine has not the memory for it
     */
    static void requireRoom(ByteBuffer packed, long memoryBytes) throws IOException {
        ByteBuffer header = packed.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        if (header.remaining() < HEADER_BYTES_MAX || header.getInt() != MAGIC) {
            return;
        }
        int descriptor = header.get() & 0xff;
        boolean oneSegment = (descriptor & 0x20) != 0;
        long window = oneSegment ? Long.MAX_VALUE : window(header.get() & 0xff);
        header.position(header.position() + DICTIONARY_BYTES[descriptor & 3]);
        long content = contentBytes(header, descriptor >> 6, oneSegment);
        long needed = Math.min(window, content < 0 ? Long.MAX_VALUE : content);
        if ((oneSegment ? needed : window) > 1L << LOG_MAX) {
            throw new UnpackingException("the zstd frame has a window of " + (oneSegment ? needed : window)
                    + " bytes; at most " + (1L << LOG_MAX) + " are read");
        }
        if (needed > Math.max(ALWAYS_BYTES, memoryBytes)) {
            throw new SourceException("the zstd frame needs " + needed + " bytes of memory for its window; this machine"
                    + " has " + Math.max(0, memoryBytes) + " beside the heap");
        }
    }

    private static long window(int descriptor) {
        long base = 1L << 10 + (descriptor >> 3);
        return base + base / 8 * (descriptor & 7);
    }

    /** Negative where it is not said, or larger than {@link Long}. */
    private static long contentBytes(ByteBuffer header, int size, boolean oneSegment) {
        return switch (size) {
            case 0 -> oneSegment ? header.get() & 0xff : -1;
            case 1 -> (header.getShort() & 0xffff) + 256;
            case 2 -> header.getInt() & 0xffff_ffffL;
            default -> header.getLong();
        };
    }
}
