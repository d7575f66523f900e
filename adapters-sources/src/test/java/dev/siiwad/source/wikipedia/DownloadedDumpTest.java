package dev.siiwad.source.wikipedia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.source.Availability;
import dev.siiwad.source.Collected;
import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.Helps;
import dev.siiwad.source.Position;
import dev.siiwad.source.Reading;
import dev.siiwad.source.Remedy;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.Source;
import dev.siiwad.source.SourceException;
import dev.siiwad.source.http.CachedFile;
import dev.siiwad.source.http.Expected;
import dev.siiwad.testkit.SourceContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DownloadedDumpTest {
    private static final String WHOLE = "multistream.xml.bz2";
    private static final String FIRST = "multistream1.xml-p1p8.bz2";
    private static final String SECOND = "multistream2.xml-p9p12.bz2";
    private static final String THIRD = "multistream2.xml-p13p99.bz2";

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

    private static byte[] whole() throws IOException {
        return Dumps.multistream(Dumps.pages(), 4);
    }

    private static Map<String, byte[]> split() throws IOException {
        return Map.of(
                FIRST, Dumps.multistream(Dumps.pages().subList(0, 8), 4),
                SECOND, Dumps.multistream(Dumps.pages().subList(8, 12), 4),
                THIRD, Dumps.multistream(Dumps.pages().subList(12, 21), 4));
    }

    private Path cached(String name) {
        return new CachedFile(raw.resolve("source=Wikipedia-Somali"), name, Expected.NOTHING).path();
    }

    private Source source(String date, boolean keepRaw) {
        return served.source(Optional.of("classic"), date, raw, keepRaw);
    }

    private Source source() {
        return source("latest", false);
    }

    @Nested
    class OneFile extends SourceContract {
        @BeforeEach
        void publish() throws IOException {
            site.dump("20261101", "done", Map.of(WHOLE, whole()));
            site.feed("20261101");
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
        protected Source openCutShort() {
            site.cutBodiesOf(".bz2");
            return open();
        }
    }

    @Nested
    class SeveralFiles extends SourceContract {
        @BeforeEach
        void publish() throws IOException {
            site.dump("20261101", "done", split());
            site.feed("20261101");
        }

        @Override
        protected void cutOff(boolean cut) {
            site.cutOff(cut);
        }

        @Override
        protected Source open() {
            return source("20261101", true);
        }

        @Override
        protected Source openCutShort() {
            site.cutBodiesOf(".bz2");
            raw = raw.resolve("empty");
            return open();
        }
    }

    @Test
    void pinsTheNewestDumpThatTheFeedNames() throws IOException {
        site.dump("20261101", "done", Map.of(WHOLE, whole()));
        site.feed("20261101");
        Snapshot snapshot = source().snapshot();
        String sha1 = FakeDumpSite.sha1(whole());
        assertThat(snapshot.id()).isEqualTo("sowiki-20261101@sha1:" + sha1);
        assertThat(snapshot.payload())
                .contains("{\"database\":\"sowiki\",\"date\":\"20261101\",\"files\":[{"
                        + "\"name\":\"sowiki-20261101-pages-articles-multistream.xml.bz2\",\"bytes\":" + whole().length
                        + ",\"sha1\":\"" + sha1 + "\","
                        + "\"path\":\"/sowiki/20261101/sowiki-20261101-pages-articles-multistream.xml.bz2\"}]}");
    }

    @Test
    void findsTheNewestFinishedDumpWithoutALatestDirectory() throws IOException {
        site.listing("20261001", "20261020", "20261101", "20261120");
        site.dump("20261001", "done", Map.of(WHOLE, whole()));
        site.dump("20261020", "done", Map.of(WHOLE, whole()));
        site.dump("20261101", "in-progress", Map.of(WHOLE, whole()));
        assertThat(source().snapshot().id()).startsWith("sowiki-20261020@");
    }

    @Test
    void fallsBackToTheListingWhenTheNamedDumpIsNotFinished() throws IOException {
        site.feed("20261101");
        site.listing("20261101", "20261020");
        site.dump("20261101", "waiting", Map.of(WHOLE, whole()));
        site.dump("20261020", "done", Map.of(WHOLE, whole()));
        assertThat(source().snapshot().id()).startsWith("sowiki-20261020@");
    }

    @Test
    void takesTheDateThatIsAskedFor() throws IOException {
        site.feed("20261101");
        site.dump("20261001", "done", Map.of(WHOLE, whole()));
        site.dump("20261020", "failed", Map.of(WHOLE, whole()));
        assertThat(source("20261001", false).snapshot().id()).startsWith("sowiki-20261001@");
        assertThatThrownBy(() -> source("20261020", false).snapshot())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("edition classic of 20261020 at ")
                .hasMessageEndingWith("/mirror/sowiki/ is not finished: articlesmultistreamdump is \"failed\"");
        assertThatThrownBy(() -> source("yesterday", false)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void saysSoWhenThereIsNone() {
        assertThatThrownBy(() -> source().snapshot())
                .isInstanceOf(SourceException.class)
                .hasMessageStartingWith("no complete dump of sowiki: edition classic has no dates at ")
                .satisfies(Helps.by(new Remedy.Give("dump")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html><body>Try again later</body></html>",
                "{\"jobs\": {\"articlesmultistreamdump\": {\"sta",
                "{\"jobs\":{\"articlesmultistreamdump\":{\"status\":\"done\",\"files\":{}}}}",
                "{\"jobs\":{\"articlesmultistreamdump\":{\"status\":\"done\",\"files\":{"
                        + "\"sowiki-20261101-pages-articles-multistream.xml.bz2\":{\"size\":5}}}}}",
                "[]",
                "null",
                "",
            })
    void takesTheDateBeforeWhereAStatusCannotBeMadeOut(String status) throws IOException {
        site.feed("20261101");
        site.listing("20261101", "20261020");
        site.put("/sowiki/20261101/dumpstatus.json", Dumps.utf8(status));
        assertThatThrownBy(() -> source().snapshot())
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("edition classic of 20261101 at ");
        site.dump("20261020", "done", Map.of(WHOLE, whole()));
        Snapshot pinned = source().snapshot();
        assertThat(pinned.id()).startsWith("sowiki-20261020@");
        site.put("/sowiki/20261020/dumpstatus.json", Dumps.utf8("<html>"));
        assertThat(source().availability(pinned)).isInstanceOf(Availability.Available.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<A HREF=\"20261101/\">20261101/</A> <A HREF=\"20261020/\">",
                "<a class='d' href='./20261101'>x</a><a href='./20261020/?C=M'>x</a>",
                "<a href=/mirror/sowiki/20261101/>x</a><a href=/mirror/sowiki/20261020>x</a>",
                "<a title=\"d\"\nhref = \"https://example.org/sowiki/20261101/\">x</a><a href=\"20261020/#top\">",
            })
    void understandsListingsHoweverTheirLinksAreWritten(String html) throws IOException {
        site.put("/sowiki/", Dumps.utf8("<html>" + html + "</html>"));
        site.dump("20261020", "done", Map.of(WHOLE, whole()));
        assertThat(source().snapshot().id()).startsWith("sowiki-20261020@");
        site.dump("20261101", "done", Map.of(WHOLE, whole()));
        assertThat(source().snapshot().id()).startsWith("sowiki-20261101@");
    }

    @Test
    void asksToSaveBeforeItDownloadsAndBeforeItRemoves() throws Exception {
        site.dump("20261101", "done", Map.of(WHOLE, whole()));
        site.feed("20261101");
        Snapshot snapshot = source().snapshot();
        Path file = cached("sowiki-20261101-pages-articles-multistream.xml.bz2");
        try (DocumentReader reader = source().open(snapshot, Position.START)) {
            assertThat(reader.read())
                    .isEqualTo(
                            new Reading.Save("before downloading sowiki-20261101-pages-articles-multistream.xml.bz2"));
            assertThat(file).doesNotExist();
            assertThat(reader.read()).isInstanceOf(Reading.Read.class);
            assertThat(file).hasBinaryContent(whole());
            assertThat(reader.skip(15)).isEqualTo(15);
            assertThat(reader.read())
                    .isEqualTo(new Reading.Save(
                            "after the last page of sowiki-20261101-pages-articles-multistream.xml.bz2"));
            assertThat(file).exists();
            assertThat(reader.position()).isEqualTo(new Position("end"));
            assertThat(reader.read()).isInstanceOf(Reading.End.class);
            assertThat(file).doesNotExist();
        }
        try (DocumentReader reader = source().open(snapshot, new Position("end"))) {
            assertThat(reader.read()).isInstanceOf(Reading.End.class);
        }
    }

    @Test
    void keepsWhatItDownloadedIfAsked() throws Exception {
        site.dump("20261101", "done", Map.of(WHOLE, whole()));
        Source source = source("20261101", true);
        Snapshot snapshot = source.snapshot();
        assertThat(ServedDumps.ids(source, snapshot, Position.START)).hasSize(16);
        assertThat(ServedDumps.ids(source, snapshot, Position.START)).hasSize(16);
        assertThat(site.asked()).containsOnlyOnce("sowiki-20261101-pages-articles-multistream.xml.bz2");
    }

    @Test
    void removesWhatRunsOfOtherDatesHaveLeft() throws Exception {
        site.dump("20261101", "done", Map.of(WHOLE, whole()));
        Path directory = Files.createDirectories(raw.resolve("source=Wikipedia-Somali"));
        Path old =
                Files.writeString(directory.resolve("sowiki-20261001-pages-articles-multistream.xml.bz2.part"), "half");
        Path mine = Files.writeString(directory.resolve("notes.txt"), "mine");
        Source source = source("20261101", false);
        ServedDumps.ids(source, source.snapshot(), Position.START);
        assertThat(old).doesNotExist();
        assertThat(mine).exists();
    }

    @Test
    void leavesWhatIsNotExactlyADownloadAndWhatIsBehindALink() throws Exception {
        site.dump("20261101", "done", Map.of(WHOLE, whole()));
        Path theirs = Files.createDirectories(raw.resolve("theirs"));
        Path directory = Files.createDirectories(raw.resolve("source=Wikipedia-Somali"));
        Path copy = Files.writeString(
                directory.resolve("sowiki-20261001-pages-articles-multistream.xml.old.bz2"), "precious");
        Path thesis = Files.writeString(theirs.resolve("thesis.bz2"), "precious");
        Path link = Files.createSymbolicLink(
                directory.resolve("sowiki-20261001-pages-articles-multistream.xml.bz2"), thesis);
        Source source = source("20261101", false);
        assertThat(ServedDumps.ids(source, source.snapshot(), Position.START)).hasSize(16);
        assertThat(copy).hasContent("precious");
        assertThat(link).isSymbolicLink().hasContent("precious");

        Files.move(directory, theirs.resolve("moved"));
        Files.createSymbolicLink(directory, theirs.resolve("moved"));
        Path other = Files.writeString(
                theirs.resolve("moved/sowiki-20261002-pages-articles-multistream.xml.bz2"), "precious");
        assertThat(ServedDumps.ids(source, source.snapshot(), Position.START)).hasSize(16);
        assertThat(other).hasContent("precious");
    }

    @Test
    void readsTheFilesOfASplitDumpInTheOrderOfTheirPages() throws Exception {
        site.dump("20261101", "done", split());
        Source source = source("20261101", false);
        assertThat(ServedDumps.ids(source, source.snapshot(), Position.START))
                .containsExactly(
                        "1", "4", "5", "7", "8", "9", "10", "No id", "11", "12", "13", "14", "15", "16", "18", "19");
        assertThat(site.asked())
                .containsExactly(
                        "dumpstatus.json",
                        "dumpstatus.json",
                        "sowiki-20261101-pages-articles-" + FIRST,
                        "sowiki-20261101-pages-articles-" + SECOND,
                        "sowiki-20261101-pages-articles-" + THIRD);
    }

    @Test
    void resumesInTheSecondFileWithoutTheFirst() throws Exception {
        site.dump("20261101", "done", split());
        Source source = source("20261101", false);
        Snapshot snapshot = source.snapshot();
        Position position;
        try (DocumentReader reader = source.open(snapshot, Position.START)) {
            reader.skip(7);
            position = reader.position();
        }
        assertThat(position.token()).startsWith("sowiki-20261101-pages-articles-" + SECOND + " stream=");
        Files.delete(cached("sowiki-20261101-pages-articles-" + SECOND));
        List<String> before = site.asked();
        assertThat(ServedDumps.ids(source, snapshot, position))
                .containsExactly("No id", "11", "12", "13", "14", "15", "16", "18", "19");
        assertThat(site.asked().subList(before.size(), site.asked().size()))
                .startsWith("sowiki-20261101-pages-articles-" + SECOND)
                .doesNotContain("sowiki-20261101-pages-articles-" + FIRST);
        assertThatThrownBy(() -> source.open(snapshot, new Position("stream=0 page=0")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("stream=0 page=0");
    }

    @Test
    void refusesWhatIsNotThePinnedFile() throws Exception {
        site.dump("20261101", "done", Map.of(WHOLE, whole()));
        Source source = source("20261101", false);
        Snapshot snapshot = source.snapshot();
        byte[] other = whole();
        other[other.length / 2] ^= 1;
        site.put("/sowiki/20261101/sowiki-20261101-pages-articles-multistream.xml.bz2", other);
        try (DocumentReader reader = source.open(snapshot, Position.START)) {
            reader.read();
            assertThatThrownBy(reader::read).isInstanceOf(IOException.class).hasMessageContaining("sha1:");
        }
        assertThat(raw.resolve("source=Wikipedia-Somali")).isEmptyDirectory();
    }

    @Test
    void knowsWhetherThePinnedDumpIsStillThere() throws IOException {
        site.dump("20261101", "done", Map.of(WHOLE, whole()));
        site.feed("20261101");
        Snapshot pinned = source().snapshot();
        assertThat(source().availability(pinned)).isEqualTo(new Availability.Available(Optional.empty()));

        site.dump("20261120", "done", split());
        site.feed("20261120");
        String newer = source().snapshot().id();
        assertThat(newer).startsWith("sowiki-20261120@sha1:");
        assertThat(source().availability(pinned)).isEqualTo(new Availability.Available(Optional.of(newer)));

        site.dump("20261101", "done", Map.of(WHOLE, Dumps.multistream(Dumps.pages(), 3)));
        assertThat(source().availability(pinned))
                .isInstanceOfSatisfying(
                        Availability.Gone.class,
                        gone -> assertThat(gone.current()).startsWith("sowiki-20261101@sha1:"));

        site.put("/sowiki/20261101/dumpstatus.json", Dumps.utf8("{}"));
        assertThat(source().availability(pinned)).isEqualTo(new Availability.Gone(newer));
    }

    /** It lists a file less, whole in itself. */
    @Test
    void oneListThatIsCutPinsNothing() throws IOException {
        String status = "/sowiki/20261101/dumpstatus.json";
        Map<String, byte[]> fewer = new TreeMap<>(split());
        fewer.remove(THIRD);
        site.dump("20261101", "done", fewer);
        byte[] cut = site.at(status);
        site.dump("20261101", "done", split());
        site.feed("20261101");
        Snapshot right = source().snapshot();
        site.putInTurn(status, cut, site.at(status), site.at(status));
        assertThat(source().snapshot()).isEqualTo(right);
    }

    @Test
    void findsThePinnedDumpAgainThoughThereIsANewerOne() throws IOException {
        site.dump("20261101", "done", split());
        site.feed("20261101");
        Snapshot pinned = source().snapshot();
        site.dump("20261120", "done", Map.of(WHOLE, whole()));
        site.feed("20261120");
        assertThat(source().snapshot()).isNotEqualTo(pinned);
        assertThat(source().again(pinned.id(), Collected.NOTHING)).contains(pinned);

        site.dump("20261101", "done", Map.of(WHOLE, whole()));
        assertThat(source().again(pinned.id(), Collected.NOTHING))
                .hasValueSatisfying(other -> assertThat(other.id())
                        .startsWith("sowiki-20261101@sha1:")
                        .isNotEqualTo(pinned.id()));
        site.put("/sowiki/20261101/dumpstatus.json", Dumps.utf8("{}"));
        assertThat(source().again(pinned.id(), Collected.NOTHING)).isEmpty();
        assertThat(source().again("files@sha256:" + "0".repeat(64), Collected.NOTHING))
                .isEmpty();
    }

    @Test
    void needsNoSiteOnceTheDumpIsOnTheDisk() throws Exception {
        site.dump("20261101", "done", Map.of(WHOLE, whole()));
        Source source = source("20261101", true);
        Snapshot pinned = source.snapshot();
        ServedDumps.ids(source, pinned, Position.START);
        site.removeAll();
        assertThat(source.availability(pinned)).isEqualTo(new Availability.Available(Optional.empty()));
        served.stop();
        assertThat(source.availability(pinned)).isEqualTo(new Availability.Available(Optional.empty()));
        assertThat(ServedDumps.ids(source, pinned, Position.START)).hasSize(16);
    }

    @Test
    void refusesToCarryOnWhatWasAskedForDifferently() throws IOException {
        site.dump("20261101", "done", Map.of(WHOLE, whole()));
        Snapshot pinned = source("20261101", false).snapshot();
        assertThatThrownBy(() -> source("20261001", false).availability(pinned))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(pinned.id())
                .hasMessageContaining("and the date asked for is 20261001")
                .satisfies(Helps.by(new Remedy.LeaveOut("date"), new Remedy.StartOver(false)));
        assertThatThrownBy(() -> source().availability(Snapshot.of("files@sha256:00", "{}")))
                .isInstanceOf(IOException.class)
                .satisfies(Helps.by(new Remedy.Give("dump")));
        assertThatThrownBy(() -> source().open(Snapshot.of(pinned.id(), "{\"files\":[]}"), Position.START))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(pinned.id());
    }
}
