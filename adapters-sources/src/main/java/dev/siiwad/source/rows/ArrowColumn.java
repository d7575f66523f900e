package dev.siiwad.source.rows;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The values of one field in a batch.
 *
 * @param valid a bit for each row, or nothing where all are
 */
record ArrowColumn(int length, Optional<ByteBuffer> valid, Values values) {
    private static final int VALUE_BYTES = 8;

    /** What is at a row that is not null. */
    @FunctionalInterface
    interface Values {
        Optional<Object> at(int row, RowRoom room) throws BadValueException;
    }

    /** Of which all values are null. */
    static ArrowColumn ofNulls(int length) {
        return new ArrowColumn(length, Optional.empty(), (row, room) -> Optional.empty());
    }

    /** Empty where it is null. Values are as {@link ParquetLeaf} describes, maps and lists. */
    Optional<Object> at(int row, RowRoom room) throws BadValueException {
        if (row < 0 || row >= length) {
            throw new IndexOutOfBoundsException("a column has no row " + row + " of " + length);
        }
        room.take(VALUE_BYTES);
        return isValid(row) ? values.at(row, room) : Optional.empty();
    }

    private boolean isValid(int row) {
        return valid.isEmpty() || (valid.get().get(row >> 3) >> (row & 7) & 1) != 0;
    }
}
