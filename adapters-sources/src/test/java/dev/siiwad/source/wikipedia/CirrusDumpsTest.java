package dev.siiwad.source.wikipedia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.document.Document;
import dev.siiwad.source.Availability;
import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.Helps;
import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.Position;
import dev.siiwad.source.Reading;
import dev.siiwad.source.Remedy;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.Source;
import dev.siiwad.source.SourceException;
import dev.siiwad.source.packed.Bz2Files;
import dev.siiwad.testkit.SourceContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dumps of the search index: found when complete, and read pair of lines by pair of lines. */
class CirrusDumpsTest {
    private static final String DIRECTORY = "/other/cirrus_search_index/20261101/index_name=sowiki_content/";
    private static final String FIRST = "sowiki_content-20261101-00000.json.bz2";

    private ServedDumps served;
    private FakeDumpSite site;

    @TempDir
    private Path raw;

    @BeforeEach
    void start() throws IOException {
        served = new ServedDumps();
        site = served.site;
    }

    @AfterEach
    void stop() {
        served.close();
    }

    private static String action(long id) {
        return "{\"index\":{\"_type\":\"_doc\",\"_id\":\"" + id + "\"}}\n";
    }

    private static String document(long id, String members) {
        return "{\"page_id\":" + id + ",\"namespace\":0,\"title\":\"T " + id + "\",\"version\":" + (id + 1000)
                + ",\"timestamp\":\"2026-10-31T10:15:30Z\",\"category\":[\"x\",{\"text\":\"not this\"}]" + members
                + "}\n";
    }

    private static String article(long id) {
        return action(id)
                + document(id, ",\"page_type\":\"primary\",\"redirect_target\":null,\"text\":\"Qoraal " + id + ".\"");
    }

    /** Articles and all that is none; 8 of them are documents, 4 of which cannot be read. */
    private static List<String> pages() {
        return List.of(
                article(1),
                action(2)
                        + document(
                                2,
                                ",\"page_type\":\"redirect\",\"redirect_target\":{\"title\":\"T 1\"},\"text\":\"x\""),
                action(3) + document(3, ",\"text\":\"From before there were page types.\""),
                action(4) + document(4, ",\"text\":\"x\"").replace("\"namespace\":0", "\"namespace\":104"),
                action(5) + "{\"page_id\":5,\"namespace\":0,\"text\":\"broken \n",
                action(6) + document(6, ",\"content_model\":\"json\",\"text\":\"x\""),
                action(7),
                action(8) + document(8, ",\"content_model\":\"wikitext\",\"text\":\"a\\u201cb\\n\\ud834\\udd1e\""),
                action(9) + document(9, ""),
                "\n" + action(10) + document(10, ",\"text\":\"x\"").replace("\"namespace\":0,", ""),
                action(11)
                        + document(11, ",\"text\":\"Id of the line before.\"").replace("\"page_id\":11,", ""),
                article(12));
    }

    private static byte[] lines(int from, int to) {
        return Dumps.utf8(String.join("", pages().subList(from, to)));
    }

    private static byte[] all() {
        return lines(0, pages().size());
    }

    private Source source(Optional<String> edition, boolean keepRaw) {
        return served.source(edition, "latest", raw, keepRaw);
    }

    private Source source() {
        return source(Optional.of("cirrus"), true);
    }

    private void publish(byte[]... files) {
        site.indexDates("20261101");
        site.index("20261101", true, files);
    }

    private abstract class Published extends SourceContract {
        abstract byte[][] files() throws IOException;

        @BeforeEach
        void publishFiles() throws IOException {
            publish(files());
        }

        @Override
        protected void cutOff(boolean cut) {
            site.cutOff(cut);
        }

        @Override
        protected Source open() {
            return source();
        }

        @Override
        protected Source openCutShort() throws IOException {
            byte[][] files = files();
            byte[] last = files[files.length - 1];
            files[files.length - 1] = Arrays.copyOf(last, last.length - last.length / 4);
            publish(files);
            raw = raw.resolve("cut");
            return open();
        }
    }

    @Nested
    class ThreeFilesOfOneStream extends Published {
        @Override
        byte[][] files() throws IOException {
            return new byte[][] {Dumps.bz2(lines(0, 3)), Dumps.bz2(lines(3, 8)), Dumps.bz2(lines(8, 12))};
        }
    }

