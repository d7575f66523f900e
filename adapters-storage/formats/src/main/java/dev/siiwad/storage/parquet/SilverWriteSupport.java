package dev.siiwad.storage.parquet;

import dev.siiwad.storage.silver.SharedColumns;
import dev.siiwad.storage.silver.SilverLine;
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

/** Hands the columns of a document to the Parquet library; those that all documents share are made once. Every column may be null, as in files that Python programs write. */
final class SilverWriteSupport extends WriteSupport<SilverLine> implements SilverLine.Columns {
    static final MessageType SCHEMA = schema();

    private final Binary[] shared = new Binary[SilverRecord.COLUMNS.size()];
    private RecordConsumer columns;

    SilverWriteSupport(SharedColumns values) {
        for (int i = 0; i < shared.length; i++) {
            shared[i] = values.value(i).map(Binary::fromString).orElse(null);
        }
    }

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
    public void write(SilverLine line) {
        columns.startMessage();
        for (int i = 0; i < shared.length; i++) {
            if (shared[i] != null) {
                add(i, shared[i]);
            }
        }
        line.give(this);
        columns.endMessage();
    }

    @Override
    public void text(int column, byte[] utf8) {
        add(column, Binary.fromConstantByteArray(utf8));
    }

    @Override
    public void number(int column, long value) {
        columns.startField(SilverRecord.COLUMNS.get(column), column);
        columns.addLong(value);
        columns.endField(SilverRecord.COLUMNS.get(column), column);
    }

    private void add(int column, Binary value) {
        columns.startField(SilverRecord.COLUMNS.get(column), column);
        columns.addBinary(value);
        columns.endField(SilverRecord.COLUMNS.get(column), column);
    }
}
