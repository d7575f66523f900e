package dev.siiwad.source.wikipedia;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;

/**
 * One bzip2 block, decoded on its own wherever it begins in a file, at any bit: what lets blocks be decoded in parallel. The library gets it
 * as a stream that holds nothing else:
 *
 * <pre>
 * "BZh9" | 48 bits 0x314159265359, 32 checksum, … as in the file | 48 bits 0x177245385090 | 32 the checksum again
 * </pre>
 *
 * <p>A block does not say how long it is. It ends where the next one, or the end of its stream, seems to begin; since these 48 bits may also
 * are inside a block by chance, it ends at the first such place up to which it decodes.
 *
 * @param bytes decoded: at most 46 MB, where 900 kB are all runs
 * @param endBit its end in the file, in bits (exclusive)
 */
record Bz2Block(byte[] bytes, int checksum, long endBit) {
    static final long MAGIC = 0x314159265359L;
    static final long STREAM_END_MAGIC = 0x177245385090L;
    static final int MAGIC_BITS = 48;
    static final int CHECKSUM_BITS = 32;

    /** 900,000 symbols of 20 bits, and the tables before them. */
    private static final int PACKED_BYTES_MAX = 2_500_000;

    private static final int ENDS_MAX = 8;

    /** The largest level, as a block does not say that of its stream; it matters only for the memory that decoding takes. */
    private static final long STREAM_HEAD = 0x425a6839L;

    private static final int STREAM_HEAD_BYTES = 4;

    /** @throws IOException if the block is damaged, or the file ends inside it */
    static Bz2Block decode(DumpFile file, long startBit) throws IOException {
        int checksum = (int) file.bits(startBit + MAGIC_BITS, CHECKSUM_BITS);
        long endByteMax = startBit / Byte.SIZE + PACKED_BYTES_MAX;
        Bz2Scout ends = Bz2Scout.ofBlocksAndStreamEnds(file, startBit + MAGIC_BITS);
        Optional<Exception> problem = Optional.empty();
        int tried = 0;
        for (; tried < ENDS_MAX; tried++) {
            OptionalLong end = ends.next(endByteMax);
            if (end.isEmpty()) {
                break;
            }
            byte[] alone = streamOf(file, startBit, end.getAsLong(), checksum);
            try (InputStream block = new BZip2CompressorInputStream(new ByteArrayInputStream(alone))) {
                return new Bz2Block(block.readAllBytes(), checksum, end.getAsLong());
            } catch (IOException | IndexOutOfBoundsException e) {
                // The library lets code lengths through that its tables do not have room for.
                problem = Optional.of(problem.orElse(e));
            }
        }
        throw problem.isPresent() ? damaged(tried, problem.get()) : withoutEnd(file, endByteMax);
    }

    private static IOException damaged(int tried, Exception problem) {
        return new IOException(
                "a bz2 block is damaged, or seems to end too often: tried " + tried + " ends of at most " + ENDS_MAX
                        + ": " + problem.getMessage(),
                problem);
    }

    private static IOException withoutEnd(DumpFile file, long endByteMax) {
        return endByteMax > file.bytes()
                ? new EOFException("the file ends at byte " + file.bytes() + ", inside a bz2 block")
                : new IOException("a bz2 block of more than " + PACKED_BYTES_MAX + " bytes");
    }

    private static byte[] streamOf(DumpFile file, long startBit, long endBit, int checksum) throws IOException {
        int bits = (int) (endBit - startBit);
        int wholeBytes = bits / Byte.SIZE;
        byte[] packed = new byte[wholeBytes + 2];
        file.read(packed, startBit / Byte.SIZE);
        byte[] stream = new byte[STREAM_HEAD_BYTES + wholeBytes + (MAGIC_BITS + CHECKSUM_BITS) / Byte.SIZE + 1];
        put(STREAM_HEAD, Integer.SIZE, stream, 0);
        int shift = (int) (startBit % Byte.SIZE);
        for (int i = 0; i <= wholeBytes; i++) {
            stream[STREAM_HEAD_BYTES + i] = (byte) (packed[i] << shift | (packed[i + 1] & 0xff) >>> Byte.SIZE - shift);
        }
        stream[STREAM_HEAD_BYTES + wholeBytes] &= (byte) (0xff00 >>> bits % Byte.SIZE);
        int end = STREAM_HEAD_BYTES * Byte.SIZE + bits;
        put(STREAM_END_MAGIC, MAGIC_BITS, stream, end);
        put(checksum, CHECKSUM_BITS, stream, end + MAGIC_BITS);
        return stream;
    }

    /** Sets the low bits of a value where there are only zeros. */
    private static void put(long value, int bits, byte[] into, int atBit) {
        for (int i = 0; i < bits; i++) {
            long bit = value >>> bits - 1 - i & 1;
            int to = atBit + i;
            into[to / Byte.SIZE] |= (byte) (bit << Byte.SIZE - 1 - to % Byte.SIZE);
        }
    }
}
