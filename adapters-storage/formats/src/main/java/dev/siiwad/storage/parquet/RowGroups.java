package dev.siiwad.storage.parquet;

import dev.siiwad.storage.silver.Helpers;
import dev.siiwad.storage.silver.SharedColumns;
import dev.siiwad.storage.silver.SilverLine;
import dev.siiwad.storage.silver.SilverRecord;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;

/**
 * Writes documents as rows, group by group, as the library's own writer does, which is slower: it takes each value through a tree of a schema, and compresses each page while
 * the rows wait. Values that all documents share are made once. Every column may be null, as in files that Python programs write. Used by one thread.
 */
final class RowGroups implements SilverLine.Columns {
    static final MessageType SCHEMA = schema();

    private static final int PADDING_BYTES_MAX = 0;

    private final ParquetFileWriter file;
    private final ParquetProperties properties;
    private final long groupBytes;
    private final Helpers helpers;
    private final Binary[] shared = new Binary[SilverRecord.COLUMNS.size()];
    private final ColumnWriter[] columns = new ColumnWriter[SilverRecord.COLUMNS.size()];
    private final boolean[] written = new boolean[SilverRecord.COLUMNS.size()];
    private int groups;
    private long rows;
    private PagesAhead pages;
    private ColumnWriteStore store;

    /** @param groupBytes when a group ends, counted as they are compressed */
    RowGroups(OutputFile out, ParquetProperties properties, long groupBytes, SharedColumns values, Helpers helpers)
            throws IOException {
        this.properties = properties;
        this.groupBytes = groupBytes;
        this.helpers = helpers;
        for (int i = 0; i < shared.length; i++) {
            shared[i] = values.value(i).map(Binary::fromString).orElse(null);
        }
        file = new ParquetFileWriter(
                out, SCHEMA, ParquetFileWriter.Mode.CREATE, groupBytes, PADDING_BYTES_MAX, null, properties);
        file.start();
        beginGroup();
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

    private void beginGroup() {
        ZstdPages codec = new ZstdPages();
        ColumnChunkPageWriteStore group = ColumnChunkPageWriteStore.builder()
                .withCompressorProvider(column -> codec)
                .withSchema(SCHEMA)
                .withAllocator(properties.getAllocator())
                .withColumnIndexTruncateLength(properties.getColumnIndexTruncateLength())
                .withPageWriteChecksumEnabled(properties.getPageWriteChecksumEnabled())
                .withRowGroupOrdinal(groups)
                .build();
        pages = new PagesAhead(group, codec, helpers);
        store = properties.newColumnWriteStore(SCHEMA, pages, group);
        List<ColumnDescriptor> descriptors = SCHEMA.getColumns();
        Arrays.setAll(columns, i -> store.getColumnWriter(descriptors.get(i)));
        rows = 0;
    }

    void add(SilverLine line) throws IOException {
        Arrays.fill(written, false);
        for (int i = 0; i < shared.length; i++) {
            if (shared[i] != null) {
                write(i, shared[i]);
            }
        }
        line.give(this);
        for (int i = 0; i < written.length; i++) {
            if (!written[i]) {
                columns[i].writeNull(0, 0);
            }
        }
        store.endRecord();
        rows++;
        if (rows >= properties.getRowGroupRowCountLimit() || isFull()) {
            endGroup();
            beginGroup();
        }
    }

    @Override
    public void text(int column, byte[] utf8) {
        write(column, Binary.fromConstantByteArray(utf8));
    }

    @Override
    public void number(int column, long value) {
        columns[column].write(value, 0, 1);
        written[column] = true;
    }

    private void write(int column, Binary value) {
        columns[column].write(value, 0, 1);
        written[column] = true;
    }

    /** Pages that are being compressed are waited for only where their length decides. */
    private boolean isFull() throws IOException {
        if (!isFull(store.getBufferedSize())) {
            return false;
        }
        if (!pages.isWaiting()) {
            return true;
        }
        pages.await();
        return isFull(store.getBufferedSize());
    }

    /** Where about two more rows would be too many. */
    private boolean isFull(long bytes) {
        return bytes > groupBytes - 2 * (bytes / rows);
    }

    private void endGroup() throws IOException {
        if (rows > 0) {
            file.startBlock(rows);
            store.flush();
            pages.flushTo(file);
            file.endBlock();
            groups++;
        }
        store.close();
        pages.close();
    }

    /** Writes what is left, and the footer. */
    void end() throws IOException {
        endGroup();
        file.end(Map.of());
    }
}
