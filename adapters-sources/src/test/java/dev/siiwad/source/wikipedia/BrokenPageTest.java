package dev.siiwad.source.wikipedia;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.source.Source;
import dev.siiwad.testkit.SourceContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A page that is not XML, or too large, costs that page and nothing after it. */
class BrokenPageTest {
    private static final String TEXT = "Kani waa qoraal.";

    @TempDir
    private Path directory;

    @Test
    void oneOfTwoHundredThousandElementNamesIsSetAsideUnparsed() throws IOException {
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < 200_000; i++) {
            names.append("<n").append(Integer.toString(i, 36)).append("/>");
        }
        List<String> pages = List.of(
                Dumps.article(1, "A", TEXT),
                Dumps.article(2, "B", TEXT).replace("<revision>", names + "<revision>"),
                Dumps.article(3, "C", TEXT));

        assertThat(read(Dumps.utf8(Dumps.xml(pages)), DumpPages.PAGE_BYTES_MAX))
                .hasSize(3)
                .element(1)
                .asString()
                .contains("tags and attributes; at most 10000 are read");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\b",
                "\f",
                "\ufffe",
                "&nbsp;",
                "&#xD83D;",
                "&#0;",
                "& b",
                "<br />",
                "<br>",
                "a < b",
                "a <b < c",
                "x <",
                "<a href=\"x>",
                "<!-- never closed",
                "<!- no comment",
                "<!DOCTYPE html>",
                "<![CDATA[ never closed",
                "<?php echo 1",
                "</text>",
                "</page>",
                "</page> and more",
                "<text>",
                "</revision>",
                "<revision>",
                "<page>",
                "]]>",
            })
    void isSetAsideAndTheNextOneIsRead(String wrong) throws IOException {
        List<String> pages = List.of(
                Dumps.article(1, "A", TEXT), Dumps.article(2, "B", TEXT + " " + wrong), Dumps.article(3, "C", TEXT));
        for (byte[] content : List.of(
                Dumps.utf8(Dumps.xml(pages)),
                Dumps.multistream(pages, 1),
                Dumps.multistream(pages, 3),
                Dumps.unaligned(Dumps.utf8(Dumps.xml(pages)), 7),
                Dumps.gzip(Dumps.utf8(Dumps.xml(pages)), 1000))) {
            List<String> came = read(content, DumpPages.PAGE_BYTES_MAX);
            assertThat(came.get(0)).isEqualTo("A");
            assertThat(came.get(1)).startsWith("page 2 \"B\": page \"B\" (").contains("malformed XML: ");
            assertThat(came.get(came.size() - 1)).isEqualTo("C");
            assertThat(came).hasSizeBetween(3, 4);
        }
    }

    @Test
    void saysWhatIsWrongAndWhereInThePage() throws IOException {
        assertThat(read(
                        Dumps.utf8(Dumps.xml(List.of(Dumps.article(1, "A", "x&nbsp;y"), Dumps.article(2, "B", "\b")))),
                        9999))
                .satisfiesExactly(
                        entity -> assertThat(entity)
                                .matches(
                                        ".*malformed XML: an entity that XML does not have: &nbsp; \\(line \\d+, column \\d+ of the page\\)"),
                        control -> assertThat(control)
                                .matches(
                                        ".*Illegal XML character \\(\\(CTRL-CHAR, code 8\\)\\) \\(line \\d+, column \\d+ of the page\\)"));
    }

    @Test
    void isSetAsideWhereItsBytesAreNotUtf8() throws IOException {
        byte[] dump = Dumps.utf8(Dumps.xml(List.of(Dumps.article(1, "A", "te~xt"), Dumps.article(2, "B", TEXT))));
        for (int i = 0; i < dump.length; i++) {
            dump[i] = dump[i] == '~' ? (byte) 0xff : dump[i];
        }
        assertThat(read(dump, DumpPages.PAGE_BYTES_MAX))
                .hasSize(2)
                .first()
                .asString()
                .startsWith("page 1 \"A\": page \"A\" (ends at byte ");
    }

    @Test
    void isSetAsideWhereItLacksItsEnd() throws IOException {
        String cut = Dumps.article(1, "A", TEXT).replace("  </page>\n", "");
        assertThat(read(Dumps.utf8(Dumps.xml(List.of(cut, Dumps.article(2, "B", TEXT)))), DumpPages.PAGE_BYTES_MAX))
                .hasSize(2)
                .last()
                .isEqualTo("B");
        assertThat(read(Dumps.utf8(Dumps.xml(List.of(cut))), DumpPages.PAGE_BYTES_MAX))
                .hasSize(1)
                .first()
                .asString()
                .endsWith("malformed XML: </mediawiki> comes before </page>");
    }

    @Test
    void isNamedByItsPlaceWhereItHasNoName() throws IOException {
        String nameless = "  <page><revision><text>a < b</text></revision></page>\n";
        byte[] header = Dumps.bz2(Dumps.utf8(Dumps.header("0.11")));
        byte[] dump = Dumps.joined(List.of(
                header,
                Dumps.bz2(Dumps.utf8(Dumps.article(1, "A", TEXT) + nameless)),
                Dumps.bz2(Dumps.utf8(Dumps.FOOTER))));
        assertThat(read(dump, DumpPages.PAGE_BYTES_MAX).get(1))
                .startsWith("page, page 2 from byte " + header.length + " on: page (page 2 from byte ");
    }

    @Test
    void isSetAsideWhereItIsTooLarge() throws IOException {
        List<String> pages = List.of(
                Dumps.article(1, "A", TEXT),
                Dumps.article(2, "Large", "x".repeat(5000)),
                Dumps.article(3, "Attribute", TEXT).replace("bytes=\"", "bytes=\"" + "9".repeat(5000)),
                Dumps.article(4, "Comment", "<!--" + " <b> ".repeat(1000) + "-->"),
                Dumps.article(5, "E", TEXT));
        for (byte[] content : List.of(
                Dumps.utf8(Dumps.xml(pages)),
                Dumps.multistream(pages, 1),
                Dumps.unaligned(Dumps.utf8(Dumps.xml(pages)), 31))) {
            List<String> came = read(content, 2000);
            assertThat(came).hasSize(5).startsWith("A").endsWith("E");
            assertThat(came.subList(1, 4))
                    .allSatisfy(
                            line -> assertThat(line).startsWith("page ").endsWith("more than 2000 bytes in a page"));
        }
    }

    @Test
    void mayBeLargerWhereThereIsMoreMemory() {
        assertThat(DumpPages.pageBytesMax(64L << 20)).isEqualTo(12 << 20);
        assertThat(DumpPages.pageBytesMax(1L << 30)).isEqualTo(32 << 20);
        assertThat(DumpPages.pageBytesMax(Long.MAX_VALUE)).isEqualTo(256 << 20);
    }

    @Test
    void isPassedOverWhereItIsNoArticle() throws IOException {
        byte[] dump = Dumps.utf8(Dumps.xml(List.of(
                Dumps.page(1, "10", "Template:A", "", "a < b"),
                Dumps.page(2, "0", "B", "    <redirect title=\"C\" />\n", "&nbsp;"),
                Dumps.article(3, "C", TEXT))));
        Path file = Files.write(directory.resolve("dump"), dump);
        try (DumpPages pages = DumpPages.open(DumpFile.open(file), DumpPosition.START, DumpPages.PAGE_BYTES_MAX, 2)) {
            assertThat(pages.next().orElseThrow().page().isArticle()).isFalse();
            assertThat(pages.next().orElseThrow().page().isArticle()).isFalse();
            assertThat(pages.next().orElseThrow().page().isArticle()).isTrue();
        }
    }

    @Test
    void aHistoryOfAnyLengthTakesTheRoomOfTwoRevisions() throws IOException {
        StringBuilder revisions = new StringBuilder();
        for (int n = 1; n <= 600; n++) {
            revisions.append(revision(n, "2026-01-01T00:00:00Z"));
        }
        String page = "  <page><title>Long</title><ns>0</ns><id>1</id>" + revisions + "</page>\n";
        assertThat(page.length()).isGreaterThan(100_000);
        for (byte[] content : List.of(
                Dumps.utf8(Dumps.xml(List.of(page))), Dumps.unaligned(Dumps.utf8(Dumps.xml(List.of(page))), 3001))) {
            assertThat(text(content, 2000)).isEqualTo("revision 600");
        }
    }

    @Test
    void theNewestRevisionIsReadInWhateverOrderTheyCome() throws IOException {
        String page = "  <page><title>T</title><ns>0</ns><id>1</id>" + revision(1, "2001-01-01T00:00:00Z")
                + revision(3, "2003-01-01T00:00:00Z") + revision(2, "2002-01-01T00:00:00Z") + "</page>\n";
        assertThat(text(Dumps.utf8(Dumps.xml(List.of(page))), 2000)).isEqualTo("revision 3");
    }

    private static String revision(int n, String timestamp) {
        return "<revision><id>" + n + "</id><timestamp>" + timestamp + "</timestamp><comment>" + "c".repeat(200)
                + "</comment><text>revision " + n + "</text></revision>\n";
    }

    private String text(byte[] content, int pageBytesMax) throws IOException {
        Path file = Files.write(directory.resolve("dump"), content);
        try (DumpPages pages = DumpPages.open(DumpFile.open(file), DumpPosition.START, pageBytesMax, 2)) {
            return ((Page) pages.next().orElseThrow().page()).text().orElseThrow();
        }
    }

    private List<String> read(byte[] content, int pageBytesMax) throws IOException {
        Path file = Files.write(directory.resolve("dump"), content);
        List<String> came = new ArrayList<>();
        try (DumpPages pages = DumpPages.open(DumpFile.open(file), DumpPosition.START, pageBytesMax, 2)) {
            for (Optional<Pages.Found> next = pages.next(); next.isPresent(); next = pages.next()) {
                came.add(
                        next.get().page() instanceof BrokenPage broken
                                ? broken.name() + ": " + broken.reason()
                                : ((Page) next.get().page()).title().orElseThrow());
            }
        }
        return came;
    }

    private abstract static class Broken extends SourceContract {
        @TempDir
        private Path directory;

        private Path dump;

        abstract byte[] content(List<String> pages) throws IOException;

        @BeforeEach
        void write() throws IOException {
            List<String> pages = new ArrayList<>(Dumps.pages().subList(0, 8));
            pages.add(Dumps.article(30, "Bad < tag", TEXT));
            pages.add(Dumps.article(31, "Entity", "&nbsp;"));
            pages.add(Dumps.article(32, "Tag", "a <br/> b"));
            pages.add(Dumps.article(39, "Early end", TEXT + "</page>" + TEXT.repeat(9)));
            pages.add(Dumps.article(33, "Fine", TEXT));
            pages.add(Dumps.article(34, "Open comment", "<!-- " + TEXT.repeat(5)));
            pages.add(Dumps.article(35, "No end", TEXT).replace("</page>", ""));
            pages.add(Dumps.article(36, "Less", "a < b " + TEXT.repeat(9)));
            pages.add(Dumps.article(37, "Last", TEXT));
            pages.add(Dumps.article(38, "No end at all", TEXT).replace("</page>", ""));
            dump = Files.write(directory.resolve("dump"), content(pages));
        }

        @Override
        protected Source open() throws IOException {
            return WikipediaSource.ofFile("so", Optional.empty(), dump, dump.resolveSibling("raw"));
        }
    }

    @Nested
    class InPlainXml extends Broken {
        @Override
        byte[] content(List<String> pages) {
            return Dumps.utf8(Dumps.xml(pages));
        }
    }

    @Nested
    class InStreamsOfPages extends Broken {
        @Override
        byte[] content(List<String> pages) throws IOException {
            return Dumps.multistream(pages, 3);
        }
    }

    @Nested
    class InStreamsThatCutThem extends Broken {
        @Override
        byte[] content(List<String> pages) throws IOException {
            return Dumps.unaligned(Dumps.utf8(Dumps.xml(pages)), 101);
        }
    }

    @Nested
    class InStreamsThatCutEverything extends Broken {
        @Override
        byte[] content(List<String> pages) throws IOException {
            return Dumps.unaligned(Dumps.utf8(Dumps.xml(pages)), 7);
        }
    }
}
