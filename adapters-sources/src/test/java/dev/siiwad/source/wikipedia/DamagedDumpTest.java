package dev.siiwad.source.wikipedia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A damaged dump never ends as if it were whole, and never gives what it did not hold. */
class DamagedDumpTest {
    private static final String ARTICLE = Dumps.article(7, "Muqdisho", "text");
    private static final List<String> PAGES = Dumps.pages().subList(4, 9);
    private static final int EMPTY_STREAM_BYTES = 14;
    /** One of so many bytes is the last one, or the damaged one. */
    private static final int STEP = Boolean.getBoolean("siiwad.thorough") ? 1 : 3;

    @TempDir
    private Path directory;

    private Path dump;

    @BeforeEach
    void name() {
        dump = directory.resolve("sowiki.xml.bz2");
    }

    @Test
    void cutShortAtAnyByteIsAnErrorInAMultistreamDump() throws IOException {
        byte[] whole = Dumps.multistream(PAGES, 2);
        requireErrorWhenCutShort(whole, whole.length - EMPTY_STREAM_BYTES);
    }

    @Test
    void cutShortAtAnyByteIsAnErrorInASingleStream() throws IOException {
        byte[] whole = Dumps.bz2(Dumps.utf8(Dumps.xml(PAGES)));
        requireErrorWhenCutShort(whole, whole.length);
    }

    @Test
    void cutShortAtAnyByteIsAnErrorInAGzipDump() throws IOException {
        byte[] whole = Dumps.gzip(Dumps.utf8(Dumps.xml(PAGES)), 2000);
        requireErrorWhenCutShort(whole, whole.length);
    }

    @Test
    void cutShortAtAnyByteIsAnErrorInAPlainDump() throws IOException {
        byte[] whole = Dumps.utf8(Dumps.xml(PAGES));
        requireErrorWhenCutShort(whole, whole.length - 1);
    }

    @Test
    void cutShortAtAnyByteIsAnErrorInUtf16() throws IOException {
        String xml = Dumps.xml(List.of(Dumps.article(5, "\ud834\udd1e", "\ud834\udd1e")));
        byte[] whole = Dumps.utf16(xml, StandardCharsets.UTF_16LE);
        requireErrorWhenCutShort(whole, whole.length - 2);
    }

    private void requireErrorWhenCutShort(byte[] whole, int complete) throws IOException {
        for (int length = complete - 1; length >= 0; length -= STEP) {
            Files.write(dump, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> read(dump))
                    .as("cut to %s of %s bytes", length, whole.length)
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith(dump + ": ");
        }
    }

    @Test
    void aFlippedBitIsAnErrorInBzip2() throws IOException {
        requireNothingElseWhenFlipped(Dumps.multistream(PAGES, 2));
    }

    @Test
    void aFlippedBitIsAnErrorInGzip() throws IOException {
        requireNothingElseWhenFlipped(Dumps.gzip(Dumps.utf8(Dumps.xml(PAGES)), 2000));
    }

    /** Some bits mean nothing: the level of a stream, its padding, the time in a gzip header. */
    private void requireNothingElseWhenFlipped(byte[] whole) throws IOException {
        Files.write(dump, whole);
        List<String> all = read(dump);
        int unnoticed = 0;
        for (int i = 0; i < whole.length; i += STEP) {
            byte[] flipped = whole.clone();
            flipped[i] ^= (byte) (1 << i % 8);
            Files.write(dump, flipped);
            try {
                assertThat(read(dump)).as("byte %s flipped", i).isEqualTo(all);
                unnoticed++;
            } catch (IOException e) {
                assertThat(e).hasMessageStartingWith(dump + ": ");
            }
        }
        assertThat(unnoticed).isLessThan(40 / STEP);
    }

