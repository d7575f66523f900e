package dev.siiwad.storage.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.document.Document;
import dev.siiwad.source.SourceInfo;
import dev.siiwad.storage.silver.Edition;
import dev.siiwad.storage.silver.Helpers;
import dev.siiwad.storage.silver.PartFormat;
import dev.siiwad.storage.silver.PlainSilver;
import dev.siiwad.storage.silver.SharedColumns;
import dev.siiwad.storage.silver.SilverLine;
import dev.siiwad.storage.silver.SilverRecord;
import dev.siiwad.words.WordCount;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetFormatTest {
    private static final SourceInfo LABELS =
            new SourceInfo("List-Somali", "corpus", "so", "CC0-1.0", "general", "other");
    private static final Edition EDITION = new Edition("run-1", "2026-11-01", "0.1.0", WordCount.WHITE_SPACE);

    @TempDir
    Path directory;

    @Test
    void otherReadersFindAllColumnsInTheirOrderNullsIncluded() throws IOException {
        List<Document> documents = new ArrayList<>();
        List<SilverRecord> records = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Map<String, Object> metadata = i % 2 == 0 ? Map.of() : Map.of("page_id", (long) i, "score", 1e16);
            Document document = Document.of("" + i, "Cinwaan " + i, "Qoraal \uD83D\uDE00 " + i, "", metadata);
            documents.add(document);
            records.add(PlainSilver.record(document, LABELS, EDITION));
        }
        Path file = write(documents);
        try (ParquetFileReader reader = open(file)) {
            MessageType schema = reader.getFileMetaData().getSchema();
            assertThat(schema.getFields().stream().map(field -> field.getName()))
                    .containsExactlyElementsOf(SilverRecord.COLUMNS);
            assertThat(schema.toString())
                    .contains(
                            "optional binary id (STRING)",
                            "optional int64 tokens;",
                            "optional binary embedding (STRING)");
            RecordReader<Group> rows = new ColumnIOFactory()
                    .getColumnIO(schema)
                    .getRecordReader(reader.readNextRowGroup(), new GroupRecordConverter(schema));
            for (SilverRecord record : records) {
                Group row = rows.read();
                for (SilverRecord.Cell cell : record.cells()) {
                    assertThat(value(row, cell.column())).as(cell.column()).isEqualTo(cell.value());
                }
            }
        }
    }

    @Test
    void compressesWithZstdAndHoldsNothingButTheDocuments() throws IOException {
        Path file = write(List.of(Document.of("1", "", "text", "", Map.of())));
        try (ParquetFileReader reader = open(file)) {
            assertThat(reader.getFileMetaData().getKeyValueMetaData()).isEmpty();
            for (ColumnChunkMetaData column : reader.getRowGroups().get(0).getColumns()) {
                assertThat(column.getCodec()).isEqualTo(CompressionCodecName.ZSTD);
            }
        }
    }

    @Test
    void longTextsHaveAPageEachSoThatMemoryHoldsNoMore() throws IOException {
        String longText = "geel ".repeat(400_000);
        List<Document> documents = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            String text = i == 0 ? "gaaban" : longText;
            documents.add(Document.of("" + i, "", text, "", Map.of()));
        }
        try (ParquetFileReader reader = open(write(documents))) {
            ColumnChunkMetaData texts = reader.getRowGroups().get(0).getColumns().stream()
                    .filter(column -> column.getPath().toDotString().equals("text"))
                    .findFirst()
                    .orElseThrow();
            assertThat(reader.readOffsetIndex(texts).getPageCount()).isEqualTo(4);
        }
    }

    @Test
    void writesWhatTheLibraryWritesByItselfWhoeverCompressesItsPages() throws IOException {
        long groupBytes = 3 << 20;
        Random random = new Random(1);
        List<SilverLine> lines = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            Map<String, Object> metadata = i % 3 == 0 ? Map.of() : Map.of("page_id", (long) i, "topic", "t" + i % 7);
            String text = random.ints(random.nextInt(50_000), 'a', i % 20 == 0 ? 'b' : 'z')
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            lines.add(SilverLine.of(Document.of("" + i, "T" + i, text, "", metadata), WordCount.WHITE_SPACE));
        }
        Path expected = directory.resolve("library.parquet");
        LibraryColumns.write(expected, new SharedColumns(LABELS, EDITION), groupBytes, lines);
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            Helpers others = task -> {
                pool.execute(task);
                return true;
            };
            for (Helpers helpers : List.of(Helpers.NONE, others, task -> random.nextBoolean() && others.offer(task))) {
                Path file = directory.resolve("ours.parquet");
                try (OutputStream out = Files.newOutputStream(file);
                        PartFormat.Part part = new ParquetFormat()
                                .begin(out, new SharedColumns(LABELS, EDITION), helpers, groupBytes)) {
                    for (SilverLine line : lines) {
                        part.add(line);
                    }
                    part.end();
                }
                try (ParquetFileReader reader = open(file)) {
                    assertThat(reader.getRowGroups().size()).isGreaterThan(1);
                }
                assertThat(file).hasSameBinaryContentAs(expected);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private Path write(List<Document> documents) throws IOException {
        Path file = directory.resolve("dataset.parquet");
        try (OutputStream out = Files.newOutputStream(file);
                PartFormat.Part part =
                        new ParquetFormat().begin(out, new SharedColumns(LABELS, EDITION), Helpers.NONE)) {
            for (Document document : documents) {
                part.add(SilverLine.of(document, WordCount.WHITE_SPACE));
            }
            part.end();
        }
        return file;
    }

    private static ParquetFileReader open(Path file) throws IOException {
        return ParquetFileReader.open(
                new LocalInputFile(file),
                ParquetReadOptions.builder(new PlainParquetConfiguration())
                        .withCodecFactory(new ZstdPages())
                        .build());
    }

    private static Optional<Object> value(Group row, String column) {
        if (row.getFieldRepetitionCount(column) == 0) {
            return Optional.empty();
        }
        return Optional.of(column.equals(SilverRecord.TOKENS) ? row.getLong(column, 0) : row.getString(column, 0));
    }
}
