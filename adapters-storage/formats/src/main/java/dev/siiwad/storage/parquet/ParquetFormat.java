package dev.siiwad.storage.parquet;

import dev.siiwad.publish.Datasets;
import dev.siiwad.storage.silver.Helpers;
import dev.siiwad.storage.silver.PartFormat;
import dev.siiwad.storage.silver.SharedColumns;
import dev.siiwad.storage.silver.SilverLine;
import dev.siiwad.storage.silver.SilverRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;

/**
 * Parquet with zstd and page checksums. What decides the bytes is fixed here, not taken from defaults of the library: a row group ends at
 * {@value #GROUP_BYTES} bytes, counted as they are compressed, or {@value #GROUP_ROWS} rows. Memory holds one row group.
 */
public final class ParquetFormat implements PartFormat {
    private static final long GROUP_BYTES = 64L * 1024 * 1024;
    private static final int GROUP_ROWS = 100_000;
    private static final int PAGE_BYTES = 1024 * 1024;
    private static final int PAGE_ROWS = 20_000;

    /** The library's own 100 to 10,000 rows may be gigabytes where texts are long. */
    private static final int ROWS_BETWEEN_SIZE_CHECKS = 1;

    /** Longer beginnings of a text in the footer would help nobody to find it. */
    private static final int STATISTICS_BYTES = 64;

    /** Columns in which hardly a value comes twice, so that a dictionary would only cost. */
    private static final List<String> WITHOUT_DICTIONARY =
            List.of("id", "text", "title", "url", "source_id", "text_hash", "source_metadata");

    @Override
    public String suffix() {
        return ".parquet";
    }

    @Override
    public Part begin(OutputStream out, SharedColumns shared, Helpers helpers) throws IOException {
        return begin(out, shared, helpers, GROUP_BYTES);
    }

    Part begin(OutputStream out, SharedColumns shared, Helpers helpers, long groupBytes) throws IOException {
        ParquetProperties.Builder properties = ParquetProperties.builder()
                .withRowGroupRowCountLimit(GROUP_ROWS)
                .withPageSize(PAGE_BYTES)
                .withPageRowCountLimit(PAGE_ROWS)
                .withMinRowCountForPageSizeCheck(ROWS_BETWEEN_SIZE_CHECKS)
                .withMaxRowCountForPageSizeCheck(ROWS_BETWEEN_SIZE_CHECKS)
                .withPageWriteChecksumEnabled(true)
                .withStatisticsTruncateLength(STATISTICS_BYTES)
                .withColumnIndexTruncateLength(STATISTICS_BYTES);
        WITHOUT_DICTIONARY.forEach(column -> properties.withDictionaryEncoding(column, false));
        return new ParquetPart(new RowGroups(new Output(out), properties.build(), groupBytes, shared, helpers));
    }

    @Override
    public void readIds(Path file, Consumer<String> ids) throws IOException {
        MessageType id = new MessageType("schema", RowGroups.SCHEMA.getType("id"));
        read(file, id, IdColumn::new, every(ids));
    }

    @Override
    public void readRecords(Path file, Consumer<SilverRecord> records) throws IOException {
        read(file, RowGroups.SCHEMA, SilverColumns::new, every(records));
    }

    @Override
    public void readTexts(Path file, Datasets.Texts texts) throws IOException {
        MessageType columns =
                new MessageType("schema", RowGroups.SCHEMA.getType("id"), RowGroups.SCHEMA.getType("text"));
        read(file, columns, TextColumns::new, texts::take);
    }

    private static <T> Predicate<T> every(Consumer<T> taker) {
        return row -> {
            taker.accept(row);
            return true;
        };
    }

    private static <T> void read(
            Path file, MessageType columns, Supplier<RecordMaterializer<T>> rows, Predicate<T> wantsMore)
            throws IOException {
        ParquetReadOptions options = ParquetReadOptions.builder(new PlainParquetConfiguration())
                .withCodecFactory(new ZstdPages())
                .usePageChecksumVerification()
                .build();
        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file), options)) {
            reader.setRequestedSchema(columns);
            boolean more = true;
            for (int group = 0; more && group < reader.getRowGroups().size(); group++) {
                RecordReader<T> records = new ColumnIOFactory()
                        .getColumnIO(columns)
                        .getRecordReader(reader.readRowGroup(group), rows.get());
                long count = reader.getRowGroups().get(group).getRowCount();
                for (long row = 0; more && row < count; row++) {
                    more = wantsMore.test(records.read());
                }
            }
        } catch (IOException | RuntimeException e) {
            throw new IOException(file + ": cannot be read as a dataset in Parquet: " + e.getMessage(), e);
        }
    }

    private record ParquetPart(RowGroups rows) implements Part {
        @Override
        public void add(SilverLine line) throws IOException {
            rows.add(line);
        }

        @Override
        public void end() throws IOException {
            rows.end();
        }

        @Override
        public void close() {
            // the library frees its memory with the object; closing it would write
        }
    }

    /** Writes to a stream that stays open. */
    private record Output(OutputStream out) implements OutputFile {
        @Override
        public PositionOutputStream create(long blockSizeHint) {
            return new Positioned(out);
        }

        @Override
        public PositionOutputStream createOrOverwrite(long blockSizeHint) {
            return create(blockSizeHint);
        }

        @Override
        public boolean supportsBlockSize() {
            return false;
        }

        @Override
        public long defaultBlockSize() {
            return 0;
        }
    }

    private static final class Positioned extends PositionOutputStream {
        private final OutputStream out;
        private long position;

        Positioned(OutputStream out) {
            this.out = out;
        }

        @Override
        public long getPos() {
            return position;
        }

        @Override
        public void write(int single) throws IOException {
            out.write(single);
            position++;
        }

        @Override
        public void write(byte[] bytes, int start, int length) throws IOException {
            out.write(bytes, start, length);
            position += length;
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public void close() throws IOException {
            out.flush();
        }
    }
}