    @Test
    void saysFileByteAndPageWhenADumpIsCutShort() throws IOException {
        byte[] whole = Dumps.utf8(Dumps.header("0.11") + ARTICLE);
        Files.write(dump, Arrays.copyOf(whole, whole.length - 30));
        assertThatThrownBy(() -> read(dump))
                .hasMessage(dump + ": byte " + (whole.length - 30) + ", in page 1 from byte 0 on \"Muqdisho\":"
                        + " the file ends inside a tag; it was cut short: get it again");
    }

    @Test
    void saysStreamAndPageWhenBzip2IsDamaged() throws IOException {
        byte[] whole = Dumps.multistream(PAGES, 2);
        byte[] header = Dumps.bz2(Dumps.utf8(Dumps.header("0.11")));
        byte[] first = Dumps.bz2(Dumps.utf8(String.join("", PAGES.subList(0, 2))));
        int second = header.length + first.length;
        whole[second + 150] ^= 4;
        Files.write(dump, whole);
        assertThatThrownBy(() -> read(dump))
                .hasMessageStartingWith(
                        dump + ": byte " + (second + 4) + " (in the bz2 stream at byte " + second + "): a bz2 block")
                .hasMessageEndingWith("; after page 2 from byte " + header.length + " on");
    }

    @Test
    void refusesWhatIsNotADump() throws IOException {
        refuses("", "the file is empty");
        refuses("<html><body>404</body></html>", "the root element is <html>; expected <mediawiki>");
        refuses("no markup at all", "the file ends before </mediawiki>");
        refuses("<7b\ufffd~>", "the root element is <7b??>; expected <mediawiki>");
        refuses("<mediawiki><logitem></logitem></mediawiki>", "found <logitem>: it holds the wiki's log, no pages");
        refuses("x".repeat(2 << 20), "more than 1048576 bytes outside a page");
        refuses("<mediawiki><siteinfo></mediawiki>", "the header is malformed: ");
        refuses("<mediawiki><siteinfo>" + ARTICLE, "the header is malformed: ");
        refuses("text <mediawiki></mediawiki>", "the header is malformed: ");
        refuses("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><mediawiki></mediawiki>", "encoding is ISO-8859-1");
        refuses("<!DOCTYPE mediawiki [<!ENTITY a \"b\">]><mediawiki></mediawiki>", "a document type");
        refuses("<mediawiki>&lol;</mediawiki>", "the header is malformed: ");
    }

    @Test
    void refusesWhatIsMalformedAroundPages() throws IOException {
        String open = Dumps.header("0.10");
        refuses(open + ARTICLE + "text" + ARTICLE + Dumps.FOOTER, "found text outside a page");
        refuses(open + ARTICLE + "<page/>" + Dumps.FOOTER, "found <page> between pages");
        refuses(open + ARTICLE + "<logitem></logitem>" + Dumps.FOOTER, "found <logitem> between pages");
        refuses(open + ARTICLE + Dumps.FOOTER + "more", "found text outside a page");
        refuses(open + ARTICLE + Dumps.FOOTER + "<page>", "found <page> after </mediawiki>");
        refuses(open + ARTICLE + "<<page>" + Dumps.FOOTER, "a \"<\" that begins no tag");
        refuses(open + ARTICLE + "<page <page>" + Dumps.FOOTER, "a \"<\" inside the tag <page>");
        refuses(open + ARTICLE + "< page>" + Dumps.FOOTER, "a \"<\" that begins no tag");
    }

    private void refuses(String content, String reason) throws IOException {
        Files.writeString(dump, content);
        assertThatThrownBy(() -> read(dump))
                .as(content.substring(0, Math.min(100, content.length())))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(dump + ": ")
                .hasMessageContaining(reason);
    }

    private static List<String> read(Path file) throws IOException {
        List<String> all = new ArrayList<>();
        try (DumpPages pages = DumpPages.open(DumpFile.open(file), DumpPosition.START, DumpPages.PAGE_BYTES_MAX, 2)) {
            for (Optional<Pages.Found> next = pages.next(); next.isPresent(); next = pages.next()) {
                all.add(next.get().page().toString());
            }
        }
        return all;
    }
}
