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
    private static final int[] CRC = crcTable();

    /**
     * Follows the chain of a Burrows-Wheeler transform, undoing the run lengths: after four equal bytes comes one that says how many more of
     * them there are.
     *
     * @param chain each a byte, and in the high 24 bits where the next one is
     * @param room for the bytes, taken if it is large enough
     * @throws IOException if the bytes do not have this checksum
     */
    static Bz2Block unpacked(int[] chain, int origin, int size, int checksum, long endBit, byte[] room)
            throws IOException {
        int usual = size + size / 16 + REPEAT_BYTES_MAX;
        byte[] out = room.length < usual ? new byte[usual] : room;
        int length = 0;
        int crc = -1;
        int previous = -1;
        int run = 0;
        int link = chain[origin] >>> Byte.SIZE;
        for (int i = 0; i < size; i++) {
            int entry = chain[link];
            link = entry >>> Byte.SIZE;
            int value = entry & 0xff;
            if (run == RUN_BYTES) {
                if (length + REPEAT_BYTES_MAX > out.length) {
                    out = Arrays.copyOf(out, out.length * 2);
                }
                for (int end = length + value; length < end; length++) {
                    out[length] = (byte) previous;
                    crc = crc << Byte.SIZE ^ CRC[crc >>> 24 ^ previous];
                }
                run = 0;
                previous = -1;
                continue;
            }
            run = value == previous ? run + 1 : 1;
            previous = value;
            if (length == out.length) {
                out = Arrays.copyOf(out, out.length * 2);
            }
            out[length++] = (byte) value;
            crc = crc << Byte.SIZE ^ CRC[crc >>> 24 ^ value];
        }
        if (~crc != checksum) {
            throw new IOException("a bz2 block has checksum " + Integer.toHexString(~crc) + "; expected "
                    + Integer.toHexString(checksum));
        }
        return new Bz2Block(out, length, checksum, endBit);
    }

    private static int[] crcTable() {
        int[] table = new int[256];
        for (int value = 0; value < table.length; value++) {
            int crc = value << 24;
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                crc = crc << 1 ^ (crc < 0 ? 0x04c11db7 : 0);
            }
            table[value] = crc;
        }
        return table;
    }
}
