package dev.siiwad.source.rows;

/** How many bytes of memory a row may still take. A few bytes of a file can stand for any number of values. */
final class RowRoom {
    private final int bytesMax;
    private long left;

    RowRoom(int bytesMax) {
        this.bytesMax = bytesMax;
        this.left = bytesMax;
    }

    /** @throws BadValueException if the row is too large with these */
    void take(long bytes) throws BadValueException {
        left -= bytes;
        if (left < 0) {
            throw new BadValueException("is longer than the " + bytesMax + " bytes that are allowed", "");
        }
    }
}
