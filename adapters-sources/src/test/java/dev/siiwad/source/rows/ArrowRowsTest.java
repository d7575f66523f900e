package dev.siiwad.source.rows;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.Remedy;
import dev.siiwad.source.SourceException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArrowRowsTest {
    private static final String START = "batch=0 row=0";
    private static final List<Map<String, String>> THREE =
            List.of(Map.of("text", "koow", "url", "a"), Map.of("url", "b"), Map.of("text", "saddex"));

    /** A row, or what is wrong with it, and where the next one is. */
    private record Step(String came, String after) {}

    @Test
    void readsOnlyWhatIsWantedAndLeavesOutWhatIsNull() throws Exception {
        for (byte[] file : both(2, THREE)) {
            assertThat(steps(file, START, Set.of("text"), 0))
                    .extracting(Step::came)
                    .containsExactly(
                            "a batch=0 row=0 {text=koow}", "a batch=0 row=1 {}", "a batch=1 row=0 {text=saddex}");
        }
    }

    @Test
    void findsABatchOfAStreamByItsFirstByte() throws Exception {
        byte[] stream = ArrowFile.stream(List.of("text"), 2, THREE);

        List<Step> all = steps(stream, START, Set.of("text"), 0);

        assertThat(all.get(2).after()).matches("byte=\\d+ batch=1 row=1");
        ParquetFile.Bytes bytes = new ParquetFile.Bytes("a", stream);
        try (ArrowRows rows = ArrowRows.open(bytes, Set.of("text"), 99)) {
            bytes.reads.clear();
            rows.seek(all.get(2).after());
            assertThat(bytes.reads)
                    .as("head and metadata of one message, and three buffers")
                    .hasSize(5);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arrow-testing/cpp21-nested.file.arrow",
                "arrow-testing/cpp21-primitive.stream.arrow",
                "arrow-testing/cpp21-nested_dictionary.stream.arrow",
                "arrow-testing/cpp0-dictionary.stream.arrow",
                "arrow-testing/packed-zstd.stream.arrow",
                "arrow-js/js-growing_dictionary.stream.arrow"
            })
    void carriesOnFromEveryRowAndSkipsAsMany(String file) throws Exception {
        byte[] bytes = UpstreamArrowTest.bytes(file);
        Set<String> all = UpstreamArrowTest.columns(bytes);
        List<Step> steps = steps(bytes, START, all, 0);
        assertThat(steps).hasSizeGreaterThan(8);
        for (int n = 0; n < steps.size(); n++) {
            assertThat(steps(bytes, steps.get(n).after(), all, 0)).isEqualTo(steps.subList(n + 1, steps.size()));
            assertThat(steps(bytes, START, all, n)).isEqualTo(steps.subList(n, steps.size()));
        }
    }

    /** A file without its end is refused as a whole; a stream gives what is whole of it. */
    @Test
    void takesNothingThatIsCutShortForTheEnd() throws Exception {
        for (byte[] whole : both(2, THREE)) {
            for (int length = 1; length < whole.length; length++) {
                byte[] cut = Arrays.copyOf(whole, length);
                assertThatThrownBy(() -> steps(cut, START, Set.of("text"), 0))
                        .as("%d of %d bytes", length, whole.length)
                        .isInstanceOf(UnreadableException.class)
                        .hasMessageStartingWith("[a] cannot be read as Arrow");
            }
        }
        byte[] stream = ArrowFile.stream(List.of("text"), 2, THREE);
        assertThatThrownBy(() -> steps(Arrays.copyOf(stream, stream.length - 8), START, Set.of("text"), 0))
                .hasMessage("[a] cannot be read as Arrow: it ends without the mark of an end, and may be cut short");
    }

    @Test
    void readsOnWhereAStreamWasCutOnlyAsFarAsItIsWhole() throws Exception {
        byte[] stream = ArrowFile.stream(List.of("text"), 2, THREE);
        try (ArrowRows rows = ArrowRows.open(
                new ParquetFile.Bytes("a", Arrays.copyOf(stream, stream.length - 9)), Set.of("text"), 99)) {
            assertThat(rows.skip(2)).isEqualTo(2);
            assertThatThrownBy(rows::next).isInstanceOf(UnreadableException.class);
            assertThat(rows.place()).matches("byte=\\d+ batch=1 row=0");
        }
    }

    @Test
    void saysWhatAFileReallyIs() {
        assertThat(refusal("version https://git-lfs.github.com/spec/v1\n"))
                .isEqualTo(
                        "[a] cannot be read as Arrow: it is a pointer of Git LFS, and not the file that it points to");
        assertThat(refusal("<!DOCTYPE html>\n")).isEqualTo("[a] cannot be read as Arrow: it is an HTML page");
        assertThat(refusal("FEA1\0\0\0\0"))
                .isEqualTo("[a] cannot be read as Arrow: it is Feather of version 1, which is not read; write it anew"
                        + " with version 2");
        assertThat(refusal("\u001f\b")).startsWith("[a] cannot be read as Arrow: it ");
        assertThat(refusal("(\u00b5")).startsWith("[a] cannot be read as Arrow: it ");
    }

    @Test
    void namesTheColumnsWhereThereIsNoneWithTheText() {
        assertThatThrownBy(() -> ArrowRows.open(
                        new ParquetFile.Bytes("a", ArrowFile.file(List.of("qoraal", "url"), 9, List.of())),
                        START,
                        Fields.ofText("text")))
                .isInstanceOfSatisfying(
                        SourceException.class,
                        e -> assertThat(e.remedies())
                                .containsExactly(new Remedy.Choose("text_field", List.of("qoraal", "url"))))
                .hasMessage("[a] has no column \"text\"");
    }

    @Test
    void refusesTwoColumnsOfTheWantedName() {
        assertThatThrownBy(() -> ArrowRows.open(
                        new ParquetFile.Bytes("a", ArrowFile.file(List.of("text", "text"), 9, THREE)),
                        START,
                        Fields.ofText("text")))
                .hasMessage("[a] cannot be read as Arrow: it has two columns \"text\", and which one is meant cannot"
                        + " be told");
    }

    @Test
    void setsARowAsideThatIsTooLargeAndReadsOn() throws Exception {
        List<Map<String, String>> rows =
                List.of(Map.of("text", "koow"), Map.of("text", "x".repeat(92)), Map.of("text", "saddex"));

        assertThat(steps(ArrowFile.file(List.of("text"), 9, rows), START, Set.of("text"), 0))
                .extracting(Step::came)
                .containsExactly(
                        "a batch=0 row=0 {text=koow}",
                        "[a batch=0 row=1] is longer than the 99 bytes that are allowed",
                        "a batch=0 row=2 {text=saddex}");
    }

    @Test
    void setsTextAsideThatIsNotUtf8() throws Exception {
        byte[] file = ArrowFile.stream(List.of("text"), 9, List.of(Map.of("text", "koow"), Map.of("text", "laba")));
        file[new String(file, ISO_8859_1).indexOf("koow")] = (byte) 0xff;

        assertThat(steps(file, START, Set.of("text"), 0))
                .extracting(Step::came)
                .containsExactly(
                        "[a batch=0 row=0] column \"text\" is declared to be text, but its bytes are not UTF-8",
                        "a batch=0 row=1 {text=laba}");
    }

    /** Else the next attempt would go on after a row that nobody has heard of. */
    @Test
    void staysAtARowThatCannotBeRead() throws Exception {
        byte[] file = ArrowFile.stream(
                List.of("text"), 9, List.of(Map.of("text", "koow"), Map.of("text", "laba"), Map.of("text", "shan")));
        int second = new String(file, ISO_8859_1).indexOf("\4\0\0\0\b\0\0\0\f\0\0\0");
        file[second + 4] = 3;
        try (ArrowRows rows = ArrowRows.open(new ParquetFile.Bytes("a", file), Set.of("text"), 99)) {
            assertThat(rows.next()).isPresent();
            for (int time = 0; time < 2; time++) {
                assertThatThrownBy(rows::next)
                        .isInstanceOf(UnreadableException.class)
                        .hasMessageEndingWith("row 1 ends before it begins");
                assertThat(rows.place()).isEqualTo("batch=0 row=1");
            }
        }
    }

    /** Whatever is changed in a file, it gives rows or is unreadable: it never ends the program. */
    @Test
    void survivesEveryByteThatIsChanged() throws Exception {
        for (byte[] whole : both(2, THREE)) {
            for (int at = 0; at < whole.length; at++) {
                for (int value : new int[] {0, 0x7f, 0xff, whole[at] ^ 1, whole[at] ^ 0x80}) {
                    byte[] changed = whole.clone();
                    changed[at] = (byte) value;
                    try {
                        steps(changed, START, Set.of("text"), 0);
                    } catch (UnreadableException damaged) {
                        assertThat(damaged).hasMessageStartingWith("[a] cannot be read as Arrow");
                    }
                }
            }
        }
    }

    private static String refusal(String content) {
        try {
            steps(content.getBytes(UTF_8), START, Set.of("text"), 0);
            return "none";
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    private static List<byte[]> both(int batchRows, List<Map<String, String>> rows) {
        List<String> columns = List.of("url", "text");
        return List.of(ArrowFile.file(columns, batchRows, rows), ArrowFile.stream(columns, batchRows, rows));
    }

    private static List<Step> steps(byte[] file, String place, Set<String> wanted, int skipped) throws IOException {
        List<Step> steps = new ArrayList<>();
        try (ArrowRows rows =
                ArrowRows.open(new ParquetFile.Bytes("a", file), wanted, wanted.size() == 1 ? 99 : 1 << 20)) {
            rows.seek(place);
            assertThat(rows.skip(skipped)).isEqualTo(skipped);
            while (true) {
                try {
                    Optional<Row> row = rows.next();
                    if (row.isEmpty()) {
                        return steps;
                    }
                    steps.add(new Step(row.get().id() + " " + row.get().values(), rows.place()));
                } catch (MalformedDocumentException e) {
                    steps.add(new Step(e.getMessage(), rows.place()));
                }
            }
        }
    }
}
