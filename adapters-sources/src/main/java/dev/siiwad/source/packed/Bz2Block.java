package dev.siiwad.source.packed;

import java.io.IOException;
import java.util.Arrays;

/**
 * One decoded bzip2 block.
 *
 * @param bytes of which the first {@code length} are meant: at most 46 MB, where 900 kB are all runs
 * @param endBit its end in the file, in bits (exclusive)
 */
record Bz2Block(byte[] bytes, int length, int checksum, long endBit) {
    private static final int RUN_BYTES = 4;
    private static final int REPEAT_BYTES_MAX = 255;

    /**
     * Undoes the run lengths: after four equal bytes comes one that says how many more of them there are.
     *
     * @param text of which the first {@code size} bytes are meant
     * @param room for the bytes, taken if it is large enough
     * @throws IOException if the bytes do not have this checksum
     */
    static Bz2Block unpacked(byte[] text, int size, int checksum, long endBit, byte[] room) throws IOException {
        int usual = size + size / 16 + REPEAT_BYTES_MAX;
        byte[] out = room.length < usual ? new byte[usual] : room;
        int length = 0;
        int run = 0;
        byte previous = 0;
        for (int i = 0; i < size; i++) {
            byte value = text[i];
            if (run == RUN_BYTES) {
                int end = length + (value & 0xff);
                // what follows takes no more than one byte each, but for runs
                out = end + size - i > out.length ? Arrays.copyOf(out, 2 * end + size - i) : out;
                Arrays.fill(out, length, end, previous);
                length = end;
                run = 0;
                continue;
            }
            run = value == previous ? run + 1 : 1;
            previous = value;
            out[length++] = value;
        }
        int found = Bz2Checksum.of(out, length);
        if (found != checksum) {
            throw new IOException("a bz2 block has checksum " + Integer.toHexString(found) + "; expected "
                    + Integer.toHexString(checksum));
        }
        return new Bz2Block(out, length, checksum, endBit);
    }
}
