package dev.siiwad.source.packed;

import dev.siiwad.source.proved.SeekableBytes;
import java.io.IOException;
import java.util.Arrays;

/**
 * Decodes one bzip2 block at a time, wherever it begins in a file, at any bit: what lets blocks be decoded in parallel. Keeps its tables for
 * the next block; used by one thread at a time. The format is that of bzip2 1.0.8:
 *
 * <pre>
 * 48 bits 0x314159265359 | 32 checksum | 1 randomised | 24 origin | which bytes occur | codes | selectors | symbols … end
 * symbols: move-to-front ranks, and runs of rank 0, of the Burrows-Wheeler transform of the run-length coded text
 * </pre>
 */
final class Bz2Decoder {
    static final long MAGIC = 0x314159265359L;
    static final int MAGIC_BITS = 48;
    static final int CHECKSUM_BITS = 32;

    private static final int BLOCK_BYTES_MAX = 900_000;
    private static final int CODES_MIN = 2;
    private static final int CODES_MAX = 6;
    private static final int SELECTORS_MAX = 1 << 15;
    private static final int GROUP_SYMBOLS = 50;
    private static final int FEW_RANKS = 16;
    private static final int LENGTH_MASK = (1 << Bz2Code.LENGTH_BITS) - 1;
    private static final int AHEAD_MASK = (1 << Bz2Code.LENGTH_MAX) - 1;

    private final Bz2Bits in;
    private final byte[] ranks = new byte[256];
    private final byte[] selectors = new byte[SELECTORS_MAX];
    private final Bz2Code[] codes = new Bz2Code[CODES_MAX];
    private final int[] lengths = new int[Bz2Code.SYMBOLS_MAX];
    private final int[] counts = new int[256];
    /** Each a byte, and in the high 24 bits where the next one is. */
    private final int[] chain = new int[BLOCK_BYTES_MAX];
    /** The same bytes, each with where the one before it is. */
    private final int[] back = new int[BLOCK_BYTES_MAX];

    private final byte[] text = new byte[BLOCK_BYTES_MAX];
    private int size;

    Bz2Decoder(SeekableBytes file) {
        this.in = new Bz2Bits(file);
        Arrays.setAll(codes, each -> new Bz2Code());
    }

    /**
     * Decodes the block that begins at this bit.
     *
     * @param room for what is in it, taken if it is large enough
     * @throws IOException if none does, it is damaged, or the file ends inside it
     */
    Bz2Block decode(long startBit, byte[] room) throws IOException {
        in.seek(startBit);
        long magic = (long) in.read(MAGIC_BITS / 2) << MAGIC_BITS / 2 | in.read(MAGIC_BITS / 2);
        if (magic != MAGIC) {
            throw new IOException("no bz2 block begins here");
        }
        int checksum = in.read(CHECKSUM_BITS);
        if (in.read(1) != 0) {
            throw new IOException("a randomised bz2 block, which only bzip2 before 0.9.5 wrote; pack the file again");
        }
        int origin = in.read(24);
        int symbolCount = readRanks() + 2;
        int selectorCount = readCodes(symbolCount);
        readSymbols(symbolCount - 1, selectorCount);
        in.requireInsideFile();
        if (origin >= size) {
            throw new IOException("a bz2 block with origin " + origin + " and only " + size + " bytes");
        }
        linkChain();
        followChain(origin);
        return Bz2Block.unpacked(text, size, checksum, in.position(), room);
    }

    private int readRanks() throws IOException {
        int groups = in.read(16);
        int count = 0;
        for (int high = 0; high < 16; high++) {
            int used = (groups & 0x8000 >>> high) == 0 ? 0 : in.read(16);
            for (int low = 0; low < 16; low++) {
                if ((used & 0x8000 >>> low) != 0) {
                    ranks[count++] = (byte) (high << 4 | low);
                }
            }
        }
        if (count == 0) {
            throw new IOException("a bz2 block in which no byte occurs");
        }
        return count;
    }

