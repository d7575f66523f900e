package dev.siiwad.storage.parquet;

import dev.siiwad.storage.silver.Helpers;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageWriteStore;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.SizeStatistics;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.statistics.geospatial.GeospatialStatistics;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;

/**
 * The pages of a row group, large ones compressed by helpers meanwhile; those of a column stay in their order. Until a page is compressed it counts with as many bytes as it can
 * come to at most. Used by one thread, but for the tasks.
 */
final class PagesAhead implements PageWriteStore {
    private static final int LARGE_BYTES = 64 << 10;
    private static final long WAITING_BYTES_MAX = 8 << 20;
    /** Of a page, with what is said of it. */
    private static final int HEADER_BYTES_MAX = 1 << 10;

    private final ColumnChunkPageWriteStore pages;
    private final ZstdPages codec;
    private final Helpers helpers;
    private final Map<ColumnDescriptor, Column> columns = new HashMap<>();
    private long waitingBytes;

    /** @param codec that of these pages */
    PagesAhead(ColumnChunkPageWriteStore pages, ZstdPages codec, Helpers helpers) {
        this.pages = pages;
        this.codec = codec;
        this.helpers = helpers;
    }

    @Override
    public PageWriter getPageWriter(ColumnDescriptor column) {
        return columns.computeIfAbsent(column, missing -> new Column(pages.getPageWriter(missing)));
    }

    boolean isWaiting() {
        return waitingBytes > 0;
    }

    /** Until all pages are compressed. */
    void await() throws IOException {
        for (Column column : columns.values()) {
            column.await();
        }
    }

    void flushTo(ParquetFileWriter file) throws IOException {
        await();
        pages.flushToFileWriter(file);
    }

    @Override
    public void close() {
        pages.close();
    }

    /** A page that is being compressed, and what is to be done with it then. */
    private record Waiting(byte[] page, FutureTask<byte[]> packing, Writing writing) {}

    private interface Writing {
        void write(BytesInput page) throws IOException;
    }

    private final class Column implements PageWriter {
        private final PageWriter writer;
        private final Deque<Waiting> waiting = new ArrayDeque<>();
        private long bytesMax;

        Column(PageWriter writer) {
            this.writer = writer;
        }

        @Override
        public void writePage(
                BytesInput page,
                int valueCount,
                int rowCount,
                Statistics<?> statistics,
                SizeStatistics sizes,
                GeospatialStatistics places,
                Encoding repetition,
                Encoding definition,
                Encoding values)
                throws IOException {
            Writing writing = bytes -> writer.writePage(
                    bytes, valueCount, rowCount, statistics, sizes, places, repetition, definition, values);
            if (page.size() < LARGE_BYTES || page.size() > WAITING_BYTES_MAX) {
                await();
                writing.write(page);
                return;
            }
            while (waitingBytes + page.size() > WAITING_BYTES_MAX && !waiting.isEmpty()) {
                awaitFirst();
            }
            byte[] plain = ZstdPages.plain(page);
            FutureTask<byte[]> packing = new FutureTask<>(() -> ZstdPages.packed(plain));
            if (!helpers.offer(packing)) {
                packing.run();
            }
            waiting.add(new Waiting(plain, packing, writing));
            waitingBytes += plain.length;
            bytesMax += ZstdPages.packedBytesMax(plain.length) + HEADER_BYTES_MAX;
            while (!waiting.isEmpty() && waiting.element().packing().isDone()) {
                awaitFirst();
            }
        }

        void await() throws IOException {
            while (!waiting.isEmpty()) {
                awaitFirst();
            }
        }

        private void awaitFirst() throws IOException {
            Waiting first = waiting.remove();
            waitingBytes -= first.page().length;
            bytesMax -= ZstdPages.packedBytesMax(first.page().length) + HEADER_BYTES_MAX;
            codec.next(Helpers.result(first.packing()));
            first.writing().write(BytesInput.from(first.page()));
        }

        @Override
        public long getMemSize() {
            return writer.getMemSize() + bytesMax;
        }

        @Override
        public long allocatedSize() {
            return writer.allocatedSize() + bytesMax;
        }

        @Override
        public void writeDictionaryPage(DictionaryPage page) throws IOException {
            writer.writeDictionaryPage(page);
        }

        @Override
        public String memUsageString(String prefix) {
            return writer.memUsageString(prefix);
        }

        @Override
        @SuppressWarnings("deprecation") // abstract still
        public void writePage(
                BytesInput page,
                int valueCount,
                Statistics<?> statistics,
                Encoding repetition,
                Encoding definition,
                Encoding values) {
            throw new UnsupportedOperationException("without a number of rows there is no index");
        }

        @Override
        public void writePage(
                BytesInput page,
                int valueCount,
                int rowCount,
                Statistics<?> statistics,
                Encoding repetition,
                Encoding definition,
                Encoding values) {
            throw new UnsupportedOperationException("without sizes the footer would be another");
        }

        @Override
        public void writePageV2(
                int rowCount,
                int nullCount,
                int valueCount,
                BytesInput repetition,
                BytesInput definition,
                Encoding encoding,
                BytesInput values,
                Statistics<?> statistics) {
            throw new UnsupportedOperationException("pages are of version 1");
        }
    }
}
