package dev.siiwad.source.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.source.MalformedDocumentException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that the Parquet project publishes for tests of readers; the README beside them says what each is. */
class UpstreamParquetTest {
    @ParameterizedTest
    @CsvSource({
        "hadoop_lz4_compressed.parquet, c1, 4",
        "non_hadoop_lz4_compressed.parquet, c1, 4",
        "lz4_raw_compressed.parquet, c1, 4"
    })
    void readsEveryKindOfLz4(String file, String column, int count) throws Exception {
        List<Map<String, Object>> rows = rows(file, "c0", "c1", "v11");

        assertThat(rows).hasSize(count);
        assertThat(rows.get(0)).isEqualTo(Map.of("c0", 1593604800L, "c1", "abc", "v11", 42.0));
        assertThat(rows.get(3)).isEqualTo(Map.of("c0", 1593604801L, "c1", "def", "v11", 7.7));
    }

    @Test
    void readsAFileWhoseOnlyRowGroupHasNoRows() throws Exception {
        assertThat(rows("column_chunk_key_value_metadata.parquet", "column1", "column2"))
                .isEmpty();
    }

    @Test
    void readsADataPageWithoutBytes() throws Exception {
        assertThat(rows("datapage_v2_empty_datapage.snappy.parquet", "value")).containsExactly(Map.of());
    }

    @Test
    void refusesAPageThatIsLargerThanAnyText() {
        assertThatThrownBy(() -> rows("large_string_map.brotli.parquet", "arr"))
                .isInstanceOf(UnreadableException.class)
                .hasMessageStartingWith("large_string_map.brotli.parquet: row group 0");
    }

    @Test
    void refusesAListThatGoesOnBeforeItBegan() {
        assertThatThrownBy(() -> rows("ARROW-GH-45185.parquet", "x"))
                .isInstanceOf(UnreadableException.class)
                .hasMessage(
                        "ARROW-GH-45185.parquet: row group 0 cannot be read, the file is damaged: column \"x.list.element\""
                                + " begins within a list; expected the beginning of a row");
    }

    @Test
    void saysThatAFileIsEncrypted() {
        assertThatThrownBy(() -> rows("uniform_encryption.parquet", "ba_field"))
                .isInstanceOf(UnreadableException.class)
                .hasMessage("uniform_encryption.parquet: is an encrypted Parquet file; only plain ones can be read");
        assertThatThrownBy(() -> rows("encrypt_columns_plaintext_footer.parquet", "float_field"))
                .isInstanceOf(UnreadableException.class)
                .hasMessageMatching(
                        "encrypt_columns_plaintext_footer.parquet: .*is .*encrypted.*; only plain ones can be read");
    }

    private static List<Map<String, Object>> rows(String file, String... columns)
            throws IOException, MalformedDocumentException {
        List<Map<String, Object>> all = new ArrayList<>();
        try (ParquetRows rows = ParquetRows.open(new ParquetFile.Bytes(file, bytes(file)), List.of(columns))) {
            for (Optional<Map<String, Object>> row = rows.next(); row.isPresent(); row = rows.next()) {
                all.add(row.get());
            }
        }
        return all;
    }

    private static byte[] bytes(String file) throws IOException {
        try (InputStream in =
                UpstreamParquetTest.class.getResourceAsStream("/upstream/huggingface/parquet-testing/" + file)) {
            return in.readAllBytes();
        }
    }
}
