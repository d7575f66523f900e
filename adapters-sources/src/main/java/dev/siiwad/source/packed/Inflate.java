package dev.siiwad.source.packed;

import dev.siiwad.source.proved.SeekableBytes;
import java.io.EOFException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/**
 * Unpacks deflate data (RFC 1951) from the start of any of its blocks on, which the JDK's own class cannot: it neither says where a block begins nor begins inside a byte.
 * It gives the bytes up to the end of a block before those of the next, so that whoever asks can note where that begins; and those before damage before it fails.
 * What a file has around the data is read byte by byte. What is wrong is said in the words of zlib. Used by one thread; does not close the file.
 */
public final class Inflate {
    /** How far back a copy may lie, and so what must be known of what comes before a block. */
    public static final int WINDOW_BYTES = 32 << 10;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int CHUNK_BYTES = 128 << 10;
    private static final int COPY_BYTES_MAX = 258;
    private static final int PACKED_BYTES = 64 << 10;
    /** What is read beyond what is used. */
    private static final int SLACK_BYTES = 16;

    private static final int END = 256;
    private static final String TOO_FAR = "invalid distance too far back";
    private static final int[] LENGTH_ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
    private static final int[] LITERALS = literals();
    private static final int[] DISTANCES = distances();
    private static final int[] LENGTHS = lengthSymbols();

    /** The data is not what any packer writes; the message is zlib's. */
    public static final class DamagedException extends IOException {
        private static final long serialVersionUID = 1L;

        DamagedException(String message) {
            super(message);
        }
    }

    private enum Kind {
        NONE,
        STORED,
        CODED
    }

    private final SeekableBytes file;
    private final byte[] packed = new byte[PACKED_BYTES + SLACK_BYTES];
    private final byte[] out = new byte[WINDOW_BYTES + CHUNK_BYTES + COPY_BYTES_MAX + SLACK_BYTES];
    private final byte[] lengths = new byte[288 + 32];
    private final PrefixTable literals = new PrefixTable(11);
    private final PrefixTable distances = new PrefixTable(8);
    private final PrefixTable codeLengths = new PrefixTable(7);
    private long packedStart;
    private int in;
    private int limit;
    private long bits;
    private int held;
    private int given;
    private int end;
    private int known;
    private Kind kind = Kind.NONE;
    private boolean last;
    private int stored;
    private Optional<IOException> failure = Optional.empty();

    public Inflate(SeekableBytes file) {
        this.file = file;
    }

    /** Goes to a bit of the file. */
    public void seek(long bit) throws IOException {
        packedStart = bit / Byte.SIZE;
        in = 0;
        limit = 0;
        bits = 0;
        held = 0;
        need((int) (bit % Byte.SIZE));
        drop((int) (bit % Byte.SIZE));
    }

    /** The next whole byte of the file, 0 to 255, or -1 at its end. What is left of one that has been begun is passed. */
    public int nextByte() throws IOException {
        drop(held % Byte.SIZE);
        need(Byte.SIZE);
        return held < Byte.SIZE ? -1 : take(Byte.SIZE);
    }

    /**
     * Takes what comes next in the file for the start of a block.
     *
     * @param window the bytes before it; the last {@value #WINDOW_BYTES}, or all there are, will do
     */
    public void begin(byte[] window) {
        last = false;
        kind = Kind.NONE;
        failure = Optional.empty();
        known = Math.min(window.length, WINDOW_BYTES);
        System.arraycopy(window, window.length - known, out, WINDOW_BYTES - known, known);
        given = WINDOW_BYTES;
        end = WINDOW_BYTES;
    }

    /** Whether the next byte is the first one of a block. */
    public boolean atBlock() {
        return given == end && kind == Kind.NONE && !last;
    }

    /** Whether all blocks have been given. */
    public boolean ended() {
        return given == end && kind == Kind.NONE && last;
    }

