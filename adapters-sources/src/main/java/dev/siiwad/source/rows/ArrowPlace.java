package dev.siiwad.source.rows;

import dev.siiwad.source.PositionFields;
import dev.siiwad.source.SourceException;

/**
 * Where a row of an Arrow file is, both counted from 0: {@code batch=3 row=120}; in a stream {@code byte=4096 batch=3 row=120}, where the batch begins.
 *
 * @param start 0 where that is found by counting
 */
record ArrowPlace(long start, int batch, int row) {
    static final ArrowPlace FIRST = new ArrowPlace(0, 0, 0);

    static ArrowPlace of(PositionFields fields) throws SourceException {
        if (fields.has("byte")) {
            fields.requireOnly("byte", "batch", "row");
        } else {
            fields.requireOnly("batch", "row");
        }
        return new ArrowPlace(
                fields.has("byte") ? fields.number("byte", Long.MAX_VALUE) : 0,
                fields.integer("batch", Integer.MAX_VALUE),
                fields.integer("row", Integer.MAX_VALUE));
    }

    @Override
    public String toString() {
        return (start == 0 ? "" : "byte=" + start + " ") + "batch=" + batch + " row=" + row;
    }
}
