package dev.siiwad.source.wikipedia;

import java.io.IOException;
import java.util.Arrays;

/**
 * Decodes one bzip2 block wherever it begins in a file, at any bit: what lets blocks be decoded in parallel. Keeps its tables for the next
 * block; used by one thread at a time.
 *
 * <pre>
 * 48 bits 0x314159265359 | 32 checksum | 1 randomised | 24 origin | which bytes occur | codes | selectors | symbols … end
 * symbols: move-to-front ranks, and runs of rank 0, of the Burrows-Wheeler transform of the run-length coded text
 * </pre>
 */
final class Bz2BlockDecoder {
    static final long MAGIC = 0x314159265359L;
    static final int MAGIC_BITS = 48;
    private static final int BLOCK_BYTES_MAX = 900_000;
    private static final int CODES_MIN = 2;
    private static final int CODES_MAX = 6;
    private static final int SELECTORS_MAX = 1 << 15;
    private static final int GROUP_SYMBOLS = 50;
    private static final int RUN_BYTES = 4;
    private static final int REPEAT_BYTES_MAX = 255;
    private static final int[] CRC = crcTable();

    private final BitInput in;
    private final byte[] ranks = new byte[256];
    private final byte[] selectors = new byte[SELECTORS_MAX];
    private final HuffmanCode[] codes = new HuffmanCode[CODES_MAX];
    private final int[] lengths = new int[HuffmanCode.SYMBOLS_MAX];
    private final int[] counts = new int[256];
    private final int[] chain = new int[BLOCK_BYTES_MAX];

    Bz2BlockDecoder(DumpFile file) {
        this.in = new BitInput(file);
        Arrays.setAll(codes, each -> new HuffmanCode());
    }

    /**
     * A decoded block: at most 46 MB, where 900 kB are all runs.
     *
     * @param endBit the place in the file behind its last bit
     */
    record Block(byte[] bytes, int length, int checksum, long endBit) {}

    Block decode(long startBit) throws IOException {
        in.seek(startBit);
        if (in.readLong(MAGIC_BITS) != MAGIC) {
            throw new IOException("no bz2 block begins here");
        }
        int checksum = in.read(32);
        if (in.read(1) != 0) {
            throw new IOException("a randomised bz2 block, as only bzip2 0.9.0 wrote; pack the file again");
        }
        int origin = in.read(24);
        int symbolCount = readRanks() + 2;
        int codeCount = in.read(3);
        if (codeCount < CODES_MIN || codeCount > CODES_MAX) {
            throw new IOException("a bz2 block with " + codeCount + " codes; expected 2 to 6");
        }
        int selectorCount = readSelectors(codeCount);
        for (int code = 0; code < codeCount; code++) {
            readLengths(symbolCount);
            codes[code].define(lengths, symbolCount);
        }
        int size = readSymbols(symbolCount, selectorCount);
        in.requireInsideFile();
        if (origin >= size) {
            throw new IOException("a bz2 block with origin " + origin + " and only " + size + " bytes");
        }
        linkChain(size);
        return unpack(origin, size, checksum);
    }

    private int readRanks() throws IOException {
        int groups = in.read(16);
        int count = 0;
        for (int high = 0; high < 16; high++) {
            if ((groups & 0x8000 >>> high) != 0) {
                int used = in.read(16);
                for (int low = 0; low < 16; low++) {
                    if ((used & 0x8000 >>> low) != 0) {
                        ranks[count++] = (byte) (high << 4 | low);
                    }
                }
            }
        }
        if (count == 0) {
            throw new IOException("a bz2 block in which no byte occurs");
        }
        return count;
    }

    private int readSelectors(int codeCount) throws IOException {
        byte[] order = {0, 1, 2, 3, 4, 5};
        int count = in.read(15);
        for (int i = 0; i < count; i++) {
            int rank = 0;
            while (in.read(1) != 0) {
                rank++;
                if (rank >= codeCount) {
                    throw new IOException("a bz2 selector of code " + rank + "; there are " + codeCount);
                }
            }
            byte selector = order[rank];
            System.arraycopy(order, 0, order, 1, rank);
            order[0] = selector;
            selectors[i] = selector;
        }
        return count;
    }