    /** Where in the file the next bit is that has not been unpacked: where the next block begins, if one {@linkplain #atBlock does}. */
    public long bit() {
        return (packedStart + in) * Byte.SIZE - held;
    }

    /** The last bytes that were given. */
    public byte[] window() {
        return Arrays.copyOfRange(out, given - known, given);
    }

    /**
     * Gives some bytes, those of one block only.
     *
     * @return how many; 0 only at the {@linkplain #ended end}
     * @throws EOFException if the file ends inside a block
     * @throws DamagedException if the data is damaged
     */
    public int read(byte[] into) throws IOException {
        while (given == end) {
            if (failure.isPresent()) {
                throw failure.get();
            }
            if (ended()) {
                return 0;
            }
            slide();
            try {
                decode();
            } catch (IOException e) {
                failure = Optional.of(e);
            }
        }
        int count = Math.min(into.length, end - given);
        System.arraycopy(out, given, into, 0, count);
        given += count;
        known = Math.min(WINDOW_BYTES, known + count);
        return count;
    }

    private void slide() {
        if (end > WINDOW_BYTES) {
            System.arraycopy(out, end - WINDOW_BYTES, out, 0, WINDOW_BYTES);
            end = WINDOW_BYTES;
            given = end;
        }
    }

    private void decode() throws IOException {
        if (kind == Kind.NONE) {
            beginBlock();
        }
        if (kind == Kind.STORED) {
            copyStored();
        } else {
            decodeSymbols();
        }
    }

    private void beginBlock() throws IOException {
        last = take(1) == 1;
        int type = take(2);
        switch (type) {
            case 0 -> beginStored();
            case 1 -> {
                Arrays.fill(lengths, 0, 144, (byte) 8);
                Arrays.fill(lengths, 144, 256, (byte) 9);
                Arrays.fill(lengths, 256, 280, (byte) 7);
                Arrays.fill(lengths, 280, 288, (byte) 8);
                Arrays.fill(lengths, 288, 320, (byte) 5);
                define(literals, 0, 288, LITERALS, "");
                define(distances, 288, 32, DISTANCES, "");
                kind = Kind.CODED;
            }
            case 2 -> {
                readCodes();
                kind = Kind.CODED;
            }
            default -> throw new DamagedException("invalid block type");
        }
    }

    private void beginStored() throws IOException {
        drop(held % Byte.SIZE);
        int length = take(16);
        int inverted = take(16);
        if (length != (~inverted & 0xffff)) {
            throw new DamagedException("invalid stored block lengths");
        }
        stored = length;
        kind = Kind.STORED;
    }

    private void copyStored() throws IOException {
        while (stored > 0 && held > 0 && end < WINDOW_BYTES + CHUNK_BYTES) {
            out[end++] = (byte) take(Byte.SIZE);
            stored--;
        }
        while (stored > 0 && end < WINDOW_BYTES + CHUNK_BYTES) {
            if (in == limit && !refill()) {
                throw cutShort();
            }
            int count = Math.min(Math.min(stored, limit - in), WINDOW_BYTES + CHUNK_BYTES - end);
            System.arraycopy(packed, in, out, end, count);
            in += count;
            end += count;
            stored -= count;
        }
        if (stored == 0) {
            kind = Kind.NONE;
        }
    }