    /** Reads the codes, and which of them is used when; returns how often one is chosen. */
    private int readCodes(int symbolCount) throws IOException {
        int codeCount = in.read(3);
        if (codeCount < CODES_MIN || codeCount > CODES_MAX) {
            throw new IOException("a bz2 block with " + codeCount + " codes; expected 2 to 6");
        }
        int selectorCount = readSelectors(codeCount);
        for (int code = 0; code < codeCount; code++) {
            readLengths(symbolCount);
            codes[code].define(lengths, symbolCount);
        }
        return selectorCount;
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
                if (length < 1 || length > Bz2Code.LENGTH_MAX) {
                    throw new IOException("a bz2 code of " + length + " bits; expected 1 to " + Bz2Code.LENGTH_MAX);
                }
                if (in.read(1) == 0) {
                    break;
                }
                length += in.read(1) == 0 ? 1 : -1;
            }
            lengths[symbol] = length;
        }
    }

    /** Fills the low bytes of the chain, and counts them. */
    private void readSymbols(int last, int selectorCount) throws IOException {
        Arrays.fill(counts, 0);
        size = 0;
        int run = 0;
        int runDigit = 1;
        long window = in.window;
        int held = in.held;
        for (int group = 0; group < selectorCount; group++) {
            Bz2Code code = codes[selectors[group]];
            for (int i = 0; i < GROUP_SYMBOLS; i++) {
                if (held < Bz2Code.LENGTH_MAX) {
                    in.window = window;
                    in.held = held;
                    in.refill();
                    window = in.window;
                    held = in.held;
                }
                int entry = code.entry((int) (window >>> held - Bz2Code.LENGTH_MAX) & AHEAD_MASK);
                held -= entry & LENGTH_MASK;
                int symbol = entry >>> Bz2Code.LENGTH_BITS;
                if (symbol <= 1) {
                    run += runDigit << symbol;
                    runDigit <<= 1;
                    if (run > BLOCK_BYTES_MAX) {
                        throw tooLarge();
                    }
                    continue;
                }
                if (run > 0) {
                    append(run);
                    run = 0;
                    runDigit = 1;
                }
                if (symbol == last) {
                    in.window = window;
                    in.held = held;
                    return;
                }
                toFront(symbol - 1);
                append(1);
            }
        }
        throw new IOException("a bz2 block without an end");
    }

    private void append(int run) throws IOException {
        int end = size + run;
        if (end > BLOCK_BYTES_MAX) {
            throw tooLarge();
        }
        int value = ranks[0] & 0xff;
        counts[value] += run;
        for (int i = size; i < end; i++) {
            chain[i] = value;
        }
        size = end;
    }

    private void toFront(int rank) {
        byte value = ranks[rank];
        if (rank < FEW_RANKS) {
            for (int i = rank; i > 0; i--) {
                ranks[i] = ranks[i - 1];
            }
        } else {
            System.arraycopy(ranks, 0, ranks, 1, rank);
        }
        ranks[0] = value;
    }

    /** Stores with each byte where in the chain the next one is, and the one before. */
    private void linkChain() {
        int sum = 0;
        for (int value = 0; value < counts.length; value++) {
            int count = counts[value];
            counts[value] = sum;
            sum += count;
        }
        for (int i = 0; i < size; i++) {
            int value = chain[i] & 0xff;
            int next = counts[value]++;
            chain[next] |= i << Byte.SIZE;
            back[i] = next << Byte.SIZE | value;
        }
    }

    /**
     * Undoes the Burrows-Wheeler transform from both ends at the same time. Nearly all a step does is wait for memory that no cache has, and those of one direction do not wait
     * for those of the other. What is no such transform has no end where they meet; bzip2 reads that forward.
     */
    private void followChain(int origin) {
        int forward = chain[origin] >>> Byte.SIZE;
        int backward = origin;
        int half = size / 2;
        for (int i = 0, last = size - 1; i < half; i++, last--) {
            int next = chain[forward];
            int before = back[backward];
            text[i] = (byte) next;
            text[last] = (byte) before;
            forward = next >>> Byte.SIZE;
            backward = before >>> Byte.SIZE;
        }
        int met = size % 2 == 0 ? forward : chain[forward] >>> Byte.SIZE;
        boolean meet = chain[backward] >>> Byte.SIZE == met;
        int end = meet ? size - half : size;
        for (int i = half; i < end; i++) {
            int next = chain[forward];
            text[i] = (byte) next;
            forward = next >>> Byte.SIZE;
        }
    }

    private static IOException tooLarge() {
        return new IOException("a bz2 block of more than " + BLOCK_BYTES_MAX + " bytes");
    }
}