    @Nested
    class StreamsThatCutLines extends Published {
        @Override
        byte[][] files() throws IOException {
            return new byte[][] {Dumps.unaligned(all(), 97)};
        }
    }

    @Nested
    class BlocksThatCutLines extends Published {
        @Override
        byte[][] files() throws IOException {
            return new byte[][] {Bz2Files.blocks(all(), 97), Bz2Files.blocks(all(), 9)};
        }
    }

    @Nested
    class StreamsThatEndWithLines extends Published {
        @Override
        byte[][] files() throws IOException {
            List<byte[]> streams = new ArrayList<>();
            for (String line : String.join("", pages()).split("(?<=\n)")) {
                streams.add(Dumps.bz2(Dumps.utf8(line)));
            }
            return new byte[][] {Dumps.joined(streams)};
        }
    }

    @Nested
    class Gzip extends Published {
        @Override
        byte[][] files() throws IOException {
            return new byte[][] {Dumps.gzip(lines(0, 5), 1 << 20), Dumps.gzip(lines(5, 12), 100)};
        }
    }

    @Test
    void givesArticlesOnlyAndSetsAsideWhatCannotBeRead() throws Exception {
        publish(Dumps.bz2(all()));
        List<String> came = new ArrayList<>();
        try (DocumentReader reader = source().open(source().snapshot(), Position.START)) {
            for (boolean more = true; more; ) {
                try {
                    Reading reading = reader.read();
                    more = !(reading instanceof Reading.End);
                    if (reading instanceof Reading.Read read) {
                        came.add(read.document().id() + ": " + read.document().text());
                    }
                } catch (MalformedDocumentException e) {
                    came.add(e.documentId() + " " + e.isUnit() + ": " + e.getMessage());
                }
            }
        }
        assertThat(came)
                .containsExactly(
                        "1: Qoraal 1.",
                        "3: From before there were page types.",
                        "page 5 true: page (page 5 from byte 0 on): malformed JSON: Unexpected end-of-input in VALUE_STRING",
                        "page 7 true: page (page 7 from byte 0 on): its document is missing",
                        "8: a\u201cb\n\ud834\udd1e",
                        "9 false: page \"T 9\": it has no revision with a text",
                        "page 10 true: page (page 10 from byte 0 on): it has no namespace",
                        "11: Id of the line before.",
                        "12: Qoraal 12.");
    }

    @Test
    void tellsWhatTheDocumentTells() throws Exception {
        byte[] index = Files.readAllBytes(Path.of("src/test/resources/upstream/wikipedia/cirrus-index.ndjson"));
        publish(Dumps.bz2(index, 9));
        try (DocumentReader reader = source().open(source().snapshot(), Position.START)) {
            assertThat(reader.read()).isEqualTo(new Reading.Save("before downloading " + FIRST));
            Document document = ((Reading.Read) reader.read()).document();
            assertThat(document.id()).isEqualTo("1");
            assertThat(document.title()).isEqualTo("Example");
            assertThat(document.url()).isEqualTo("https://so.wikipedia.org/wiki/Example");
            assertThat(document.text()).isEqualTo("Text \u201cone\u201d. Text two.");
            assertThat(document.metadata())
                    .isEqualTo(Map.of(
                            "page_id", "1",
                            "revision_id", "16",
                            "revision_timestamp", "2019-03-25T15:04:22Z",
                            "date_published", "2019-03-25",
                            "lang", "so"));
            assertThat(reader.position().token()).isEqualTo("stream=0 page=1");
            assertThat(reader.read()).isInstanceOf(Reading.Save.class);
            assertThat(reader.read()).isInstanceOf(Reading.End.class);
        }
    }

    @Test
    void takesTheNewestThatIsCompleteAndOnlyIfItIsAskedFor() throws IOException {
        byte[] file = Dumps.bz2(all());
        site.indexDates("20261025", "20261101", "20261108", "20261115");
        site.index("20261115", false, file);
        site.index("20261108", true);
        site.index("20261101", true, file);
        site.index("20261025", true, file);
        Snapshot snapshot = source().snapshot();
        assertThat(snapshot.id()).matches("sowiki-20261101@cirrus:[0-9a-f]{64}");
        assertThat(snapshot.payload().orElseThrow())
                .isEqualTo(
                        "{\"edition\":\"cirrus\",\"database\":\"sowiki\",\"date\":\"20261101\",\"files\":[{\"name\":\""
                                + FIRST + "\",\"bytes\":" + file.length + ",\"path\":\"" + DIRECTORY + FIRST + "\"}]}");
        assertThatThrownBy(() -> source(Optional.empty(), true).snapshot())
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("edition content has no dates")
                .hasMessageNotContaining("cirrus");
    }

