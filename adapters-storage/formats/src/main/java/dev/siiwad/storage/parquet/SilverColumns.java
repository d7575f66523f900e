package dev.siiwad.storage.parquet;

import dev.siiwad.storage.silver.SilverRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.io.api.RecordMaterializer;

/** Collects rows of all columns. */
final class SilverColumns extends RecordMaterializer<SilverRecord> {
    private final Object[] values = new Object[SilverRecord.COLUMNS.size()];
    private final List<Converter> columns = new ArrayList<>();

    private final GroupConverter row = new GroupConverter() {
        @Override
        public Converter getConverter(int field) {
            return columns.get(field);
        }

        @Override
        public void start() {
            Arrays.fill(values, null);
        }

        @Override
        public void end() {
            // read by getCurrentRecord
        }
    };

    SilverColumns() {
        for (int i = 0; i < values.length; i++) {
            columns.add(new Column(i));
        }
    }

    @Override
    public SilverRecord getCurrentRecord() {
        List<SilverRecord.Cell> cells = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            cells.add(new SilverRecord.Cell(SilverRecord.COLUMNS.get(i), Optional.ofNullable(values[i])));
        }
        return SilverRecord.read(cells);
    }

    @Override
    public GroupConverter getRootConverter() {
        return row;
    }

    private final class Column extends PrimitiveConverter {
        private final int at;

        Column(int at) {
            this.at = at;
        }

        @Override
        public void addBinary(Binary value) {
            values[at] = value.toStringUsingUTF8();
        }

        @Override
        public void addLong(long value) {
            values[at] = value;
        }
    }
}