    private void readCodes() throws IOException {
        int literalCount = take(5) + 257;
        int distanceCount = take(5) + 1;
        int lengthCount = take(4) + 4;
        if (literalCount > 286 || distanceCount > 30) {
            throw new DamagedException("too many length or distance symbols");
        }
        Arrays.fill(lengths, 0, LENGTH_ORDER.length, (byte) 0);
        for (int i = 0; i < lengthCount; i++) {
            lengths[LENGTH_ORDER[i]] = (byte) take(3);
        }
        define(codeLengths, 0, LENGTH_ORDER.length, LENGTHS, "invalid code lengths set");
        int count = literalCount + distanceCount;
        for (int symbol = 0; symbol < count; ) {
            need(14);
            int entry = codeLengths.table()[(int) bits & codeLengths.mask()];
            if ((entry & PrefixTable.OTHER) != 0) {
                throw new DamagedException("invalid code lengths set");
            }
            drop(entry & PrefixTable.LENGTH_MASK);
            int value = entry >>> PrefixTable.VALUE_SHIFT & PrefixTable.VALUE_MASK;
            if (value < 16) {
                lengths[symbol++] = (byte) value;
                continue;
            }
            if (value == 16 && symbol == 0) {
                throw new DamagedException("invalid bit length repeat");
            }
            byte repeated = value == 16 ? lengths[symbol - 1] : 0;
            int times = value == 16 ? 3 + take(2) : value == 17 ? 3 + take(3) : 11 + take(7);
            if (symbol + times > count) {
                throw new DamagedException("invalid bit length repeat");
            }
            Arrays.fill(lengths, symbol, symbol + times, repeated);
            symbol += times;
        }
        if (lengths[END] == 0) {
            throw new DamagedException("invalid code -- missing end-of-block");
        }
        define(literals, 0, literalCount, LITERALS, "invalid literal/lengths set");
        define(distances, literalCount, distanceCount, DISTANCES, "invalid distances set");
    }

    private void define(PrefixTable code, int from, int count, int[] entries, String problem) throws IOException {
        if (!code.define(lengths, from, count, entries)) {
            throw new DamagedException(problem);
        }
    }

    /** Decodes until the block ends or the chunk is full. */
    private void decodeSymbols() throws IOException {
        int outMax = WINDOW_BYTES + CHUNK_BYTES;
        while (kind == Kind.CODED && end < outMax) {
            if (limit - in < 4 * SLACK_BYTES) {
                refill();
            }
            if (limit - in >= 4 * SLACK_BYTES) {
                decodeFast(limit - 2 * SLACK_BYTES, outMax);
            } else {
                decodeOne();
            }
        }
    }

