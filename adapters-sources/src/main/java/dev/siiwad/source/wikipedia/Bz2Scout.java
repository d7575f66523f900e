package dev.siiwad.source.wikipedia;

import java.io.IOException;
import java.util.OptionalLong;

/**
 * Finds where bzip2 blocks, or the ends of streams, seem to begin, at any bit, from a place in the file on. Only a hint: the 48 bits may be
 * in the file by chance.
 */
final class Bz2Scout {
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final long MASK = (1L << Bz2Block.MAGIC_BITS) - 1;
    private static final int CLUE_SHIFT = 16;

    private final DumpFile file;
    private final long[] magics;
    private final boolean[] clues = new boolean[256];
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final long startBit;
    private long window;
    private long bufferEnd;
    private int index;
    private int limit;
    private int shift = Byte.SIZE;

    private Bz2Scout(DumpFile file, long startBit, long... magics) {
        this.file = file;
        this.startBit = startBit;
        this.bufferEnd = startBit / Byte.SIZE;
        this.magics = magics;
        for (long magic : magics) {
            addClues(magic);
        }
    }

    static Bz2Scout ofBlocks(DumpFile file, long startBit) {
        return new Bz2Scout(file, startBit, Bz2Block.MAGIC);
    }

    static Bz2Scout ofBlocksAndStreamEnds(DumpFile file, long startBit) {
        return new Bz2Scout(file, startBit, Bz2Block.MAGIC, Bz2Block.STREAM_END_MAGIC);
    }

    /** The eight values that one byte in the middle of the window may have if the 48 bits are in it, at one of eight shifts. */
    private void addClues(long magic) {
        for (int at = 0; at < Byte.SIZE; at++) {
            clues[(int) (magic << at >>> CLUE_SHIFT) & 0xff] = true;
        }
    }

    /** The first bit of the next 48 that look like one of these, before this byte of the file. */
    OptionalLong next(long beforeByte) throws IOException {
        while (true) {
            for (; shift < Byte.SIZE; shift++) {
                if (isMagic(window >>> shift & MASK)) {
                    long bit = (bufferEnd - limit + index) * Byte.SIZE - shift - Bz2Block.MAGIC_BITS;
                    if (bit >= startBit) {
                        shift++;
                        return OptionalLong.of(bit);
                    }
                }
            }
            if (!toClue(beforeByte)) {
                return OptionalLong.empty();
            }
            shift = 0;
        }
    }

    private boolean isMagic(long bits) {
        for (long magic : magics) {
            if (bits == magic) {
                return true;
            }
        }
        return false;
    }

    private boolean toClue(long beforeByte) throws IOException {
        while (bufferEnd - limit + index < beforeByte) {
            if (index == limit) {
                limit = file.read(buffer, bufferEnd);
                bufferEnd += limit;
                index = 0;
                if (limit == 0) {
                    return false;
                }
            }
            window = window << Byte.SIZE | buffer[index++] & 0xff;
            if (clues[(int) (window >>> CLUE_SHIFT) & 0xff]) {
                return true;
            }
        }
        return false;
    }
}
