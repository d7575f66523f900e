package dev.siiwad.source.packed;

/** The CRC-32 of two pieces that follow each other, out of that of each: multiplication modulo the polynomial of the code, over the field of two elements. */
public final class Crc32 {
    private static final int POLYNOMIAL = 0xedb88320;

    private Crc32() {}

    /**
     * The checksum of both pieces.
     *
     * @param secondBytes how long the second one is
     */
    public static int combined(int first, int second, long secondBytes) {
        return times(first, shift(secondBytes)) ^ second;
    }

    /** What a checksum is multiplied by when so many bytes follow: x to the power of their bits, the highest power in the lowest bit. */
    private static int shift(long bytes) {
        int result = 1 << 31;
        int square = 1 << 23;
        for (long left = bytes; left > 0; left >>>= 1) {
            if ((left & 1) != 0) {
                result = times(result, square);
            }
            square = times(square, square);
        }
        return result;
    }

    private static int times(int a, int b) {
        int product = 0;
        int factor = b;
        for (int bit = 31; bit >= 0; bit--) {
            if ((a >>> bit & 1) != 0) {
                product ^= factor;
            }
            factor = (factor & 1) == 0 ? factor >>> 1 : factor >>> 1 ^ POLYNOMIAL;
        }
        return product;
    }
}
