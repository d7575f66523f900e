package dev.siiwad.source.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.siiwad.source.MalformedDocumentException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParquetRowsTest {
    private static final MessageType TEXTS = MessageTypeParser.parseMessageType(
            "message texts { required binary text (STRING); optional binary url (STRING); required binary unread; }");
    private static final List<String> WANTED = List.of("text", "url");

    @ParameterizedTest
    @EnumSource(names = {"UNCOMPRESSED", "SNAPPY", "GZIP", "ZSTD", "BROTLI", "LZ4", "LZ4_RAW"})
    void readsEveryRowOfEveryGroup(CompressionCodecName codec) throws Exception {
        try (ParquetRows rows = open(texts(codec, 50, 20))) {
            assertThat(rows.columns()).containsExactly("text", "url", "unread");
            assertThat(rows.rows()).isEqualTo(50);
            assertThat(rows.groups()).isEqualTo(3);
            assertThat(rows.rowsIn(2)).isEqualTo(10);
            assertThat(rest(rows)).isEqualTo(expected(0, 50));
            assertThat(rows.next()).isEmpty();
            assertThat(rows.group()).isEqualTo(3);
            assertThat(rows.rowInGroup()).isZero();
        }
    }

    @Test
    void goesOnFromTheNextRowAtEveryRow() throws Exception {
        byte[] file = texts(CompressionCodecName.ZSTD, 50, 20);
        for (int n = 0; n <= 50; n++) {
            try (ParquetRows first = open(file);
                    ParquetRows resumed = open(file)) {
                for (int i = 0; i < n; i++) {
                    first.next();
                }
                resumed.seek(first.group(), first.rowInGroup());
                if (n < 40) {
                    assertThat(resumed.next()).isEqualTo(first.next());
                }
                resumed.seek(resumed.group(), resumed.rowInGroup());
                assertThat(rest(resumed)).as("after " + n).isEqualTo(rest(first));
            }
        }
    }

    @Test
    void seeksBackAndForth() throws Exception {
        try (ParquetRows rows = open(texts(CompressionCodecName.SNAPPY, 50, 20))) {
            rows.seek(2, 3);
            assertThat(rows.next()).contains(expected(43, 44).get(0));
            rows.seek(2, 1);
            assertThat(rows.next()).contains(expected(41, 42).get(0));
            rows.seek(0, 20);
            assertThat(rest(rows)).isEqualTo(expected(20, 50));
            rows.seek(3, 0);
            assertThat(rows.next()).isEmpty();
        }
    }

    @Test
    void skipsAsReadingWould() throws Exception {
        byte[] file = texts(CompressionCodecName.ZSTD, 50, 20);
        for (int n = 0; n <= 50; n++) {
            try (ParquetRows rows = open(file)) {
                rows.next();
                assertThat(rows.skip(n)).isEqualTo(Math.min(n, 49));
                assertThat(rest(rows)).isEqualTo(expected(Math.min(n + 1, 50), 50));
            }
        }
    }

    @Test
    void passesOverRowsOfEveryShape() throws Exception {
        MessageType shapes = MessageTypeParser.parseMessageType("message shapes {"
                + " optional group tags (LIST) { repeated group list { optional binary element (STRING); } }"
                + " repeated group parts { required int64 n; optional binary word (STRING); }"
                + " optional double score; }");
        List<Group> groups = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            groups.add(shaped(shapes, i));
        }
        byte[] file = ParquetFile.write(shapes, CompressionCodecName.ZSTD, 20, groups);
        List<String> columns = List.of("tags", "parts", "score");
        List<Map<String, Object>> all;
        try (ParquetRows rows = ParquetRows.open(new ParquetFile.Bytes(file), columns)) {
            all = rest(rows);
        }
        assertThat(all.get(11))
                .isEqualTo(Map.of(
                        "tags",
                        new Written("[\"tag 0\",null,\"tag 2\"]"),
                        "parts",
                        new Written("[{\"n\":0,\"word\":\"erey\"}]"),
                        "score",
                        5.5));
        for (int step = 1; step <= 30; step++) {
            try (ParquetRows rows = ParquetRows.open(new ParquetFile.Bytes(file), columns)) {
                for (int at = 0; at < 30; at += step + 1) {
                    assertThat(rows.next())
                            .as("each %s. row, at %s", step + 1, at)
                            .contains(all.get(at));
                    rows.skip(step);
                }
            }
        }
    }

    @Test
    void makesNothingOfRowsItPassesOver() throws Exception {
        MessageType lists = MessageTypeParser.parseMessageType(
                "message lists { optional group n (LIST) { repeated group list { optional int64 element; } } }");
        List<Group> groups = new ArrayList<>();
        for (int elements : new int[] {1, 1, 200_000, 1}) {
            Group row = new SimpleGroupFactory(lists).newGroup();
            Group list = row.addGroup("n");
            for (int n = 0; n < elements; n++) {
                list.addGroup("list").append("element", 1_000_000L + n % 7);
            }
            groups.add(row);
        }
        byte[] file = ParquetFile.write(lists, CompressionCodecName.ZSTD, 20, groups);
        try (ParquetRows rows = ParquetRows.open(new ParquetFile.Bytes(file), List.of("n"))) {
            Map<String, Object> small = rows.next().orElseThrow();
            rows.next();
            long before = allocatedBytes();
            rows.skip(1);
            assertThat(rows.next()).contains(small);
            assertThat(allocatedBytes() - before).isLessThan(200_000L * Long.BYTES);
        }
    }

    /** By this thread, so far. */
    private static long allocatedBytes() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getCurrentThreadAllocatedBytes();
    }

    /** A row with lists of some or no elements, nulls among them. */
    private static Group shaped(MessageType shapes, int i) {
        Group row = new SimpleGroupFactory(shapes).newGroup();
        if (i % 4 > 0) {
            Group tags = row.addGroup("tags");
            for (int n = 0; n < i % 4; n++) {
                Group element = tags.addGroup("list");
                if (n != 1) {
                    element.append("element", "tag " + n);
                }
            }
        }
        for (int n = 0; n < i % 5; n++) {
            Group part = row.addGroup("parts").append("n", (long) n);
            if (n % 2 == 0) {
                part.append("word", "erey");
            }
        }
        return i % 3 == 0 ? row : row.append("score", i / 2.0);
    }

    @Test
    void readsTheFooterOnceAndThenOnlyTheWantedColumnsOfAGroup() throws Exception {
        List<Group> large = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            large.add(row(i).append("unread", Binary.fromConstantByteArray(new byte[100_000])));
        }
        byte[] file = ParquetFile.write(TEXTS, CompressionCodecName.UNCOMPRESSED, 3, large);
        ParquetFile.Bytes bytes = new ParquetFile.Bytes(file);
        try (ParquetRows rows = ParquetRows.open(bytes, WANTED)) {
            assertThat(bytes.reads).containsExactly((file.length - ParquetBytes.TAIL_BYTES) + "+65536");
            rows.seek(1, 1);
            rows.skip(1);
            assertThat(bytes.reads).hasSize(1);
            rows.next();
            assertThat(bytes.reads).hasSize(2);
            long asked = Long.parseLong(bytes.reads.get(1).split("\\+")[1]);
            assertThat(asked).isLessThan(1000);
        }
        assertThat(bytes.closed).isTrue();
    }

    /** A page has seven rows here. */
    @ParameterizedTest
    @ValueSource(longs = {1, 300, 3000})
    void readsALargeRowGroupByItsPagesFromEveryRowOn(long atOnceBytes) throws Exception {
        byte[] file = texts(CompressionCodecName.ZSTD, 150, 100);
        for (int n = 0; n <= 150; n++) {
            try (ParquetRows rows = ParquetRows.open(new ParquetFile.Bytes(file), WANTED, atOnceBytes)) {
                rows.skip(n);
                assertThat(rest(rows)).as("from row %s on", n).isEqualTo(expected(n, 150));
            }
        }
        try (ParquetRows rows = ParquetRows.open(new ParquetFile.Bytes(file), WANTED, atOnceBytes)) {
            for (int n : new int[] {3, 5, 30, 29, 99, 0, 7, 8, 90, 14}) {
                rows.seek(0, n);
                assertThat(rows.next()).contains(expected(n, n + 1).get(0));
            }
            rows.seek(1, 4);
            assertThat(rest(rows)).isEqualTo(expected(104, 150));
        }
    }

    @Test
    void goingToARowOfALargeRowGroupReadsAFewPages() throws Exception {
        List<Group> large = new ArrayList<>();
        byte[] noise = new byte[3000];
        for (int i = 0; i < 700; i++) {
            new Random(i).nextBytes(noise);
            large.add(new SimpleGroupFactory(TEXTS)
                    .newGroup()
                    .append("text", HexFormat.of().formatHex(noise))
                    .append("unread", Binary.fromString("x")));
        }
        ParquetFile.Bytes bytes =
                new ParquetFile.Bytes(ParquetFile.write(TEXTS, CompressionCodecName.UNCOMPRESSED, 700, large));
        for (int n : new int[] {0, 1, 350, 699}) {
            bytes.reads.clear();
            try (ParquetRows rows = ParquetRows.open(bytes, List.of("text"), 100_000)) {
                rows.seek(0, n);
                rows.next();
            }
            long read = bytes.reads.stream()
                    .mapToLong(each -> Long.parseLong(each.split("\\+")[1]))
                    .sum();
            assertThat(read).isLessThan(bytes.length() / 5);
        }
    }

    @Test
    void refusesPlacesThatTheFileDoesNotHave() throws Exception {
        try (ParquetRows rows = open(texts(CompressionCodecName.ZSTD, 50, 20))) {
            assertThatThrownBy(() -> rows.seek(1, 21))
                    .isInstanceOf(IOException.class)
                    .hasMessage(
                            "rows.parquet: has no row 21 in row group 1; it has 3 row groups, this one with 20 rows");
            assertThatThrownBy(() -> rows.seek(4, 0)).hasMessageContaining("row group 4; it has 3 row groups");
            assertThatThrownBy(() -> rows.seek(-1, 0)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void leavesOutColumnsThatTheFileDoesNotHave() throws Exception {
        byte[] file = texts(CompressionCodecName.ZSTD, 5, 20);
        try (ParquetRows rows = ParquetRows.open(new ParquetFile.Bytes(file), List.of("no_such"))) {
            assertThat(rest(rows)).hasSize(5).allMatch(Map::isEmpty);
        }
    }

    @Test
    void readsAFileWithoutRows() throws Exception {
        try (ParquetRows rows = open(texts(CompressionCodecName.ZSTD, 0, 20))) {
            assertThat(rows.rows()).isZero();
            assertThat(rows.next()).isEmpty();
        }
    }

    @Test
    void quarantinesARowWithoutATextAndReadsOn() throws Exception {
        List<Group> damaged = new ArrayList<>(List.of(row(0), row(1), row(2)));
        damaged.forEach(row -> row.append("unread", Binary.EMPTY));
        Group bad = new SimpleGroupFactory(TEXTS).newGroup();
        bad.append("text", Binary.fromConstantByteArray(new byte[] {'o', 'k', (byte) 0xff}));
        bad.append("unread", Binary.EMPTY);
        damaged.add(1, bad);
        byte[] file = ParquetFile.write(TEXTS, CompressionCodecName.ZSTD, 20, damaged);
        try (ParquetRows rows = open(file)) {
            assertThat(rows.next()).contains(expected(0, 1).get(0));
            assertThatThrownBy(rows::next)
                    .isInstanceOfSatisfying(MalformedDocumentException.class, e -> {
                        assertThat(e.documentId()).isEqualTo("rows.parquet group=0 row=1");
                        assertThat(e.excerpt()).isEqualTo("ok\uFFFD");
                    })
                    .hasMessage("column \"text\" is declared to be text, but its bytes are not UTF-8");
            assertThat(rest(rows)).isEqualTo(expected(1, 3));
            rows.seek(0, 2);
            assertThat(rest(rows)).isEqualTo(expected(1, 3));
        }
    }

    @Test
    void namesTheFileWhenItIsNotAParquetFile() {
        assertThatThrownBy(() -> open("{\"file\": \"sample\"}".getBytes()))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "rows.parquet: ends with bytes 6c 65 22 7d; a whole Parquet file ends with \"PAR1\". It is cut"
                                + " short, or no Parquet file");
        assertThatThrownBy(() -> open("PAR1PARE----PARE".getBytes())).hasMessageContaining("encrypted");
        assertThatThrownBy(() -> open("PAR1".getBytes()))
                .hasMessage("rows.parquet: is 4 bytes long; a Parquet file has at least 12");
        assertThatThrownBy(() -> open("PAR1\0\0\0\177PAR1".getBytes()))
                .hasMessageContaining("says its footer has 2130706432");
    }

    @Test
    void closesAFileThatItCannotOpen() {
        ParquetFile.Bytes bytes = new ParquetFile.Bytes(new byte[20]);
        assertThatThrownBy(() -> ParquetRows.open(bytes, WANTED)).isInstanceOf(IOException.class);
        assertThat(bytes.closed).isTrue();
    }

    @Test
    void refusesAFileCutShortAnywhere() throws Exception {
        byte[] file = texts(CompressionCodecName.SNAPPY, 10, 5);
        for (int length = 0; length < file.length; length++) {
            byte[] cut = Arrays.copyOf(file, length);
            assertThatThrownBy(() -> open(cut))
                    .as("cut to " + length)
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("rows.parquet: ");
        }
    }

    @Test
    void refusesAnyDamagedPageAndNamesItsRowGroup() throws Exception {
        byte[] file = texts(CompressionCodecName.UNCOMPRESSED, 10, 5);
        int inSecondGroup = new String(file, "ISO-8859-1").indexOf("text number 7");
        file[inSecondGroup] ^= 1;
        try (ParquetRows rows = open(file)) {
            for (int i = 0; i < 5; i++) {
                rows.next();
            }
            assertThatThrownBy(rows::next)
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("rows.parquet: row group 1 cannot be read, the file is damaged: ")
                    .hasMessageContaining("CRC");
            assertThat(rows.group()).isEqualTo(1);
            assertThat(rows.rowInGroup()).isZero();
        }
    }

    /** Row groups that are read by their pages: what the index says is not believed where it cannot be. */
    @Test
    void anyByteChangedWhereRowGroupsAreReadByTheirPagesIsAnErrorOrReads() throws Exception {
        byte[] file = texts(CompressionCodecName.ZSTD, 30, 25);
        for (int at = 0; at < file.length; at++) {
            byte[] changed = file.clone();
            changed[at] ^= 0x41;
            try (ParquetRows rows = ParquetRows.open(new ParquetFile.Bytes(changed), WANTED, 1)) {
                rows.skip(5);
                rest(rows);
            } catch (IOException e) {
                assertThat(e).as("byte " + at).hasMessageStartingWith("rows.parquet: ");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SNAPPY", "GZIP", "ZSTD", "BROTLI", "LZ4", "LZ4_RAW"})
    void anyByteChangedIsAnErrorThatNamesTheFileOrStillReads(CompressionCodecName codec) throws Exception {
        byte[] file = texts(codec, 10, 5);
        for (int at = 0; at < file.length; at++) {
            byte[] changed = file.clone();
            changed[at] ^= 0x41;
            try (ParquetRows rows = open(changed)) {
                assertThat(rows.rows()).isBetween(0L, 1000L);
                rest(rows);
            } catch (IOException e) {
                assertThat(e).as("byte " + at).hasMessageStartingWith("rows.parquet: ");
            }
        }
    }

    @Test
    void namesTheCodecThatItCannotRead() throws Exception {
        byte[] file = texts(CompressionCodecName.LZO, 5, 5);
        assertThatThrownBy(() -> open(file))
                .isInstanceOf(IOException.class)
                .hasMessage("rows.parquet: row group 0, column \"text\" is compressed with LZO, which cannot be read;"
                        + " write the file anew with ZSTD, SNAPPY or GZIP");
    }

    @Test
    void passesOnAFailureOfTheFileItselfAndCanTryAgain() throws Exception {
        byte[] file = ParquetFile.write(
                TEXTS,
                CompressionCodecName.UNCOMPRESSED,
                3,
                List.of(row(0).append("unread", Binary.fromConstantByteArray(new byte[100_000]))));
        ParquetFile.Bytes bytes = new ParquetFile.Bytes(file);
        try (ParquetRows rows = ParquetRows.open(bytes, WANTED)) {
            IOException failure = new IOException("rows.parquet: connection reset");
            bytes.nextFailure = Optional.of(failure);
            assertThatThrownBy(rows::next).isSameAs(failure);
            assertThat(rest(rows)).isEqualTo(expected(0, 1));
        }
    }

    private static ParquetRows open(byte[] file) throws IOException {
        return ParquetRows.open(new ParquetFile.Bytes(file), WANTED);
    }

    private static byte[] texts(CompressionCodecName codec, int count, int rowsPerGroup) throws IOException {
        List<Group> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(row(i).append("unread", Binary.fromString("not wanted")));
        }
        return ParquetFile.write(TEXTS, codec, rowsPerGroup, rows);
    }

    private static Group row(int i) {
        Group row = new SimpleGroupFactory(TEXTS).newGroup();
        row.append("text", "text number " + i);
        return i % 3 == 0 ? row : row.append("url", "https://example.org/" + i);
    }

    private static List<Map<String, Object>> expected(int from, int to) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = from; i < to; i++) {
            rows.add(
                    i % 3 == 0
                            ? Map.of("text", "text number " + i)
                            : Map.of("text", "text number " + i, "url", "https://example.org/" + i));
        }
        return rows;
    }

    private static List<Map<String, Object>> rest(ParquetRows rows) throws IOException, MalformedDocumentException {
        List<Map<String, Object>> rest = new ArrayList<>();
        for (Optional<Map<String, Object>> row = rows.next(); row.isPresent(); row = rows.next()) {
            rest.add(row.get());
        }
        return rest;
    }
}
