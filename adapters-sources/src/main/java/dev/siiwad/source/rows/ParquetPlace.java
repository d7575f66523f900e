package dev.siiwad.source.rows;

import dev.siiwad.source.PositionFields;
import dev.siiwad.source.SourceException;

/** Where a row of a Parquet file is, both counted from 0: {@code group=3 row=120}. */
record ParquetPlace(int group, long row) {
    static final ParquetPlace FIRST = new ParquetPlace(0, 0);

    static ParquetPlace of(PositionFields fields) throws SourceException {
        fields.requireOnly("group", "row");
        return new ParquetPlace(fields.integer("group", Integer.MAX_VALUE), fields.number("row", Long.MAX_VALUE));
    }

    @Override
    public String toString() {
        return "group=" + group + " row=" + row;
    }
}
