package dev.siiwad.source.wikipedia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.Helps;
import dev.siiwad.source.Position;
import dev.siiwad.source.Reading;
import dev.siiwad.source.Remedy;
import dev.siiwad.source.Source;
import dev.siiwad.source.SourceException;
import dev.siiwad.testkit.SourceContract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dumps as they were, exports of single pages, and files that are no dump to read. */
class OldDumpTest {
    @TempDir
    private Path directory;

    private Path dump;

    @BeforeEach
    void name() {
        dump = directory.resolve("it's a dump");
    }

    @Test
    void tellsArticlesByTheirTitlesWhereNoPageSaysItsNamespace() throws Exception {
        String xml = Dumps.oldHeader() + String.join("", Dumps.oldPages()) + Dumps.FOOTER;
        assertThat(titles(Dumps.utf8(xml))).containsExactly("Alfa", "Terminator: Salvation", "Beta", "Gamma", ":Delta");
        assertThat(titles(Dumps.utf8(xml.replace(" version=\"0.3\"", ""))))
                .containsExactly("Alfa", "Terminator: Salvation", "Beta", "Gamma", ":Delta");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#REDIRECT [[Muqdisho]]",
                "#redirect[[Muqdisho]]",
                " \n#Redirect : [[Muqdisho#Taariikh|x]] {{R}}",
                "#WEITERLEITUNG [[Muqdisho]]",
                "#Перенаправление [[Муқдишо]]",
                "#تحويل [[مقديشو]]",
                "#YÖNLENDİRME [[X]]",
                "＃転送 [[X]]",
                "#patrz [[X]]",
            })
    void aRedirectIsOneByItsTextToo(String text) throws Exception {
        assertThat(titles(Dumps.utf8(Dumps.xml(List.of(Dumps.article(1, "A", text), Dumps.article(2, "B", "text"))))))
                .containsExactly("B");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "REDIRECT [[X]]",
                "#REDIRECT X",
                "#REDIRECT [[]]",
                "# [[X]]",
                "#Liiska [[X]]",
                "#REDIRECT [[X\n]]"
            })
    void noOtherTextIsARedirect(String text) {
        assertThat(RedirectText.in(text)).isFalse();
    }

    @Test
    void readsAPageWithoutTheRestOfTheExport() throws Exception {
        String page = Dumps.article(1, "A", "text").strip();
        assertThat(titles(Dumps.utf8(page))).containsExactly("A");
        assertThat(titles(Dumps.utf8("\ufeff<?xml version=\"1.0\"?>\n" + page + "\n" + Dumps.article(2, "B", "text"))))
                .containsExactly("A", "B");
        assertThat(titles(Dumps.utf8(page.replace("<ns>0</ns>", "")))).containsExactly("A");
        for (int length = 1; length < page.length(); length++) {
            byte[] cut = Dumps.utf8(page.substring(0, length));
            assertThatThrownBy(() -> titles(cut)).isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "377abcaf271c0004, a 7z archive, 7z x ",
        "504b030414000000, a zip archive, unzip ",
        "04224d18, compressed with lz4, lz4 -dk ",
    })
    void saysWhatUnpacksAFormatThatItDoesNotRead(String head, String what, String command) throws IOException {
        Files.write(dump, HexFormat.of().parseHex(head));
        Source source = WikipediaSource.ofFile("so", Optional.empty(), dump, dump.resolveSibling("raw"));
        assertThatThrownBy(source::snapshot)
                .isInstanceOf(SourceException.class)
                .hasMessage(dump + ": is " + what + ", which is not read; unpack it, for example with " + command + " '"
                        + dump.toString().replace("'", "'\\''") + "', and give the .xml in it")
                .satisfies(Helps.by(new Remedy.Give("dump")));
    }

    @Test
    void aTarArchiveIsNoDump() throws IOException {
        byte[] tar = new byte[1024];
        byte[] mark = "ustar".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(mark, 0, tar, 257, mark.length);
        Files.write(dump, tar);
        assertThatThrownBy(() -> WikipediaSource.ofFile("so", Optional.empty(), dump, dump.resolveSibling("raw"))
                        .snapshot())
                .hasMessageContaining("is a tar archive, which is not read; unpack it, for example with tar -xf ");
    }

    @Test
    void aDumpWithoutTextsIsRefusedAndAPageWithoutItsTextSetAside() throws Exception {
        String stub = Dumps.article(1, "Stub", "").replace("bytes=\"0\"", "bytes=\"95\" id=\"7\"");
        assertThatThrownBy(() -> titles(Dumps.utf8(Dumps.xml(List.of(stub)))))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("the text of page \"Stub\" is not in it, as in a stub dump");
        Files.write(dump, Dumps.utf8(Dumps.xml(List.of(Dumps.article(2, "Whole", "text"), stub))));
        try (DumpPages pages = DumpPages.open(DumpFile.open(dump), DumpPosition.START, DumpPages.PAGE_BYTES_MAX, 2)) {
            assertThat(pages.next().orElseThrow().page()).isInstanceOf(Page.class);
            assertThat(pages.next().orElseThrow().page()).isInstanceOf(BrokenPage.class);
        }
    }

    private List<String> titles(byte[] content) throws Exception {
        Files.write(dump, content);
        Source source = WikipediaSource.ofFile("so", Optional.empty(), dump, dump.resolveSibling("raw"));
        List<String> titles = new ArrayList<>();
        try (DocumentReader reader = source.open(source.snapshot(), Position.START)) {
            while (reader.read() instanceof Reading.Read read) {
                titles.add(read.document().title());
            }
        }
        return titles;
    }

    @Nested
    class OldPages extends SourceContract {
        @BeforeEach
        void write() throws IOException {
            Files.write(dump, Dumps.utf8(Dumps.oldHeader() + String.join("", Dumps.oldPages()) + Dumps.FOOTER));
        }

        @Override
        protected Source open() throws IOException {
            return WikipediaSource.ofFile("so", Optional.empty(), dump, dump.resolveSibling("raw"));
        }
    }

    @Nested
    class PagesWithoutARoot extends SourceContract {
        @BeforeEach
        void write() throws IOException {
            Files.write(dump, Dumps.utf8(String.join("", Dumps.pages())));
        }

        @Override
        protected Source open() throws IOException {
            return WikipediaSource.ofFile("so", Optional.empty(), dump, dump.resolveSibling("raw"));
        }
    }
}