    /**
     * As {@link #decodeOne}, again and again, where there are so many bytes ahead that nobody has to look whether there are. In one method, whose state is in variables of its own: that is
     * what makes it fast.
     */
    private void decodeFast(int inMax, int outMax) throws IOException {
        byte[] from = packed;
        byte[] to = out;
        int[] literalTable = literals.table();
        int literalMask = literals.mask();
        int[] distanceTable = distances.table();
        int distanceMask = distances.mask();
        int next = in;
        int at = end;
        long window = bits;
        int count = held;
        int farthest = given - known;
        String problem = "";
        while (next < inMax && at < outMax) {
            window |= (long) LONGS.get(from, next) << count;
            next += 63 - count >>> 3;
            count |= 56;
            int entry = literalTable[(int) window & literalMask];
            if (entry < 0) {
                window >>>= entry;
                count -= entry & PrefixTable.LENGTH_MASK;
                to[at++] = (byte) (entry >>> PrefixTable.VALUE_SHIFT);
                entry = literalTable[(int) window & literalMask];
                if (entry < 0) {
                    window >>>= entry;
                    count -= entry & PrefixTable.LENGTH_MASK;
                    to[at++] = (byte) (entry >>> PrefixTable.VALUE_SHIFT);
                    entry = literalTable[(int) window & literalMask];
                    if (entry < 0) {
                        window >>>= entry;
                        count -= entry & PrefixTable.LENGTH_MASK;
                        to[at++] = (byte) (entry >>> PrefixTable.VALUE_SHIFT);
                        continue;
                    }
                }
                window |= (long) LONGS.get(from, next) << count;
                next += 63 - count >>> 3;
                count |= 56;
            }
            if ((entry & PrefixTable.OTHER) != 0) {
                if ((entry & PrefixTable.SECOND) != 0) {
                    window >>>= entry;
                    count -= entry & PrefixTable.LENGTH_MASK;
                    int second = (1 << (entry >>> PrefixTable.EXTRA_SHIFT & PrefixTable.EXTRA_MASK)) - 1;
                    entry = literalTable[
                            (entry >>> PrefixTable.VALUE_SHIFT & PrefixTable.VALUE_MASK) + ((int) window & second)];
                    if (entry < 0) {
                        window >>>= entry;
                        count -= entry & PrefixTable.LENGTH_MASK;
                        to[at++] = (byte) (entry >>> PrefixTable.VALUE_SHIFT);
                        continue;
                    }
                }
                if ((entry & PrefixTable.OTHER) != 0) {
                    if (!isEnd(entry)) {
                        problem = "invalid literal/length code";
                        break;
                    }
                    window >>>= entry;
                    count -= entry & PrefixTable.LENGTH_MASK;
                    kind = Kind.NONE;
                    break;
                }
            }
            window >>>= entry;
            count -= entry & PrefixTable.LENGTH_MASK;
            int extra = entry >>> PrefixTable.EXTRA_SHIFT & PrefixTable.EXTRA_MASK;
            int length =
                    (entry >>> PrefixTable.VALUE_SHIFT & PrefixTable.VALUE_MASK) + ((int) window & (1 << extra) - 1);
            window >>>= extra;
            count -= extra;
            entry = distanceTable[(int) window & distanceMask];
            if ((entry & PrefixTable.OTHER) != 0) {
                window >>>= entry;
                count -= entry & PrefixTable.LENGTH_MASK;
                entry = secondOf(distanceTable, entry, window);
                if ((entry & PrefixTable.OTHER) != 0) {
                    problem = "invalid distance code";
                    break;
                }
            }
            window >>>= entry;
            count -= entry & PrefixTable.LENGTH_MASK;
            extra = entry >>> PrefixTable.EXTRA_SHIFT & PrefixTable.EXTRA_MASK;
            int distance =
                    (entry >>> PrefixTable.VALUE_SHIFT & PrefixTable.VALUE_MASK) + ((int) window & (1 << extra) - 1);
            window >>>= extra;
            count -= extra;
            if (at - distance < farthest) {
                problem = TOO_FAR;
                break;
            }
            copy(to, at, distance, length);
            at += length;
        }
        bits = window & (1L << count) - 1;
        held = count;
        in = next;
        end = at;
        giveBack();
        if (!problem.isEmpty()) {
            throw new DamagedException(problem);
        }
    }

    /** Whole bytes that were taken ahead are not held. */
    private void giveBack() {
        in -= held / Byte.SIZE;
        held %= Byte.SIZE;
        bits &= (1L << held) - 1;
    }

    /** Copies eight bytes at a time where they do not overlap, up to seven more than asked for. */
    private static void copy(byte[] to, int at, int distance, int length) {
        int source = at - distance;
        if (distance >= Long.BYTES) {
            for (int done = 0; done < length; done += Long.BYTES) {
                LONGS.set(to, at + done, (long) LONGS.get(to, source + done));
            }
        } else if (distance == 1) {
            Arrays.fill(to, at, at + length, to[source]);
        } else {
            for (int done = 0; done < length; done++) {
                to[at + done] = to[source + done];
            }
        }
    }

    private void decodeOne() throws IOException {
        int entry = symbol(literals);
        if (entry < 0) {
            out[end++] = (byte) (entry >>> PrefixTable.VALUE_SHIFT);
            return;
        }
        if ((entry & PrefixTable.OTHER) != 0) {
            if (!isEnd(entry)) {
                throw new DamagedException("invalid literal/length code");
            }
            kind = Kind.NONE;
            return;
        }
        int length = value(entry);
        int distance = value(symbol(distances));
        if (end - distance < given - known) {
            throw new DamagedException(TOO_FAR);
        }
        copy(out, end, distance, length);
        end += length;
    }

