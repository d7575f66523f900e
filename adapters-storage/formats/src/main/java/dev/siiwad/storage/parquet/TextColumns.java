package dev.siiwad.storage.parquet;

import dev.siiwad.publish.PublishedText;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.io.api.RecordMaterializer;

/** Collects rows of the two columns {@code id} and {@code text}. */
final class TextColumns extends RecordMaterializer<PublishedText> {
    private final Column id = new Column();
    private final Column text = new Column();

    private final GroupConverter row = new GroupConverter() {
        @Override
        public Converter getConverter(int field) {
            return field == 0 ? id : text;
        }

        @Override
        public void start() {
            id.value = "";
            text.value = "";
        }

        @Override
        public void end() {
            // read by getCurrentRecord
        }
    };

    private static final class Column extends PrimitiveConverter {
        private String value = "";

        @Override
        public void addBinary(Binary found) {
            value = found.toStringUsingUTF8();
        }
    }

    @Override
    public PublishedText getCurrentRecord() {
        if (id.value.isEmpty()) {
            throw new IllegalStateException("a row has no id");
        }
        return new PublishedText(id.value, text.value);
    }

    @Override
    public GroupConverter getRootConverter() {
        return row;
    }
}
