package dev.siiwad.source.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.siiwad.source.MalformedDocumentException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that the Arrow project publishes for tests of readers, with what is in them as JSON; the README beside them says what each is. */
class UpstreamArrowTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String GOLD = "arrow-testing/";
    private static final int ROWS_MAX = 10_000;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cpp21-primitive",
                "cpp21-primitive_zerolength",
                "cpp21-null",
                "cpp21-datetime",
                "cpp21-decimal32",
                "cpp21-decimal64",
                "cpp21-large_binary",
                "cpp21-binary_view",
                "cpp21-nested",
                "cpp21-nested_large_offsets",
                "cpp21-map",
                "cpp21-dictionary",
                "cpp21-nested_dictionary",
                "cpp21-extension",
                "cpp4-shared_dict",
                "cpp0-dictionary",
                "cpp0-decimal",
                "cpp0-map",
                "bigendian-nested",
                "bigendian-dictionary",
                "bigendian-datetime",
                "packed-lz4",
                "packed-zstd",
                "packed-uncompressible_lz4",
                "packed-uncompressible_zstd"
            })
    void readsWhatArrowSaysIsInItsFiles(String name) throws Exception {
        ArrowGold gold = ArrowGold.of(bytes(GOLD + name + ".json.gz"));
        for (String column : gold.columns()) {
            List<JsonNode> expected =
                    gold.column(column).stream().map(UpstreamArrowTest::tree).toList();
            for (String kind : List.of(".file.arrow", ".stream.arrow")) {
                List<JsonNode> found = column(GOLD + name + kind, column);
                assertThat(found).as(name + kind + " " + column).hasSameSizeAs(expected);
                for (int row = 0; row < found.size(); row++) {
                    assertThat(alike(found.get(row), expected.get(row)))
                            .as(
                                    "%s%s %s row %d: %s, not %s",
                                    name, kind, column, row, found.get(row), expected.get(row))
                            .isTrue();
                }
            }
        }
    }

    @Test
    void readsADictionaryThatGrowsBetweenBatches() throws Exception {
        assertThat(column("arrow-js/js-growing_dictionary.stream.arrow", "text"))
                .extracting(JsonNode::asText)
                .containsExactly("koow", "laba", "lix", "saddex", "koow", "afar", "shan", "laba", "koow");
    }

    @Test
    void passesOverColumnsOfEveryTypeThatIsNotRead() throws Exception {
        for (String kind : List.of("file", "stream")) {
            assertThat(column("arrow-js/js-passed_over." + kind + ".arrow", "text"))
                    .extracting(JsonNode::asText)
                    .containsExactly("koow", "null", "saddex", "afar");
        }
        assertThat(column(GOLD + "cpp21-run_end_encoded.file.arrow", "bool"))
                .hasSize(27)
                .contains(JSON.valueToTree(true), JSON.valueToTree(false));
    }

    @ParameterizedTest
    @CsvSource({
        "cpp21-union.file, sparse_1, Union",
        "cpp21-union.stream, dense_2, Union",
        "cpp21-interval.file, f6, Interval",
        "cpp21-run_end_encoded.stream, ree32_utf8, RunEndEncoded"
    })
    void saysWhichTypeIsNotRead(String file, String column, String type) {
        assertThatThrownBy(() -> column(GOLD + file + ".arrow", column))
                .isInstanceOf(UnreadableException.class)
                .hasMessageEndingWith("column \"" + column + "\" is of type " + type + ", which is not read");
    }

    /** Each once brought a reader down; none may do more here than be unreadable. */
    @Test
    void survivesWhatFuzzingHasFound() throws Exception {
        int files = 0;
        int rows = 0;
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes(GOLD + "fuzz.zip")))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                byte[] file = zip.readAllBytes();
                files++;
                for (String column : columnsOrNone(file)) {
                    rows += rows(file, column);
                }
            }
        }
        assertThat(files).isEqualTo(115);
        assertThat(rows).isPositive();
    }

    private static Set<String> columnsOrNone(byte[] file) throws IOException {
        try {
            return columns(file);
        } catch (UnreadableException damaged) {
            assertThat(damaged).hasMessageStartingWith("[a] cannot be read as Arrow");
            return Set.of();
        }
    }

    private static int rows(byte[] file, String column) throws IOException {
        int count = 0;
        try (ArrowRows rows = ArrowRows.open(new ParquetFile.Bytes("a", file), Set.of(column), 1 << 20)) {
            while (count < ROWS_MAX) {
                try {
                    if (rows.next().isEmpty()) {
                        break;
                    }
                } catch (MalformedDocumentException passed) {
                    // Counts as any other.
                }
                count++;
            }
        } catch (UnreadableException damaged) {
            assertThat(damaged).hasMessageStartingWith("[a] cannot be read as Arrow");
        }
        return count;
    }

    static Set<String> columns(byte[] file) throws IOException {
        try (ArrowRows rows = ArrowRows.open(new ParquetFile.Bytes("a", file), Set.of(), 1)) {
            return rows.columns();
        }
    }

    private static List<JsonNode> column(String file, String column) throws IOException, MalformedDocumentException {
        List<JsonNode> values = new ArrayList<>();
        try (Rows rows = ArrowRows.open(new ParquetFile.Bytes(file, bytes(file)), Set.of(column), Integer.MAX_VALUE)) {
            for (Optional<Row> row = rows.next(); row.isPresent(); row = rows.next()) {
                values.add(tree(row.get().values().get(column)));
            }
        }
        return values;
    }

    private static JsonNode tree(Object value) {
        try {
            return value instanceof Written written ? JSON.readTree(written.form()) : JSON.valueToTree(value);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Fractions are rounded to three digits in the JSON. */
    private static boolean alike(JsonNode found, JsonNode expected) {
        return found.equals(
                (a, b) -> a.isNumber()
                                && b.isNumber()
                                && Math.abs(a.asDouble() - b.asDouble())
                                        <= Math.max(0.001, Math.abs(b.asDouble()) * 1e-5)
                        ? 0
                        : a.equals(b) ? 0 : 1,
                expected);
    }

    static byte[] bytes(String file) throws IOException {
        try (InputStream in = UpstreamArrowTest.class.getResourceAsStream("/upstream/huggingface/" + file)) {
            return in.readAllBytes();
        }
    }
}
