package dev.siiwad.source.packed;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The checksum of a bzip2 block: CRC-32 with the most significant bit first, which the JDK does not have; eight bytes at a time. */
final class Bz2Checksum {
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final int POLYNOMIAL = 0x04c11db7;
    private static final int STEP_BYTES = 8;
    /** In the n-th, what a byte does to the checksum that n more bytes follow. */
    private static final int[][] FOLLOWED_BY = tables();

    private Bz2Checksum() {}

    static int of(byte[] bytes, int length) {
        int crc = -1;
        int i = 0;
        for (; i + STEP_BYTES <= length; i += STEP_BYTES) {
            int first = crc ^ (int) INTS.get(bytes, i);
            int second = (int) INTS.get(bytes, i + Integer.BYTES);
            crc = FOLLOWED_BY[7][first >>> 24]
                    ^ FOLLOWED_BY[6][first >>> 16 & 0xff]
                    ^ FOLLOWED_BY[5][first >>> 8 & 0xff]
                    ^ FOLLOWED_BY[4][first & 0xff]
                    ^ FOLLOWED_BY[3][second >>> 24]
                    ^ FOLLOWED_BY[2][second >>> 16 & 0xff]
                    ^ FOLLOWED_BY[1][second >>> 8 & 0xff]
                    ^ FOLLOWED_BY[0][second & 0xff];
        }
        for (; i < length; i++) {
            crc = crc << Byte.SIZE ^ FOLLOWED_BY[0][crc >>> 24 ^ bytes[i] & 0xff];
        }
        return ~crc;
    }

    private static int[][] tables() {
        int[][] tables = new int[STEP_BYTES][256];
        for (int value = 0; value < 256; value++) {
            int crc = value << 24;
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                crc = crc << 1 ^ (crc < 0 ? POLYNOMIAL : 0);
            }
            tables[0][value] = crc;
        }
        for (int more = 1; more < STEP_BYTES; more++) {
            for (int value = 0; value < 256; value++) {
                int crc = tables[more - 1][value];
                tables[more][value] = crc << Byte.SIZE ^ tables[0][crc >>> 24];
            }
        }
        return tables;
    }
}
