package dev.siiwad.source.sprakbanken;

import static dev.siiwad.source.sprakbanken.Made.corpus;
import static dev.siiwad.source.sprakbanken.Made.sentence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.siiwad.checkpoint.Saved;
import dev.siiwad.document.Document;
import dev.siiwad.ingest.RunRequest;
import dev.siiwad.source.Availability;
import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.Helps;
import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.Position;
import dev.siiwad.source.Reading;
import dev.siiwad.source.Remedy;
import dev.siiwad.source.Settings;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.Source;
import dev.siiwad.source.SourceInfo;
import dev.siiwad.source.http.FakeTiming;
import dev.siiwad.source.http.Http;
import dev.siiwad.source.http.HttpSettings;
import dev.siiwad.source.sprakbanken.SprakbankenServer.Fault;
import dev.siiwad.testkit.DurableOperations;
import dev.siiwad.testkit.InMemoryPlace;
import dev.siiwad.testkit.PromptSockets;
import dev.siiwad.testkit.Rig;
import dev.siiwad.testkit.SimulatedCrash;
import dev.siiwad.testkit.SourceContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class SprakbankenSourceTest {
    private static final RunRequest EVERY_TWO =
            RunRequest.defaults().withAgain().withCheckpointEvery(2);

    private final MockWebServer web = new MockWebServer();
    private final SprakbankenServer server = new SprakbankenServer();
    private final FakeTiming timing = new FakeTiming();
    private final Http http = new Http(HttpSettings.of("1.0", "someone@example.org"), timing);

    @TempDir
    private Path raw;

    @BeforeEach
    void start() throws IOException {
        web.setDispatcher(server);
        web.setServerSocketFactory(new PromptSockets());
        web.start();
        server.with("somali-suugaan", "2017-11-27", texts(3))
                .inLanguage("familjeliv", "swe")
                .with("somali-bbc", "2017-05-31", pages())
                .withoutFile("somali-faces")
                .with("somali-eber", "2019-01-30", corpus("<text title=\"Eber\"/>"))
                .with("wikipedia-so", "2016-10-27", texts(1));
    }

    @AfterEach
    void stop() {
        http.close();
        web.close();
    }

    @Nested
    class KeepsTheContract extends SourceContract {
        @Override
        protected void cutOff(boolean cut) {
            server.cutOff(cut);
        }

        @Override
        protected Source open() {
            return source();
        }

        @Override
        protected Source openCutShort() {
            Source source = open();
            server.cutFilesShort();
            return source;
        }
    }

    @Nested
    class KeepsTheContractWhileTheServerFails extends SourceContract {
        @Override
        protected void cutOff(boolean cut) {
            server.cutOff(cut);
        }

        @Override
        protected Source open() {
            server.failForEver(
                    Fault.UNAVAILABLE,
                    Fault.NONE,
                    Fault.CUT,
                    Fault.TOO_MANY,
                    Fault.NONE,
                    Fault.CLOSED,
                    Fault.CUT,
                    Fault.NONE);
            return source();
        }

        @Override
        protected Source openCutShort() {
            Source source = open();
            server.cutFilesShort();
            return source;
        }
    }

    @Nested
    class KeepsTheContractWithFilesThatStay extends SourceContract {
        @Override
        protected void cutOff(boolean cut) {
            server.cutOff(cut);
        }

        @Override
        protected Source open() {
            return keeping(raw);
        }

        @Override
        protected Source openCutShort() {
            server.cutFilesShort();
            return keeping(raw.resolve("empty"));
        }

        private Source keeping(Path directory) {
            return new SprakbankenSource(
                    "so", Optional.empty(), Optional.empty(), http, base(), directory, true, false);
        }
    }

    @Test
    void readsEverySomaliCorpusInTheOrderOfItsId() throws IOException {
        List<String> came = readAll(source(), source().snapshot(), Position.START);

        assertThat(came)
                .containsExactly(
                        "somali-bbc/text=1/page=1",
                        "somali-bbc/text=1/page=2",
                        "boundary",
                        "malformed somali-eber: the corpus holds no sentence",
                        "boundary",
                        "unit somali-faces: its file is not there: status 404",
                        "boundary",
                        "somali-suugaan/text=1",
                        "somali-suugaan/text=2",
                        "somali-suugaan/text=3",
                        "boundary",
                        "wikipedia-so/text=1",
                        "boundary");
        assertThat(server.asked()).noneMatch(request -> request.contains("familjeliv"));
    }

    @Test
    void aResumeAsksForNoFileThatACheckpointCovers() throws Exception {
        Snapshot snapshot = source().snapshot();
        Position position;
        try (DocumentReader reader = source().open(snapshot, Position.START)) {
            for (int n = 0; n < 2; ) {
                n += reader.read() instanceof Reading.Read ? 1 : 0;
            }
            assertThat(reader.atBoundary()).isTrue();
            assertThat(reader.position()).isEqualTo(new Position("somali-eber documents=0"));
            position = reader.position();
        }
        server.forgetAsked();
        readAll(source(), snapshot, position);

        assertThat(server.asked())
                .as("the next file may have come while the first was read")
                .isSubsetOf(
                        "GET /resurser/meningsmangder/somali-eber.xml.bz2",
                        "GET /resurser/meningsmangder/somali-suugaan.xml.bz2",
                        "GET /resurser/meningsmangder/wikipedia-so.xml.bz2");
    }

    @Test
    void aResumeInsideAFileUsesTheFileThatIsThere() throws Exception {
        Snapshot snapshot = source().snapshot();
        try (DocumentReader reader = source().open(snapshot, Position.START)) {
            reader.skip(5);
            server.forgetAsked();
            assertThat(reader.position().token())
                    .matches("somali-suugaan documents=1 sha256=[0-9a-f]{64} blocks=[0-9a-f]{64}"
                            + " stream=0 bit=32 sum=00000000 into=\\d+ texts=1 pages=0 parts=0"
                            + " in=%3Ccorpus\\+id%3D%22made%22%3E skip=0");
            assertThat(readAll(source(), snapshot, reader.position()))
                    .startsWith("somali-suugaan/text=2", "somali-suugaan/text=3");
        }

        assertThat(server.asked()).containsExactly("GET /resurser/meningsmangder/wikipedia-so.xml.bz2");
    }

    @Test
    void asksToSaveBeforeEachFileAndHasNoMoreThanItAndTheNext() throws Exception {
        List<String> saves = new ArrayList<>();
        try (DocumentReader reader = source().open(source().snapshot(), Position.START)) {
            for (Reading reading = step(reader); !(reading instanceof Reading.End); reading = step(reader)) {
                if (reading instanceof Reading.Save save) {
                    saves.add(save.reason());
                }
                assertThat(files().stream()
                                .map(name -> name.replaceAll("\\.xml.*", ""))
                                .distinct())
                        .hasSizeLessThanOrEqualTo(2);
            }
        }

        assertThat(saves)
                .contains("before downloading and reading somali-bbc", "before downloading and reading wikipedia-so")
                .endsWith("before removing the last corpus file");
        assertThat(files()).isEmpty();
    }

    @Test
    void removesNoFileBeforeItsDocumentsAreCommitted() throws Exception {
        try (DocumentReader reader = source().open(source().snapshot(), Position.START)) {
            for (int n = 0; n < 2; ) {
                n += reader.read() instanceof Reading.Read ? 1 : 0;
            }
            assertThat(reader.read()).isInstanceOf(Reading.Save.class);
            assertThat(files()).anyMatch(name -> name.contains("-somali-bbc.") && name.endsWith(".bz2"));
        }
    }

    @Test
    void aLeftOverFileOfAnEarlierCorpusIsRemovedByTheNextAttempt() throws Exception {
        Snapshot snapshot = source().snapshot();
        try (DocumentReader reader = source().open(snapshot, Position.START)) {
            reader.skip(100);
            assertThat(files()).isNotEmpty();
            readAll(source(), snapshot, reader.position());
        }

        assertThat(files()).isEmpty();
    }

    /** As earlier versions wrote positions, without a place inside the file. */
    @Test
    void onTheWayBackItLetsTheCallerStop() throws Exception {
        server.with("somali-aa", "2020-01-01", texts(2500));
        Snapshot snapshot = source().snapshot();
        Position far;
        try (DocumentReader reader = source().open(snapshot, Position.START)) {
            reader.skip(2400);
            far = new Position(reader.position().token().replaceFirst(" blocks=.*", ""));
        }
        try (DocumentReader reader = source().open(snapshot, far)) {
            for (int saves = 0; saves < 4; saves++) {
                assertThat(reader.read()).isInstanceOf(Reading.Save.class);
                assertThat(reader.position().token()).startsWith(far.token());
            }
            assertThat(((Reading.Read) reader.read()).document().id()).isEqualTo("somali-aa/text=2401");
        }
    }

    @Test
    void aRunStoppedAtAnyDurableOperationPublishesTheSameAndDownloadsNoFileThatIsDone() throws IOException {
        Rig whole = new Rig();
        whole.run(source(), EVERY_TWO, new DurableOperations());
        InMemoryPlace.Dataset expected = whole.place().dataset(source().id());
        assertThat(expected.lastIndex()).isEqualTo(8);
        boolean stopped = true;
        for (int n = 1; stopped; n++) {
            server.failForEver(
                    Fault.NONE, Fault.CUT, Fault.NONE, Fault.UNAVAILABLE, Fault.CLOSED, Fault.NONE, Fault.TOO_MANY);
            Rig rig = new Rig();
            DurableOperations operations = new DurableOperations().plan(n, DurableOperations.Fault.CRASH_BEFORE);
            try {
                rig.run(source(), EVERY_TWO, operations);
            } catch (SimulatedCrash crash) {
                server.forgetAsked();
                List<String> done = corporaDone(rig.place().saved(source().id()));
                rig.run(source(), EVERY_TWO, new DurableOperations());
                assertThat(server.asked())
                        .as("asked after a stop at operation %s", n)
                        .noneMatch(done::contains);
            }
            assertThat(rig.place().dataset(source().id()))
                    .as("stop at operation %s", n)
                    .isEqualTo(expected);
            assertThat(files()).isEmpty();
            stopped = operations.struck();
        }
    }

    @Test
    void bringsTheFileBeingReadAgainWhereTheDiskHasChangedIt() throws Exception {
        Snapshot snapshot = source().snapshot();
        Position inside;
        try (DocumentReader reader = source().open(snapshot, Position.START)) {
            reader.skip(5);
            inside = reader.position();
        }
        Path file = directory()
                .resolve(files().stream()
                        .filter(name -> name.contains("-somali-suugaan."))
                        .findFirst()
                        .orElseThrow());
        byte[] other = Files.readAllBytes(file);
        other[other.length - 1]++;
        Files.write(file, other);

        server.forgetAsked();
        assertThat(readAll(source(), snapshot, inside)).startsWith("somali-suugaan/text=2");
        assertThat(server.asked()).contains("GET /resurser/meningsmangder/somali-suugaan.xml.bz2");
    }

    @Test
    void refusesAFileThatChangedSinceItWasPinned() throws Exception {
        Snapshot snapshot = source().snapshot();
        server.with("somali-bbc", "2026-11-01", texts(9));

        assertThatThrownBy(() -> readAll(source(), snapshot, Position.START))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("somali-bbc.xml.bz2", "expected");
        assertThat(source().availability(snapshot))
                .isInstanceOfSatisfying(
                        Availability.Gone.class,
                        gone -> assertThat(gone.current())
                                .contains("somali-bbc updated 2026-11-01", "where 2017-05-31"));
    }

    @Test
    void leavesOutAFileThatChangedSinceItWasPinnedWhereThatIsAskedFor() throws Exception {
        Snapshot snapshot = source().snapshot();
        server.with("somali-bbc", "2026-11-01", texts(9));
        SprakbankenSource skipping =
                new SprakbankenSource("so", Optional.empty(), Optional.empty(), http, base(), raw, false, true);

        assertThat(skipping.availability(snapshot)).isInstanceOf(Availability.Available.class);
        try (DocumentReader reader = skipping.open(snapshot, Position.START)) {
            List<String> setAside = new ArrayList<>();
            for (boolean over = false; !over; ) {
                try {
                    over = reader.read() instanceof Reading.End;
                } catch (MalformedDocumentException e) {
                    setAside.add(e.isUnit() + " " + e.documentId() + ": " + e.getMessage());
                }
            }
            assertThat(setAside)
                    .first()
                    .isEqualTo("true somali-bbc: its file is another edition of the corpus than the run began with");
        }
    }

    @Test
    void aCorpusListedAnewWithTheSameFileIsStillTheSame() throws Exception {
        Snapshot snapshot = source().snapshot();
        server.with("somali-bbc", "2026-11-01", pages());
        server.with("somali-cusub", "2026-11-01", pages());
        server.forgetAsked();

        assertThat(source().availability(snapshot))
                .isEqualTo(new Availability.Available(Optional.of("1 more corpora: [somali-cusub]")));
        assertThat(server.asked())
                .containsExactly(
                        "GET /ws/metadata/v3/?resource-type=corpus",
                        "HEAD /resurser/meningsmangder/somali-bbc.xml.bz2");
        server.remove("somali-bbc");
        assertThat(source().availability(snapshot))
                .isEqualTo(new Availability.Gone(
                        "a list without somali-bbc", List.of(new Remedy.Decide("skip_changed", ""))));
    }

    @Test
    void askingWhetherASnapshotIsStillThereIsOneRequest() throws Exception {
        Snapshot snapshot = source().snapshot();
        server.forgetAsked();

        assertThat(source().availability(snapshot)).isEqualTo(new Availability.Available(Optional.empty()));
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void worksWithAServerThatDoesNotTellLengths() throws Exception {
        server.withoutHead();
        Snapshot snapshot = source().snapshot();

        assertThat(readAll(source(), snapshot, Position.START))
                .contains("somali-bbc/text=1/page=1", "wikipedia-so/text=1");
    }

    @Test
    void aDamagedFileIsDownloadedAgainAfterTheDocumentsBeforeIt() throws Exception {
        String whole = texts(3);
        server.withFile("somali-aa", "2020-01-01", Made.packed(whole.substring(0, whole.lastIndexOf("<w"))));
        Snapshot snapshot = source().snapshot();
        try (DocumentReader reader = source().open(snapshot, Position.START)) {
            reader.read();
            reader.read();
            assertThat(reader.read()).isInstanceOf(Reading.Read.class);
            Position after = reader.position();
            assertThat(reader.read())
                    .isInstanceOfSatisfying(
                            Reading.Save.class,
                            save -> assertThat(save.reason())
                                    .contains(
                                            "before downloading somali-aa again: "
                                                    + "[https://spraakbanken.gu.se/resurser/meningsmangder/somali-aa.xml.bz2] line ",
                                            "in <corpus><text><sentence>",
                                            "Unexpected end-of-input"));
            assertThat(after.token()).startsWith(reader.position().token());
        }
    }

    @Test
    void oneCorpusIsASourceOfItsOwn() throws Exception {
        SprakbankenSource one = one("somali-suugaan");

        assertThat(one.id().value()).isEqualTo("Sprakbanken-Somali_somali-suugaan");
        assertThat(one.settings())
                .isEqualTo(Settings.of(Map.of("corpus", "somali-suugaan", "extract", "sprakbanken/1")));
        assertThat(readAll(one, one.snapshot(), Position.START))
                .containsExactly("somali-suugaan/text=1", "somali-suugaan/text=2", "somali-suugaan/text=3", "boundary");
        assertThat(source().id().value()).isEqualTo("Sprakbanken-Somali");
        assertThat(source().info())
                .isEqualTo(new SourceInfo("Sprakbanken-Somali", "corpus", "so", "CC BY 4.0", "general", "corpus"));
    }

    @Test
    void aRunInAnotherLanguageIsASourceOfItsOwn() throws Exception {
        server.with("familjeliv", "2020-01-01", texts(1)).inLanguage("familjeliv", "swe");
        SprakbankenSource swedish =
                new SprakbankenSource("sv", Optional.empty(), Optional.empty(), http, base(), raw, false, false);

        assertThat(swedish.id().value()).isEqualTo("Sprakbanken-Swedish");
        assertThat(swedish.settings())
                .isEqualTo(Settings.of(Map.of("corpus", "all", "extract", "sprakbanken/1", "lang", "sv")));
        assertThat(swedish.info())
                .isEqualTo(new SourceInfo(
                        "Sprakbanken-Swedish", "corpus", "sv", "see corpus_license", "general", "corpus"));
        assertThat(PinnedCorpus.of(swedish.snapshot()))
                .extracting(PinnedCorpus::id, PinnedCorpus::lookup)
                .containsExactly(tuple("familjeliv", "https://spraakbanken.gu.se/korp/#?corpus=familjeliv"));
        assertThat(PinnedCorpus.snapshot(PinnedCorpus.of(swedish.snapshot()))).isEqualTo(swedish.snapshot());
        assertThat(readAll(swedish, swedish.snapshot(), Position.START))
                .containsExactly("malformed familjeliv: the corpus holds no sentence", "boundary");
    }

    @Test
    void noCorpusThatCanBeReadIsAnError() throws IOException {
        for (String id : List.of("somali-bbc", "somali-suugaan", "somali-eber", "wikipedia-so")) {
            server.withoutFile(id);
        }
        assertThatThrownBy(() -> source().snapshot())
                .isInstanceOf(IOException.class)
                .hasMessage("corpus somali-bbc cannot be read: its file is not there: status 404."
                        + " Nor can any of the 4 others");
    }

    @Test
    void oneCorpusThatCannotBeReadIsAnError() {
        assertThatThrownBy(() -> one("somali-faces").snapshot())
                .isInstanceOf(IOException.class)
                .hasMessage("corpus somali-faces cannot be read: its file is not there: status 404");
        assertThatThrownBy(() -> one("bbc").snapshot())
                .isInstanceOf(IOException.class)
                .satisfies(Helps.by(new Remedy.Choose("corpus", List.of("somali-bbc"))));
        assertThatThrownBy(() -> one("familjeliv").snapshot())
                .isInstanceOf(IOException.class)
                .hasMessage("Språkbanken lists no Somali corpus named familjeliv among its 5")
                .satisfies(Helps.by(new Remedy.Look()));
    }

    @Test
    void publishesTheSameFromAnyServer() throws Exception {
        try (DocumentReader reader = source().open(source().snapshot(), Position.START)) {
            reader.read();
            Document document = ((Reading.Read) reader.read()).document();
            assertThat(document.url()).isEqualTo("https://bbc.example/1");
            assertThat(document.toString()).doesNotContain("localhost", "" + web.getPort());
        }
        assertThat(source().snapshot().payload().orElseThrow()).doesNotContain("localhost", "" + web.getPort());
    }

    @Test
    void refusesPositionsThatAreNotOfThisSnapshot() throws Exception {
        Snapshot snapshot = source().snapshot();
        for (String token : List.of("x", "somali-bbc", "somali-bbc documents=3", "somali-none documents=0", "line=3")) {
            assertThatThrownBy(() -> source().open(snapshot, new Position(token)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("position \"" + token + "\"");
        }
        String sha256 = CorpusFile.sha256(Made.onDisk(bbcFile(snapshot)));
        for (int tooMany : List.of(2, 3)) {
            Position tooFar = new Position("somali-bbc documents=" + tooMany + " sha256=" + sha256);
            assertThatThrownBy(() -> readAll(source(), snapshot, tooFar))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("holds 2 documents; the checkpoint is after " + tooMany);
        }
        assertThatThrownBy(() -> source().open(Snapshot.of(snapshot.id()), Position.START))
                .hasMessageContaining("the list of its corpora is missing");
    }

    private Path bbcFile(Snapshot snapshot) throws IOException {
        try (DocumentReader reader = source().open(snapshot, Position.START)) {
            reader.skip(1);
        }
        return directory().resolve(files().get(0));
    }

    /** The requests for files of corpora that a checkpoint is past. */
    private static List<String> corporaDone(Saved saved) {
        if (!(saved instanceof Saved.Committed committed)) {
            return List.of();
        }
        List<String> ids = List.of("somali-bbc", "somali-eber", "somali-suugaan", "wikipedia-so");
        String at = committed.checkpoint().position().token().split(" ")[0];
        return ids.stream()
                .filter(id -> at.equals("end") || !at.isEmpty() && id.compareTo(at) < 0)
                .map(id -> "GET /resurser/meningsmangder/" + id + ".xml.bz2")
                .toList();
    }

    private SprakbankenSource source() {
        return new SprakbankenSource("so", Optional.empty(), Optional.empty(), http, base(), raw, false, false);
    }

    private SprakbankenSource one(String corpus) {
        return new SprakbankenSource("so", Optional.of(corpus), Optional.empty(), http, base(), raw, false, false);
    }

    private Optional<String> base() {
        return Optional.of("http://localhost:" + web.getPort() + "/");
    }

    private Path directory() {
        return raw.resolve("source=Sprakbanken-Somali");
    }

    private List<String> files() throws IOException {
        if (!Files.isDirectory(directory())) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(directory())) {
            return all.map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(".blocks"))
                    .sorted()
                    .toList();
        }
    }

    private static Reading step(DocumentReader reader) throws IOException {
        try {
            return reader.read();
        } catch (MalformedDocumentException e) {
            return new Reading.Save("malformed");
        }
    }

    static List<String> readAll(Source source, Snapshot snapshot, Position from) throws IOException {
        List<String> came = new ArrayList<>();
        try (DocumentReader reader = source.open(snapshot, from)) {
            while (true) {
                try {
                    Reading reading = reader.read();
                    if (reading instanceof Reading.End) {
                        return came;
                    }
                    if (reading instanceof Reading.Read read) {
                        came.add(read.document().id());
                    }
                } catch (MalformedDocumentException e) {
                    came.add((e.isUnit() ? "unit " : "malformed ") + e.documentId() + ": " + e.getMessage());
                }
                if (reader.atBoundary()) {
                    came.add("boundary");
                }
            }
        }
    }

    private static String texts(int count) {
        StringBuilder xml = new StringBuilder();
        for (int n = 1; n <= count; n++) {
            xml.append("<text title=\"Qoraal ")
                    .append(n)
                    .append("\" year=\"2004\">")
                    .append(sentence("Kani waa qoraalka " + n + " ."))
                    .append("</text>\n");
        }
        return corpus(xml.toString());
    }

    private static String pages() {
        return corpus("<text title=\"BBC\"><page n=\"1\" purl=\"https://bbc.example/1\">" + sentence("token", "Kow .")
                + "</page><page n=\"2\" purl=\"https://bbc.example/2\">" + sentence("token", "Labo .")
                + "</page></text>");
    }

    @Test
    @Timeout(30)
    void theNextFileIsDownloadedWhileOneIsRead() throws Exception {
        try (DocumentReader reader = source().open(source().snapshot(), Position.START)) {
            while (!(reader.read() instanceof Reading.Read)) {}
            while (downloads() < 2) {
                Thread.onSpinWait();
            }
        }
        assertThat(downloads()).isEqualTo(2);
    }

    @Test
    void nothingIsDownloadedAheadWhereDocumentsAreReadByThemselves() throws Exception {
        try (DocumentReader reader = source().open(source().snapshot(), Position.START)) {
            Reading reading = new Reading.Save("");
            while (!(reading instanceof Reading.Read)) {
                reading = reader.fetch().isPresent() ? new Reading.Save("") : reader.read();
            }
            reader.fetch();
        }
        assertThat(downloads()).isEqualTo(1);
    }

    private long downloads() {
        return server.asked().stream()
                .filter(asked -> asked.startsWith("GET ") && asked.contains(".xml"))
                .count();
    }
}
