package dev.siiwad.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks at bytes eight at a time, as a number of which the first byte is the lowest. What is found in it are numbers that have the highest bit of those bytes set. */
public final class ByteScan {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH = 0x0101010101010101L;
    private static final long HIGHEST = 0x80 * EACH;
    private static final long BLANKS = ' ' * EACH;
    private static final long QUOTES = '"' * EACH;
    private static final long SEVEN_BITS = 0x7F * EACH;
    private static final long BACKSLASHES = '\\' * EACH;

    private ByteScan() {}

    /** Where the first such byte is from one place on and before another; that other one if there is none. */
    public static int indexOf(byte wanted, byte[] bytes, int from, int to) {
        long all = (wanted & 0xFF) * EACH;
        int i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            long found = zeros((long) LONGS.get(bytes, i) ^ all);
            if (found != 0) {
                return i + first(found);
            }
        }
        while (i < to && bytes[i] != wanted) {
            i++;
        }
        return i;
    }

    /** Where a string in JSON ends or is not what it stands for: at the first quote, backslash or control character; {@code to} if there is none. */
    public static int endOfPlain(byte[] json, int from, int to) {
        int i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            long found = special((long) LONGS.get(json, i));
            if (found != 0) {
                return i + first(found);
            }
        }
        while (i < to && json[i] != '"' && json[i] != '\\' && (json[i] < 0 || json[i] >= ' ')) {
            i++;
        }
        return i;
    }

    /** The same, and at the first character that takes four bytes. */
    public static int endOfShort(byte[] utf8, int from, int to) {
        int i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            long eight = (long) LONGS.get(utf8, i);
            long found = special(eight) | eight & eight << 1 & eight << 2 & eight << 3 & HIGHEST;
            if (found != 0) {
                return i + first(found);
            }
        }
        while (i < to && utf8[i] != '"' && utf8[i] != '\\' && (utf8[i] < 0 ? utf8[i] < (byte) 0xF0 : utf8[i] >= ' ')) {
            i++;
        }
        return i;
    }

    /** Eight bytes from a place on. */
    public static long eight(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at);
    }

    /** Puts eight bytes to a place. */
    public static void put(long eight, byte[] bytes, int at) {
        LONGS.set(bytes, at, eight);
    }

    /** Whether all eight are ASCII and none is a control character, but for the one that comes last in ASCII. */
    public static boolean isPlain(long eight) {
        return ((eight - BLANKS | eight) & HIGHEST) == 0;
    }

    /** The blanks among eight that are plain. */
    public static long blanks(long plain) {
        return ~((plain ^ BLANKS) + SEVEN_BITS) & HIGHEST;
    }

    /** Whether the control character that comes last in ASCII is among eight that are plain. */
    public static boolean hasDelete(long plain) {
        return (plain + EACH & HIGHEST) != 0;
    }

    private static long special(long eight) {
        long controls = eight - BLANKS & ~eight & HIGHEST;
        return controls | zeros(eight ^ QUOTES) | zeros(eight ^ BACKSLASHES);
    }

    /** Bytes after the first that is 0 may be taken for such, too. */
    private static long zeros(long eight) {
        return eight - EACH & ~eight & HIGHEST;
    }

    private static int first(long found) {
        return Long.numberOfTrailingZeros(found) / Byte.SIZE;
    }
}
