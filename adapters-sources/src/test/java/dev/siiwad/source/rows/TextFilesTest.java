package dev.siiwad.source.rows;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.Remedy;
import dev.siiwad.source.SourceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plain text and tables. */
class TextFilesTest {
    private static final int BYTES_MAX = 60;
    private static final Fields TEXT = Fields.ofText("text");

    @TempDir
    private Path directory;

    private interface Opened {
        Rows at(Path file, String place) throws IOException;
    }

    private record Step(String came, String after) {}

    @Test
    void takesEachLineForADocument() throws Exception {
        assertThat(came(text("text"), "\uFEFFkoow\r\n\n  \nlaba \n\nsaddex"))
                .containsExactly("a:1 {text=koow}", "a:4 {text=laba }", "a:6 {text=saddex}");
    }

    @Test
    void takesTheLinesUpToABlankOneForADocument() throws Exception {
        assertThat(came(text("paragraph"), "\n\nkoow\r\nlaba\r\n\r\n \n\nsaddex\n"))
                .containsExactly("a:3 {paragraph=koow\nlaba}", "a:8 {paragraph=saddex}");
    }

    @Test
    void setsADocumentAsideThatIsTooLongOrNotUtf8() throws Exception {
        String tooLong = "x".repeat(40) + "\n" + "y".repeat(40);

        assertThat(came(text("paragraph"), tooLong + "\n\nkoow\n"))
                .containsExactly("[a:1] is longer than the 60 bytes that are allowed", "a:4 {paragraph=koow}");
        assertThat(came(text("text"), "koow\n\u00e9\u00e9\u00e9\nlaba".getBytes(ISO_8859_1)))
                .containsExactly("a:1 {text=koow}", "[a:2] is not UTF-8", "a:3 {text=laba}");
    }

    @Test
    void knowsNoOtherFieldsOfPlainText() throws Exception {
        assertThatThrownBy(() -> came(text("body"), "koow"))
                .isInstanceOfSatisfying(
                        SourceException.class,
                        e -> assertThat(e.remedies())
                                .containsExactly(new Remedy.Choose("text_field", List.of("text", "paragraph"))))
                .hasMessage("[a] is plain text and has no field \"body\"");
    }

    @Test
    void readsTablesByTheNamesInTheirFirstRecord() throws Exception {
        String table = "\uFEFF\"text\",n\r\n\"koow, \"\"laba\"\"\r\nsaddex\",1\r\n\r\n5\" wide,2\n,3\nshan\n";

        assertThat(came(csv(TEXT), table))
                .containsExactly(
                        "a:2 {text=koow, \"laba\"\nsaddex}", "a:5 {text=5\" wide}", "a:6 {}", "a:7 {text=shan}");
    }

    @Test
    void setsARecordAsideThatIsNone() throws Exception {
        assertThat(came(csv(TEXT), "text,n\na,b,c\nkoow,1\n\"never\nends"))
                .containsExactly(
                        "[a:2] has 3 fields; the file has 2 columns",
                        "a:3 {text=koow}",
                        "[a:4] begins with quotes that never end");
        assertThat(came(csv(TEXT), "text\n\"" + "x\n".repeat(40) + "\"\nkoow\n").get(0))
                .isEqualTo("[a:2] is longer than the 60 bytes that are allowed");
    }

    @Test
    void refusesATableWithoutTheTextOrWithTwoOfAName() throws Exception {
        assertThatThrownBy(() -> came(csv(TEXT), "qoraal,n\n"))
                .isInstanceOfSatisfying(
                        SourceException.class,
                        e -> assertThat(e.remedies())
                                .containsExactly(new Remedy.Choose("text_field", List.of("qoraal", "n"))))
                .hasMessage("[a] has no column \"text\"");
        assertThatThrownBy(() -> came(csv(TEXT), "text,text\n"))
                .isInstanceOf(UnreadableException.class)
                .hasMessage("[a] has two columns of one name: [text, text]");
    }

    @Test
    void joinsColumnsOfATable() throws Exception {
        Fields joined = Fields.ofText("su'aal+jawaab");

        Path file = Files.writeString(directory.resolve("a"), "su'aal,jawaab\nkoow,laba\n");
        try (Rows rows = csv(joined).at(file, "line=0")) {
            assertThat(new RowDocuments(joined)
                            .document(rows.next().orElseThrow())
                            .text())
                    .isEqualTo("koow\nlaba");
        }
    }

    @Test
    void saysWhatATextFileReallyIs() {
        for (Opened format : List.of(text("text"), csv(TEXT))) {
            assertThatThrownBy(() -> came(format, "version https://git-lfs.github.com/spec/v1\noid sha256:0\n"))
                    .isInstanceOf(UnreadableException.class)
                    .hasMessage("[a] is a pointer of Git LFS, and not the file that it points to");
        }
    }

    @Test
    void carriesOnFromEveryDocumentAndSkipsAsManyInEveryWrapping() throws Exception {
        byte[] paragraphs = "\nkoow\nlaba\n\n\nsaddex\n\n".repeat(5).getBytes(UTF_8);
        byte[] table = ("text,n\n" + "\"koow\n\nlaba\",1\n\nx,y,z\nsaddex\n".repeat(5)).getBytes(UTF_8);
        for (Map.Entry<Opened, byte[]> format :
                Map.of(text("paragraph"), paragraphs, csv(TEXT), table).entrySet()) {
            byte[] plain = format.getValue();
            for (byte[] packed : List.of(
                    plain,
                    Packed.gzip(plain, 7),
                    Packed.zstd(plain, 7),
                    Packed.bzip2(plain),
                    Packed.xz(plain),
                    Packed.lz4(plain))) {
                Path file = Files.write(directory.resolve("a"), packed);
                List<Step> all = steps(format.getKey(), file, "line=0", 0);
                assertThat(all).hasSizeGreaterThan(9);
                for (int n = 0; n < all.size(); n++) {
                    assertThat(steps(format.getKey(), file, all.get(n).after(), 0))
                            .isEqualTo(all.subList(n + 1, all.size()));
                    assertThat(steps(format.getKey(), file, "line=0", n)).isEqualTo(all.subList(n, all.size()));
                }
            }
        }
    }

    private static Opened text(String field) {
        return (file, place) -> TextRows.open(OnDisk.bytes("a", file), place, Fields.ofText(field), BYTES_MAX);
    }

    private static Opened csv(Fields fields) {
        return (file, place) -> CsvRows.open(OnDisk.bytes("a", file), place, fields, ',', BYTES_MAX);
    }

    private List<String> came(Opened opened, String content) throws IOException {
        return came(opened, content.getBytes(UTF_8));
    }

    private List<String> came(Opened opened, byte[] content) throws IOException {
        Path file = Files.write(directory.resolve("a"), content);
        return steps(opened, file, "line=0", 0).stream().map(Step::came).toList();
    }

    private static List<Step> steps(Opened opened, Path file, String place, int skipped) throws IOException {
        List<Step> steps = new ArrayList<>();
        try (Rows rows = opened.at(file, place)) {
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