    @Test
    void takesTheOneBeforeWhereANumberIsMissing() throws IOException {
        byte[] file = Dumps.bz2(all());
        publish(file, file, file);
        site.put(
                DIRECTORY,
                Dumps.utf8("<a href=\"" + FIRST + "\">x</a>\n<a href=\"" + FIRST.replace("00000", "00002")
                        + "\">x</a>\n"));
        assertThatThrownBy(() -> source().snapshot())
                .hasMessageEndingWith("lists sowiki_content-20261101-00002.json.bz2 as file 1, counted from 0");
    }

    @Test
    void asksForLengthsThatAreNotListedAndComparesThoseThatAre() throws IOException {
        byte[] file = Dumps.bz2(all());
        publish(file);
        Snapshot snapshot = source().snapshot();
        site.put(
                DIRECTORY,
                Dumps.utf8("<A HREF=" + FIRST + ">" + FIRST + "</A> 2026-11-01 14:33  " + file.length / 100 + "K"));
        assertThat(source().snapshot()).isEqualTo(snapshot);
        site.put(DIRECTORY, Dumps.utf8("<a href=\"" + FIRST + "\">" + FIRST + "</a> 01-Nov-2026 14:33 7\n"));
        assertThatThrownBy(() -> source().snapshot())
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("says that it has " + file.length
                        + " bytes, and the list or an answer before 7; one of" + " them is wrong");
    }

    @Test
    void aRunKeepsItsEdition() throws IOException {
        publish(Dumps.bz2(all()));
        Snapshot pinned = source().snapshot();
        assertThat(source(Optional.empty(), true).availability(pinned)).isInstanceOf(Availability.Available.class);
        assertThatThrownBy(() -> source(Optional.of("content"), true).availability(pinned))
                .hasMessageEndingWith("of edition cirrus, and the edition asked for is content")
                .satisfies(Helps.by(new Remedy.LeaveOut("edition"), new Remedy.StartOver(false)));
        publish(Dumps.bz2(lines(0, 5)));
        assertThat(source().availability(pinned)).isInstanceOf(Availability.Gone.class);
    }

    @Test
    void refusesWhatIsNotSuchADump() throws IOException {
        publish(Dumps.bz2(Dumps.utf8("{\"text\":\"x\"}\n")));
        assertThatThrownBy(() -> ServedDumps.ids(source(), source().snapshot(), Position.START))
                .hasMessageContaining("the first line does not begin with {\"index\":{");
        publish(Dumps.bz2(Dumps.utf8(article(1) + action(2))));
        raw = raw.resolve("other");
        assertThat(ServedDumps.ids(source(), source().snapshot(), Position.START))
                .containsExactly("1", FIRST);
    }

    @Test
    void removesWhatItHasRead() throws IOException {
        publish(Dumps.bz2(lines(0, 5)), Dumps.bz2(lines(5, 12)));
        Source source = source(Optional.of("cirrus"), false);
        assertThat(ServedDumps.ids(source, source.snapshot(), Position.START)).hasSize(9);
        assertThat(raw.resolve("source=Wikipedia-Somali")).isEmptyDirectory();
    }

    @Test
    void aLineThatIsTooLongCostsItsPage() throws IOException {
        String huge = action(2) + document(2, ",\"text\":\"" + "x".repeat(2000) + "\"");
        Path dump = Files.write(raw.resolve("dump"), Dumps.utf8(article(1) + huge + article(3)));
        List<String> came = new ArrayList<>();
        try (IndexPages pages = IndexPages.open(DumpFile.open(dump), DumpPosition.START, 1000, 2)) {
            for (Optional<Pages.Found> next = pages.next(); next.isPresent(); next = pages.next()) {
                came.add(
                        next.get().page() instanceof BrokenPage broken
                                ? broken.reason()
                                : next.get().after().toString());
            }
        }
        assertThat(came).hasSize(3).element(1).asString().endsWith("more than 1000 bytes in a page");
    }
}