    private int symbol(PrefixTable code) throws IOException {
        need(PrefixTable.CODE_BITS_MAX);
        int entry = code.table()[(int) bits & code.mask()];
        if ((entry & PrefixTable.SECOND) != 0) {
            drop(entry & PrefixTable.LENGTH_MASK);
            entry = secondOf(code.table(), entry, bits);
        }
        if (code == distances && (entry & PrefixTable.OTHER) != 0) {
            throw new DamagedException("invalid distance code");
        }
        drop(entry & PrefixTable.LENGTH_MASK);
        return entry;
    }

    private int value(int entry) throws IOException {
        return (entry >>> PrefixTable.VALUE_SHIFT & PrefixTable.VALUE_MASK)
                + take(entry >>> PrefixTable.EXTRA_SHIFT & PrefixTable.EXTRA_MASK);
    }

    /** What a second table has, if an entry leads to one. */
    private static int secondOf(int[] table, int entry, long window) {
        if ((entry & PrefixTable.SECOND) == 0) {
            return entry;
        }
        int mask = (1 << (entry >>> PrefixTable.EXTRA_SHIFT & PrefixTable.EXTRA_MASK)) - 1;
        return table[(entry >>> PrefixTable.VALUE_SHIFT & PrefixTable.VALUE_MASK) + ((int) window & mask)];
    }

    /** An end of block has a code; there are also symbols that must not be used, and bits that no code has. */
    private static boolean isEnd(int entry) {
        return (entry >>> PrefixTable.VALUE_SHIFT & PrefixTable.VALUE_MASK) == END;
    }

    private int take(int count) throws IOException {
        need(count);
        int taken = (int) bits & (1 << count) - 1;
        drop(count);
        return taken;
    }

    /** Makes sure that so many bits are held, those past the end of the file being 0. */
    private void need(int count) throws IOException {
        while (held < count && (in < limit || refill())) {
            bits |= (packed[in++] & 0xffL) << held;
            held += Byte.SIZE;
        }
    }

    private void drop(int count) throws IOException {
        if (count > held) {
            throw cutShort();
        }
        bits >>>= count;
        held -= count;
    }

    private EOFException cutShort() {
        return new EOFException("the file ends at byte " + file.length() + ", inside deflate data");
    }

    /** Reads on; false at the end of the file. */
    private boolean refill() throws IOException {
        int left = limit - in;
        System.arraycopy(packed, in, packed, 0, left);
        packedStart += in;
        int count = file.read(packed, left, PACKED_BYTES - left, packedStart + left);
        in = 0;
        limit = left + count;
        return count > 0;
    }

    private static int[] literals() {
        int[] entries = new int[288];
        for (int value = 0; value < 256; value++) {
            entries[value] = PrefixTable.LITERAL | value << PrefixTable.VALUE_SHIFT;
        }
        entries[END] = PrefixTable.OTHER | END << PrefixTable.VALUE_SHIFT;
        int length = 3;
        for (int symbol = 257; symbol < 285; symbol++) {
            int extra = Math.max(0, (symbol - 261) / 4);
            entries[symbol] = length << PrefixTable.VALUE_SHIFT | extra << PrefixTable.EXTRA_SHIFT;
            length += 1 << extra;
        }
        entries[285] = COPY_BYTES_MAX << PrefixTable.VALUE_SHIFT;
        entries[286] = PrefixTable.OTHER;
        entries[287] = PrefixTable.OTHER;
        return entries;
    }

    private static int[] distances() {
        int[] entries = new int[32];
        int distance = 1;
        for (int symbol = 0; symbol < 30; symbol++) {
            int extra = Math.max(0, symbol / 2 - 1);
            entries[symbol] = distance << PrefixTable.VALUE_SHIFT | extra << PrefixTable.EXTRA_SHIFT;
            distance += 1 << extra;
        }
        entries[30] = PrefixTable.OTHER;
        entries[31] = PrefixTable.OTHER;
        return entries;
    }

    private static int[] lengthSymbols() {
        int[] entries = new int[LENGTH_ORDER.length];
        Arrays.setAll(entries, symbol -> symbol << PrefixTable.VALUE_SHIFT);
        return entries;
    }
}
