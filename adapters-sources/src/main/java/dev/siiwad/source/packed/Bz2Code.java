package dev.siiwad.source.packed;

import java.io.IOException;
import java.util.Arrays;

/** One of the up to six prefix codes of a bzip2 block: bits to symbols. Short codes by one look-up, the rare long ones step by step. */
final class Bz2Code {
    static final int LENGTH_MAX = 20;
    static final int SYMBOLS_MAX = 258;

    /** An entry of the table: a symbol, and in its low bits the length of its code. */
    static final int LENGTH_BITS = 5;

    private static final int QUICK_BITS = 10;

    private final int[] quick = new int[1 << QUICK_BITS];
    private final int[] end = new int[LENGTH_MAX + 1];
    private final int[] toIndex = new int[LENGTH_MAX + 1];
    private final int[] symbols = new int[SYMBOLS_MAX];

    /** Becomes the canonical code of these lengths, one for each symbol, each 1 to {@value #LENGTH_MAX}. */
    void define(int[] lengths, int symbolCount) throws IOException {
        Arrays.fill(quick, 0);
        int code = 0;
        int index = 0;
        for (int length = 1; length <= LENGTH_MAX; length++) {
            toIndex[length] = index - code;
            for (int symbol = 0; symbol < symbolCount; symbol++) {
                if (lengths[symbol] == length) {
                    symbols[index++] = symbol;
                    if (code >= 1 << length) {
                        throw new IOException("a bz2 code has more symbols than bits for them");
                    }
                    remember(code, length, symbol);
                    code++;
                }
            }
            end[length] = code;
            code <<= 1;
        }
    }

    private void remember(int code, int length, int symbol) {
        if (length <= QUICK_BITS) {
            int free = QUICK_BITS - length;
            Arrays.fill(quick, code << free, code + 1 << free, symbol << LENGTH_BITS | length);
        }
    }

    /** The entry of the symbol that these {@value #LENGTH_MAX} bits begin with. */
    int entry(int ahead) throws IOException {
        int found = quick[ahead >>> LENGTH_MAX - QUICK_BITS];
        return found != 0 ? found : longEntry(ahead);
    }

    private int longEntry(int ahead) throws IOException {
        for (int length = QUICK_BITS + 1; length <= LENGTH_MAX; length++) {
            int code = ahead >>> LENGTH_MAX - length;
            if (code < end[length]) {
                return symbols[toIndex[length] + code] << LENGTH_BITS | length;
            }
        }
        throw new IOException("bits that no bz2 code has");
    }
}
