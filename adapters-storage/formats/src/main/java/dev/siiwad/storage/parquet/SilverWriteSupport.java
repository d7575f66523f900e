package dev.siiwad.storage.parquet;

import dev.siiwad.storage.silver.SilverRecord;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;

/** Hands a silver record to the Parquet library, column by column. Every column may be null, as in files that Python programs write. */
final class SilverWriteSupport extends WriteSupport<SilverRecord> {
    static final MessageType SCHEMA = schema();

    private RecordConsumer columns;

    private static MessageType schema() {
        Types.MessageTypeBuilder builder = Types.buildMessage();
        for (String column : SilverRecord.COLUMNS) {
            if (column.equals(SilverRecord.TOKENS)) {
                builder.optional(PrimitiveTypeName.INT64).named(column);
            } else {
                builder.optional(PrimitiveTypeName.BINARY)
                        .as(LogicalTypeAnnotation.stringType())
                        .named(column);
            }
        }
        return builder.named("schema");
    }

    @Override
    @SuppressWarnings("deprecation") // abstract still, though only the other one is called
    public WriteContext init(Configuration configuration) {
        return new WriteContext(SCHEMA, Map.of());
    }

    @Override
    public WriteContext init(ParquetConfiguration configuration) {
        return new WriteContext(SCHEMA, Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer consumer) {
        columns = consumer;
    }

    @Override
    public void write(SilverRecord record) {
        columns.startMessage();
        for (int i = 0; i < record.cells().size(); i++) {
            SilverRecord.Cell cell = record.cells().get(i);
            if (cell.value().isPresent()) {
                columns.startField(cell.column(), i);
                add(cell.value().get());
                columns.endField(cell.column(), i);
            }
        }
        columns.endMessage();
    }

    private void add(Object value) {
        if (value instanceof Long number) {
            columns.addLong(number);
        } else {
            columns.addBinary(Binary.fromString((String) value));
        }
    }
}
