package dev.siiwad.storage.parquet;

import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.io.api.RecordMaterializer;

/** Collects rows of the one column {@code id}. */
final class IdColumn extends RecordMaterializer<String> {
    private String id = "";

    private final PrimitiveConverter column = new PrimitiveConverter() {
        @Override
        public void addBinary(Binary value) {
            id = value.toStringUsingUTF8();
        }
    };

    private final GroupConverter row = new GroupConverter() {
        @Override
        public Converter getConverter(int field) {
            return column;
        }

        @Override
        public void start() {
            id = "";
        }

        @Override
        public void end() {
            // read by getCurrentRecord
        }
    };

    @Override
    public String getCurrentRecord() {
        if (id.isEmpty()) {
            throw new IllegalStateException("a row has no id");
        }
        return id;
    }

    @Override
    public GroupConverter getRootConverter() {
        return row;
    }
}
