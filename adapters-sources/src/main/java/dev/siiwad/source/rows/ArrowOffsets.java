package dev.siiwad.source.rows;

import java.nio.ByteBuffer;

/** Where the values of each row begin, in a column or in bytes; they end where those of the next row begin. */
@FunctionalInterface
interface ArrowOffsets {
    int of(int row);

    static ArrowOffsets of32(ByteBuffer offsets) {
        return row -> offsets.getInt(row * Integer.BYTES);
    }

    static ArrowOffsets of64(ByteBuffer offsets) {
        return row -> Math.toIntExact(offsets.getLong(row * Long.BYTES));
    }

    /** So many values for each row. */
    static ArrowOffsets every(int count) {
        return row -> Math.multiplyExact(row, count);
    }

    /** How many values a row has. */
    default int count(int row) {
        int count = Math.subtractExact(of(row + 1), of(row));
        if (count < 0) {
            throw new IndexOutOfBoundsException("row " + row + " ends before it begins");
        }
        return count;
    }
}
