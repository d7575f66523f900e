package dev.siiwad.source.packed;

import java.util.Arrays;

/**
 * One of the prefix codes of a deflate block (RFC 1951, 3.2.2) as a table: the next bits of the file, the first lowest, lead to an entry. Longer codes take a second
 * look, at the table that the entry names. An entry is:
 *
 * <pre>
 * literal 1 | other 1 | second table 1 | 0 | value 16 | 0 | extra bits 4 | 0 | bits of the code 6 (bits 0 to 5)
 * </pre>
 *
 * where "other" is an end of block, a second table, or nothing that has a code; a second table has its number of bits in place of the extra ones.
 */
final class PrefixTable {
    static final int LITERAL = 1 << 31;
    static final int OTHER = 1 << 30;
    static final int SECOND = 1 << 29;
    static final int VALUE_SHIFT = 12;
    static final int VALUE_MASK = 0xffff;
    static final int EXTRA_SHIFT = 8;
    static final int EXTRA_MASK = 0xf;
    static final int LENGTH_MASK = 0x3f;
    static final int CODE_BITS_MAX = 15;

    private static final int NOTHING = OTHER;

    private final int firstBits;
    private final int[] counts = new int[CODE_BITS_MAX + 1];
    private final int[] nextCode = new int[CODE_BITS_MAX + 2];
    private int[] table;
    private int mask;

    /** @param firstBits of the first look */
    PrefixTable(int firstBits) {
        this.firstBits = firstBits;
        this.table = new int[2 << firstBits];
        this.mask = (1 << firstBits) - 1;
    }

    /** The entries. */
    int[] table() {
        return table;
    }

    /** Which bits lead to an entry at the first look. */
    int mask() {
        return mask;
    }

    /**
     * Becomes the canonical code of these lengths.
     *
     * @param lengths bits of the code of each symbol from {@code from} on, 0 for none
     * @param entries what each symbol is, without the bits of its code
     * @return whether it could: there are not more codes than bits for them, nor fewer, but for a single code of one bit or none at all
     */
    boolean define(byte[] lengths, int from, int count, int[] entries) {
        Arrays.fill(counts, 0);
        for (int symbol = 0; symbol < count; symbol++) {
            counts[lengths[from + symbol]]++;
        }
        int symbols = count - counts[0];
        counts[0] = 0;
        int code = 0;
        int left = 1;
        for (int bits = 1; bits <= CODE_BITS_MAX; bits++) {
            code = code + counts[bits - 1] << 1;
            nextCode[bits] = code;
            left = (left << 1) - counts[bits];
            if (left < 0) {
                return false;
            }
        }
        if (left > 0 && !(symbols == 0 || symbols == 1 && counts[1] == 1)) {
            return false;
        }
        Arrays.fill(table, 0, 1 << firstBits, NOTHING);
        fill(lengths, from, count, entries);
        return true;
    }

    private void fill(byte[] lengths, int from, int count, int[] entries) {
        int used = 1 << firstBits;
        for (int bits = 1; bits <= CODE_BITS_MAX; bits++) {
            if (counts[bits] == 0) {
                continue;
            }
            for (int symbol = 0; symbol < count; symbol++) {
                if (lengths[from + symbol] != bits) {
                    continue;
                }
                int reversed = Integer.reverse(nextCode[bits]++) >>> Integer.SIZE - bits;
                if (bits <= firstBits) {
                    put(0, 1 << firstBits, reversed, bits, entries[symbol] | bits);
                } else {
                    used = second(reversed, bits, entries[symbol], used);
                }
                counts[bits]--;
            }
        }
    }

    /** Puts a long code into the second table that its first bits lead to, after making that where there is none. Shorter codes come before longer ones. */
    private int second(int reversed, int bits, int entry, int used) {
        int first = reversed & mask;
        int end = used;
        if (table[first] == NOTHING) {
            int secondBits = secondBits(bits);
            table[first] = OTHER | SECOND | used << VALUE_SHIFT | secondBits << EXTRA_SHIFT | firstBits;
            end = used + (1 << secondBits);
            if (end > table.length) {
                table = Arrays.copyOf(table, end * 2);
            }
            Arrays.fill(table, used, end, NOTHING);
        }
        int start = table[first] >>> VALUE_SHIFT & VALUE_MASK;
        int secondBits = table[first] >>> EXTRA_SHIFT & EXTRA_MASK;
        put(start, 1 << secondBits, reversed >>> firstBits, bits - firstBits, entry | bits - firstBits);
        return end;
    }

    /** How many bits a second table needs that begins with a code of this length: as many as the codes that are left and have room in it. */
    private int secondBits(int bits) {
        int secondBits = bits - firstBits;
        int left = 1 << secondBits;
        left -= counts[bits];
        int longer = bits;
        while (left > 0 && longer < CODE_BITS_MAX) {
            longer++;
            left = (left << 1) - counts[longer];
        }
        return longer - firstBits;
    }

    private void put(int start, int size, int at, int bits, int entry) {
        for (int place = at; place < size; place += 1 << bits) {
            table[start + place] = entry;
        }
    }
}
