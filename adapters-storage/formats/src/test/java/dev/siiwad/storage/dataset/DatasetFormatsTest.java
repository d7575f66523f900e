package dev.siiwad.storage.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.ZstdInputStream;
import dev.siiwad.digest.Sha256;
import dev.siiwad.document.Document;
import dev.siiwad.source.SourceInfo;
import dev.siiwad.storage.parquet.ParquetFormat;
import dev.siiwad.storage.silver.Edition;
import dev.siiwad.storage.silver.Helpers;
import dev.siiwad.storage.silver.PartFormat;
import dev.siiwad.storage.silver.PlainSilver;
import dev.siiwad.storage.silver.SharedColumns;
import dev.siiwad.storage.silver.SilverLine;
import dev.siiwad.storage.silver.SilverRecord;
import dev.siiwad.words.WordCount;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every dataset format must give back. */
class DatasetFormatsTest {
    private static final SourceInfo LABELS =
            new SourceInfo("List-Somali", "corpus", "so", "CC0-1.0", "general", "other");
    private static final Edition EDITION = new Edition("run-1", "2026-11-01", "0.1.0", WordCount.WHITE_SPACE);

    @TempDir
    Path directory;

    static Stream<PartFormat> formats() {
        return Stream.of(new ParquetFormat(), new JsonLinesFormat());
    }

    @ParameterizedTest
    @MethodSource("formats")
    void givesBackTheIdOfEveryDocument(PartFormat format) throws IOException {
        List<SilverRecord> records = records(5000);
        Path file = write(format, documents(5000));
        List<Object> ids = new ArrayList<>();
        format.readIds(file, ids::add);
        assertThat(ids)
                .isEqualTo(records.stream()
                        .map(record -> record.cells().get(0).value().get())
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("formats")
    void givesBackEveryColumnOfEveryDocument(PartFormat format) throws IOException {
        List<SilverRecord> records = records(500);
        List<SilverRecord> read = new ArrayList<>();
        format.readRecords(write(format, documents(500)), read::add);
        assertThat(read).isEqualTo(records);
    }

    @ParameterizedTest
    @MethodSource("formats")
    void writesTheSameBytesForTheSameRecords(PartFormat format) throws IOException {
        assertThat(bytes(format, documents(5000))).isEqualTo(bytes(format, documents(5000)));
    }

    /** A new version of a library may change the bytes; then these digests change with it, and the changelog says so. */
    @Test
    void writesTheSameBytesOnEveryMachine() throws IOException {
        assertThat(Sha256.hex(bytes(new ParquetFormat(), documents(5000))))
                .isEqualTo("4c2f9802a7615165d4a8c0acd5ec1b5f892b24cd5c300dccee6acb4b4db4d675");
        assertThat(Sha256.hex(bytes(new JsonLinesFormat(), documents(5000))))
                .isEqualTo("0dc90a5364873d7aa49765840c70764f5993b953987cb60fc96e3bc94bf830e1");
    }

    @ParameterizedTest
    @MethodSource("formats")
    void readsAFileWithoutDocuments(PartFormat format) throws IOException {
        Path file = write(format, List.of());
        List<String> ids = new ArrayList<>();
        format.readIds(file, ids::add);
        assertThat(ids).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("formats")
    void namesAFileThatIsCutShort(PartFormat format) throws IOException {
        byte[] whole = bytes(format, documents(50));
        for (int length : new int[] {1, 20, whole.length / 2, whole.length - 1}) {
            Path file = directory.resolve("cut" + format.suffix());
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> format.readIds(file, id -> {}))
                    .as("cut to " + length)
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith(file + ": cannot be read as a dataset in ");
        }
    }

    @Test
    void jsonLinesHoldAllColumnsInTheirOrderNullsIncluded() throws IOException {
        List<SilverRecord> records = records(3);
        byte[] bytes = bytes(new JsonLinesFormat(), documents(3));
        ObjectMapper json = new ObjectMapper();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new ZstdInputStream(new ByteArrayInputStream(bytes)), StandardCharsets.UTF_8))) {
            for (SilverRecord record : records) {
                JsonNode line = json.readTree(lines.readLine());
                List<String> names = new ArrayList<>();
                line.fieldNames().forEachRemaining(names::add);
                assertThat(names).isEqualTo(SilverRecord.COLUMNS);
                for (SilverRecord.Cell cell : record.cells()) {
                    JsonNode value = line.get(cell.column());
                    assertThat(value.isNull() ? "null" : value.isTextual() ? value.textValue() : value.longValue())
                            .as(cell.column())
                            .isEqualTo(cell.value().orElse("null"));
                }
            }
            assertThat(lines.read()).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void writesTheSameWhoeverHelps(PartFormat format) throws IOException {
        List<Document> documents = documents(4000);
        ExecutorService pool = Executors.newFixedThreadPool(3);
        try {
            Random random = new Random(1);
            byte[] helped = bytes(format, documents, task -> {
                boolean taken = random.nextInt(3) > 0;
                if (taken) {
                    pool.execute(task);
                }
                return taken;
            });
            assertThat(helped).isEqualTo(bytes(format, documents));
        } finally {
            pool.shutdownNow();
        }
    }

    private Path write(PartFormat format, List<Document> documents) throws IOException {
        return Files.write(directory.resolve("dataset" + format.suffix()), bytes(format, documents));
    }

    private static byte[] bytes(PartFormat format, List<Document> documents) throws IOException {
        return bytes(format, documents, Helpers.NONE);
    }

    private static byte[] bytes(PartFormat format, List<Document> documents, Helpers helpers) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PartFormat.Part part = format.begin(bytes, new SharedColumns(LABELS, EDITION), helpers)) {
            for (Document document : documents) {
                part.add(SilverLine.of(document, WordCount.WHITE_SPACE));
            }
            part.end();
        }
        return bytes.toByteArray();
    }

    private static List<SilverRecord> records(int count) {
        return documents(count).stream()
                .map(document -> PlainSilver.record(document, LABELS, EDITION))
                .toList();
    }

    private static List<Document> documents(int count) {
        List<Document> documents = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<String, Object> metadata = i % 2 == 0 ? Map.of() : Map.of("page_id", (long) i, "topic", "\u00e9 " + i);
            documents.add(Document.of(
                    "" + i, "Cinwaan \"" + i + "\"", "Qoraal\n\uD83D\uDE00 " + i + " ".repeat(i % 50), "", metadata));
        }
        return documents;
    }
}
