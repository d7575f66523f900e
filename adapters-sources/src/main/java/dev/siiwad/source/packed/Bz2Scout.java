package dev.siiwad.source.packed;

import dev.siiwad.source.proved.SeekableBytes;
import java.io.IOException;
import java.util.OptionalLong;

/** Finds where bzip2 blocks seem to begin, at any bit, from a place in the file on. Only a hint: the 48 bits may be in the file by chance. */
final class Bz2Scout {
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final long MASK = (1L << Bz2Decoder.MAGIC_BITS) - 1;
    private static final int CLUE_SHIFT = 16;
    private static final boolean[] CLUES = clues();

    private final SeekableBytes file;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final long startBit;
    private long window;
    private long bufferEnd;
    private int index;
    private int limit;
    private int shift = Byte.SIZE;

    Bz2Scout(SeekableBytes file, long startBit) {
        this.file = file;
        this.startBit = startBit;
        this.bufferEnd = startBit / Byte.SIZE;
    }

    /** The eight values that one byte in the middle of the window may have if the 48 bits are in it, at one of eight shifts. */
    private static boolean[] clues() {
        boolean[] clues = new boolean[256];
        for (int at = 0; at < Byte.SIZE; at++) {
            clues[(int) (Bz2Decoder.MAGIC << at >>> CLUE_SHIFT) & 0xff] = true;
        }
        return clues;
    }

    /** The first bit of the next 48 that look like the beginning of a block, before this byte of the file. */
    OptionalLong next(long beforeByte) throws IOException {
        while (true) {
            for (; shift < Byte.SIZE; shift++) {
                if ((window >>> shift & MASK) == Bz2Decoder.MAGIC) {
                    long bit = (bufferEnd - limit + index) * Byte.SIZE - shift - Bz2Decoder.MAGIC_BITS;
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

    private boolean toClue(long beforeByte) throws IOException {
        while (bufferEnd - limit + index < beforeByte) {
            if (index == limit) {
                limit = file.read(buffer, 0, buffer.length, bufferEnd);
                bufferEnd += limit;
                index = 0;
                if (limit == 0) {
                    return false;
                }
            }
            window = window << Byte.SIZE | buffer[index++] & 0xff;
            if (CLUES[(int) (window >>> CLUE_SHIFT) & 0xff]) {
                return true;
            }
        }
        return false;
    }
}