    private void readLengths(int symbolCount) throws IOException {
        int length = in.read(5);
        for (int symbol = 0; symbol < symbolCount; symbol++) {
            while (true) {
                if (length < 1 || length > HuffmanCode.LENGTH_MAX) {
                    throw new IOException("a Huffman code of " + length + " bits; expected 1 to 20");
                }
                if (in.read(1) == 0) {
                    break;
                }
                length += in.read(1) == 0 ? 1 : -1;
            }
            lengths[symbol] = length;
        }
    }

    /** Fills the low bytes of the chain and counts them; returns how many there are. */
    private int readSymbols(int symbolCount, int selectorCount) throws IOException {
        Arrays.fill(counts, 0);
        int last = symbolCount - 1;
        int size = 0;
        int run = 0;
        int runDigit = 1;
        for (int group = 0; group < selectorCount; group++) {
            HuffmanCode code = codes[selectors[group]];
            for (int i = 0; i < GROUP_SYMBOLS; i++) {
                int symbol = code.next(in);
                if (symbol <= 1) {
                    run += runDigit << symbol;
                    runDigit <<= 1;
                    if (run > BLOCK_BYTES_MAX) {
                        throw tooLarge();
                    }
                    continue;
                }
                if (run > 0) {
                    size = append(size, run);
                    run = 0;
                    runDigit = 1;
                }
                if (symbol == last) {
                    return size;
                }
                toFront(symbol - 1);
                size = append(size, 1);
            }
        }
        throw new IOException("a bz2 block without an end");
    }

    private int append(int size, int run) throws IOException {
        int end = size + run;
        if (end > BLOCK_BYTES_MAX) {
            throw tooLarge();
        }
        int value = ranks[0] & 0xff;
        counts[value] += run;
        for (int i = size; i < end; i++) {
            chain[i] = value;
        }
        return end;
    }

    private void toFront(int rank) {
        byte value = ranks[rank];
        if (rank < 16) {
            for (int i = rank; i > 0; i--) {
                ranks[i] = ranks[i - 1];
            }
        } else {
            System.arraycopy(ranks, 0, ranks, 1, rank);
        }
        ranks[0] = value;
    }

    /** Stores with each byte, in the high 24 bits, where in the chain the one behind it is. */
    private void linkChain(int size) {
        int sum = 0;
        for (int value = 0; value < counts.length; value++) {
            int count = counts[value];
            counts[value] = sum;
            sum += count;
        }
        for (int i = 0; i < size; i++) {
            chain[counts[chain[i] & 0xff]++] |= i << Byte.SIZE;
        }
    }

    /** Follows the chain, undoing the run lengths: after four equal bytes comes one that says how many more of them there are. */
    private Block unpack(int origin, int size, int checksum) throws IOException {
        byte[] out = new byte[size + size / 16 + REPEAT_BYTES_MAX];
        int length = 0;
        int crc = -1;
        int previous = -1;
        int run = 0;
        int link = chain[origin] >>> Byte.SIZE;
        for (int i = 0; i < size; i++) {
            int entry = chain[link];
            link = entry >>> Byte.SIZE;
            int value = entry & 0xff;
            int times = 1;
            if (run == RUN_BYTES) {
                times = value;
                value = previous;
                run = 0;
            } else if (value == previous) {
                run++;
            } else {
                previous = value;
                run = 1;
            }
            if (length + times > out.length) {
                out = Arrays.copyOf(out, out.length * 2);
            }
            for (int t = 0; t < times; t++) {
                out[length++] = (byte) value;
                crc = crc << Byte.SIZE ^ CRC[crc >>> 24 ^ value];
            }
        }
        if (~crc != checksum) {
            throw new IOException("a bz2 block has checksum " + Integer.toHexString(~crc) + "; expected "
                    + Integer.toHexString(checksum));
        }
        return new Block(out, length, checksum, in.position());
    }

    private static IOException tooLarge() {
        return new IOException("a bz2 block of more than " + BLOCK_BYTES_MAX + " bytes");
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
