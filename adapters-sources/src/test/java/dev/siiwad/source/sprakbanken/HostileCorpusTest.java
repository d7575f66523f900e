package dev.siiwad.source.sprakbanken;

import static dev.siiwad.source.sprakbanken.Made.corpus;
import static dev.siiwad.source.sprakbanken.Made.sentence;
import static dev.siiwad.source.sprakbanken.Made.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are damaged, or made to do harm, end in an error that says where. */
class HostileCorpusTest {
    private static final String GOOD =
            corpus("<text title=\"Kow\">" + sentence("Waa kan & kaas .".replace("&", "&amp;"))
                    + "<!-- x --></text><text title=\"Labo\">" + sentence("token", "La' go'aan ñ .") + "</text>");

    @TempDir
    private Path directory;

    @Test
    void aFileCutAnywhereIsAnErrorThatSaysWhereAndInWhichElement() {
        byte[] whole = Made.bytes(GOOD.stripTrailing());
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> texts(cut))
                    .as("cut at %s", length)
                    .isInstanceOf(IOException.class)
                    .hasMessageMatching("(?s)\\[made\\.xml\\] line \\d+, column \\d+, in (no element|<corpus>.*): .*");
        }
        assertThatThrownBy(() -> texts(Made.bytes("<corpus><text><sentence><w>Wa")))
                .hasMessageStartingWith("[made.xml] line 1, column 30, in <corpus><text><sentence><w>: ")
                .hasMessageNotContaining("unknown-source");
    }

    @Test
    void aPackedFileCutAnywhereIsAnError() throws IOException {
        byte[] whole = Made.packed(GOOD);
        Path file = directory.resolve("cut.xml.bz2");
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> readAll(file)).as("cut at %s", length).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aPackedFileWithAFlippedBitIsAnErrorOrStillWhole() throws IOException {
        byte[] whole = Made.packed(GOOD);
        Path file = directory.resolve("flipped.xml.bz2");
        for (int bit = 0; bit < whole.length * 8; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file, flipped);
            try {
                assertThat(readAll(file)).as("bit %s", bit).isEqualTo(2);
            } catch (IOException expected) {
                assertThat(expected).as("bit %s", bit).hasMessageContaining("flipped.xml.bz2");
            }
        }
    }

    @Test
    void anyBytesAtAllAreAnErrorOrACorpus() throws IOException {
        Random random = new Random(4);
        byte[] whole = Made.bytes(GOOD);
        for (int n = 0; n < 4000; n++) {
            byte[] changed = whole.clone();
            for (int change = 0; change <= n % 3; change++) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            }
            try {
                texts(changed);
            } catch (IOException expected) {
                assertThat(expected).hasMessageStartingWith("[made.xml] ");
            }
        }
    }

    @Test
    void twoStreamsInOneFileAreReadAsOne() throws IOException {
        Path file = directory.resolve("two.xml.bz2");
        int half = GOOD.length() / 2;
        Files.write(file, Made.packed(GOOD.substring(0, half)));
        Files.write(file, Made.packed(GOOD.substring(half)), StandardOpenOption.APPEND);

        assertThat(readAll(file)).isEqualTo(2);
    }

    @Test
    void aDocumentTypeIsRefusedAndWithItEveryLaugh() {
        assertRefused(
                "<!DOCTYPE corpus [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]><corpus><w>&b;</w></corpus>",
                "document type declaration");
        assertRefused("<!DOCTYPE corpus SYSTEM \"file:///etc/hostname\"><corpus/>", "document type declaration");
        assertRefused("<corpus><w>&b;</w></corpus>", "&b;");
    }

    @Test
    void refusesWhatIsNotXml() {
        assertRefused("<corpus><w>\u0001</w></corpus>", "code 1");
        assertRefused("<corpus><w>&#2;</w></corpus>", "0x2");
        assertRefused("<corpus><text a=\"1\" a=\"2\"/></corpus>", "Duplicate attribute");
        assertRefused("<corpus></corpus><corpus></corpus>", "Second root element");
        assertRefused("<corpus></corpus>waa", "in epilog");
        assertRefused("<corpus><w>waa</v></corpus>", "expected </w>");
        assertRefused("{\"error\": \"not found\"}", "in prolog");
        assertRefused("<?xml version=\"1.0\" encoding=\"klingon\"?><corpus/>", "klingon");
        assertRefused("<html><body>Not found</body></html>", "a web page, not a corpus");
    }

    @Test
    void theWrongEncodingIsRefusedAndADeclaredOneIsRead() throws IOException {
        String xml = "<corpus><text><w>été</w></text></corpus>";
        assertThatThrownBy(() -> texts(xml.getBytes(StandardCharsets.ISO_8859_1)))
                .hasMessageContaining("in <corpus><text><w>: Invalid UTF-8");
        assertThat(texts(("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" + xml)
                        .getBytes(StandardCharsets.ISO_8859_1)))
                .extracting(CorpusText::text)
                .containsExactly("été");
    }

    @Test
    void aLineOfTwoHundredMegabytesIsRefused() {
        assertEndlessRefused("<corpus><text><sentence><w>", "x", "one piece of XML (a tag or a run of text) has 26");
        assertEndlessRefused("<corpus><text title=\"", "x", "one piece of XML (a tag or a run of text) has 26");
        assertEndlessRefused("<corpus><", "x", "one piece of XML (a tag or a run of text) has 26");
        assertEndlessRefused("<corpus><!-- ", "x", "one piece of XML (a tag or a run of text) has 26");
        assertEndlessRefused("<corpus><text>", " ", "one piece of XML (a tag or a run of text) has 26");
        assertEndlessRefused("", " ", "one piece of XML (a tag or a run of text) has 26");
        assertEndlessRefused("<corpus><text><w>", "x&amp;", "one piece of XML (a tag or a run of text) has 26");
        assertEndlessRefused("<corpus><text><w>", "x<!---->", "a run of text has 100001 characters");
        assertEndlessRefused("<corpus><text>", "x <!---->", "a run of text has 1000002 characters");
    }

    @Test
    void nestingNamesAndAttributesHaveLimits() {
        assertEndlessRefused("", "<a>", "201 elements inside each other; at most 200 are read");
        StringBuilder names = new StringBuilder("<corpus>");
        for (int n = 0; n < 10_001; n++) {
            names.append("<a").append(n).append("/>");
        }
        assertRefused(names + "</corpus>", "10001 different names");
        StringBuilder attributes = new StringBuilder("<corpus><text");
        for (int n = 0; n < 50_000; n++) {
            attributes.append(" a").append(n).append("=\"\"");
        }
        assertRefused(attributes + "/></corpus>", "one piece of XML");
        assertRefused("<corpus><text title=\"" + "x".repeat(100_001) + "\"/></corpus>", "at most 100000 are read");
        assertRefused("<corpus><text>" + "x".repeat(100_001) + "</text></corpus>", "a word has 100001 characters");
    }

    @Test
    void aLongLineOfManyWordsIsRead() throws IOException {
        byte[] words = Made.bytes("<w>waa</w>".repeat(1000));
        InputStream xml = new SequenceInputStream(Collections.enumeration(
                List.of(ascii("<corpus><text>"), new Repeated(words, 400L * words.length), ascii("</text></corpus>"))));
        long chars = 0;
        long longest = 0;
        try (CorpusTexts texts = new CorpusTexts("long.xml", xml, PinnedCorpus.EXTRACTION)) {
            for (Optional<CorpusText> text = texts.next(); text.isPresent(); text = texts.next()) {
                chars += text.get().text().length() + 1;
                longest = Math.max(longest, text.get().text().length());
            }
        }
        assertThat(chars).isEqualTo(4L * 1000 * 400);
        assertThat(longest).isLessThanOrEqualTo(TextBuilder.TEXT_CHARS_MAX);
    }

    private static void assertRefused(String xml, String why) {
        assertThatThrownBy(() -> texts(xml))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("[made.xml] line ")
                .hasMessageContaining(why);
    }

    /** The beginning, and then 200 MB of the same. */
    private static void assertEndlessRefused(String start, String repeated, String why) {
        InputStream endless = new SequenceInputStream(ascii(start), new Repeated(Made.bytes(repeated), 200L << 20));
        assertThatThrownBy(() -> {
                    try (CorpusTexts texts = new CorpusTexts("made.xml", endless, PinnedCorpus.EXTRACTION)) {
                        texts.next();
                    }
                })
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("[made.xml] line ")
                .hasMessageContaining(why);
    }

    private static InputStream ascii(String text) {
        return new ByteArrayInputStream(Made.bytes(text));
    }

    private static long readAll(Path file) throws IOException {
        long documents = 0;
        try (OpenCorpus corpus = OpenCorpus.fromStart(Made.onDisk(file), "", PinnedCorpus.EXTRACTION)) {
            for (; !corpus.finished(); documents++) {
                corpus.take();
            }
        }
        return documents;
    }

    /** The same bytes over and over, never held in memory together. */
    private static final class Repeated extends InputStream {
        private final byte[] bytes;
        private long left;
        private int next;

        Repeated(byte[] bytes, long length) {
            this.bytes = bytes;
            this.left = length;
        }

        @Override
        public int read() {
            if (left == 0) {
                return -1;
            }
            left--;
            next = next == bytes.length ? 1 : next + 1;
            return bytes[next - 1];
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            int count = (int) Math.min(left, length);
            for (int i = 0; i < count; i++) {
                buffer[offset + i] = (byte) read();
            }
            return count == 0 ? -1 : count;
        }
    }
}
