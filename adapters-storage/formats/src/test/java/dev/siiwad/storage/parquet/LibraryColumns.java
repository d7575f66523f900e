package dev.siiwad.storage.parquet;

import dev.siiwad.storage.silver.SharedColumns;
import dev.siiwad.storage.silver.SilverLine;
import dev.siiwad.storage.silver.SilverRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;

/** Hands the columns of a document to the library's own writer, as an oracle. */
final class LibraryColumns extends WriteSupport<SilverLine> implements SilverLine.Columns {
    private final Binary[] shared = new Binary[SilverRecord.COLUMNS.size()];
    private RecordConsumer columns;

    LibraryColumns(SharedColumns values) {
        for (int i = 0; i < shared.length; i++) {
            shared[i] = values.value(i).map(Binary::fromString).orElse(null);
        }
    }

    @Override
    @SuppressWarnings("deprecation") // abstract still, though only the other one is called
    public WriteContext init(Configuration configuration) {
        return new WriteContext(RowGroups.SCHEMA, Map.of());
    }

    @Override
    public WriteContext init(ParquetConfiguration configuration) {
        return new WriteContext(RowGroups.SCHEMA, Map.of());
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

    /** Writes a file with the settings of {@link ParquetFormat}, but for the length of row groups. */
    static void write(Path file, SharedColumns shared, long groupBytes, List<SilverLine> lines) throws IOException {
        Builder builder = new Builder(new LocalOutputFile(file), shared)
                .withConf(new PlainParquetConfiguration())
                .withCodecFactory(new ZstdPages())
                .withCompressionCodec(CompressionCodecName.ZSTD)
                .withRowGroupSize(groupBytes)
                .withRowGroupRowCountLimit(100_000)
                .withPageSize(1024 * 1024)
                .withPageRowCountLimit(20_000)
                .withMinRowCountForPageSizeCheck(1)
                .withMaxRowCountForPageSizeCheck(1)
                .withPageWriteChecksumEnabled(true)
                .withStatisticsTruncateLength(64)
                .withColumnIndexTruncateLength(64);
        for (String column : List.of("id", "text", "title", "url", "source_id", "text_hash", "source_metadata")) {
            builder.withDictionaryEncoding(column, false);
        }
        try (ParquetWriter<SilverLine> writer = builder.build()) {
            for (SilverLine line : lines) {
                writer.write(line);
            }
        }
    }

    private static final class Builder extends ParquetWriter.Builder<SilverLine, Builder> {
        private final SharedColumns shared;

        Builder(OutputFile file, SharedColumns shared) {
            super(file);
            this.shared = shared;
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        @SuppressWarnings("deprecation") // abstract still, though only the other one is called
        protected WriteSupport<SilverLine> getWriteSupport(Configuration configuration) {
            return new LibraryColumns(shared);
        }

        @Override
        protected WriteSupport<SilverLine> getWriteSupport(ParquetConfiguration configuration) {
            return new LibraryColumns(shared);
        }
    }
}
