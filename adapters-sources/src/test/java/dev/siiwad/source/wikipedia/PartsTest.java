package dev.siiwad.source.wikipedia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.digest.Sha256;
import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.Helps;
import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.Position;
import dev.siiwad.source.Reading;
import dev.siiwad.source.Remedy;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.Source;
import dev.siiwad.source.SourceException;
import dev.siiwad.source.TaintedInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the files of a dump come one after the other: the next one ahead, and what becomes of one that is broken. */
class PartsTest {
    private static final String[] COMPLETE = {"SHA256SUMS", "_SUCCESS"};
    private static final String DIRECTORY = "/other/mediawiki_content_current/sowiki/2026-10-01/xml/bzip2/";
    private static final String FIRST = "sowiki-2026-10-01-p1p8.xml.bz2";
    private static final String SECOND = "sowiki-2026-10-01-p9p12.xml.bz2";
    private static final String THIRD = "sowiki-2026-10-01-p13p9999.xml.bz2";
    private static final List<String> ALL =
            List.of("1", "4", "5", "7", "8", "9", "10", "No id", "11", "12", "13", "14", "15", "16", "18", "19");

    private ServedDumps served;
    private FakeDumpSite site;

    @TempDir
    private Path raw;

    @BeforeEach
    void publish() throws IOException {
        served = new ServedDumps();
        site = served.site;
        site.content("2026-10-01", parts(part(8, 12)), COMPLETE);
    }

    @AfterEach
    void stop() {
        served.close();
    }

    private static Map<String, byte[]> parts(byte[] second) throws IOException {
        return Map.of("p1p8", part(0, 8), "p9p12", second, "p13p9999", part(12, 21));
    }

    private static byte[] part(int from, int to) throws IOException {
        return Dumps.multistream(Dumps.pages().subList(from, to), 2);
    }

    private Source source() {
        return served.source(Optional.empty(), "20261001", raw, false);
    }

    /** What is kept of a name, under a name of its own; what is not there yet where it will never be. */
    private Path file(String name) throws IOException {
        Path directory = raw.resolve("source=Wikipedia-Somali");
        if (!Files.isDirectory(directory)) {
            return directory.resolve(name);
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().endsWith("-" + name))
                    .findFirst()
                    .orElse(directory.resolve(name));
        }
    }

    /** Reads on until a document has come. */
    private static void readOne(DocumentReader reader) throws Exception {
        while (!(reader.read() instanceof Reading.Read)) {
            // before it is downloaded
        }
    }

    private static List<String> rest(DocumentReader reader) throws IOException {
        List<String> came = new ArrayList<>();
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
                came.add(e.isUnit() ? "set aside " + e.getMessage() : e.documentId());
            }
        }
    }

    private List<String> came() throws IOException {
        Source source = source();
        try (DocumentReader reader = source.open(source.snapshot(), Position.START)) {
            return rest(reader);
        }
    }

    @Test
    @Timeout(60)
    void theNextFileIsDownloadedWhileOneIsRead() throws Exception {
        Source source = source();
        try (DocumentReader reader = source.open(source.snapshot(), Position.START)) {
            readOne(reader);
            site.awaitAsked(SECOND);
            assertThat(site.asked()).doesNotContain(THIRD);
            assertThat(rest(reader)).isEqualTo(ALL.subList(1, ALL.size()));
        }
        assertThat(site.asked()).containsOnlyOnce(FIRST, SECOND, THIRD);
        assertThat(raw.resolve("source=Wikipedia-Somali")).isEmptyDirectory();
    }

    @Test
    @Timeout(60)
    void closingStopsTheDownloadAndItsPartIsResumed() throws Exception {
        Source source = source();
        Snapshot snapshot = source.snapshot();
        site.stallBodiesOf(SECOND);
        Position position;
        try (DocumentReader reader = source.open(snapshot, Position.START)) {
            readOne(reader);
            position = reader.position();
            long deadline = System.nanoTime() + Duration.ofSeconds(50).toNanos();
            while (!Files.exists(file(SECOND + ".part")) || Files.size(file(SECOND + ".part")) == 0) {
                assertThat(System.nanoTime()).isLessThan(deadline);
                Thread.onSpinWait();
            }
        }
        long arrived = Files.size(file(SECOND + ".part"));
        site.stallNothing();
        assertThat(ServedDumps.ids(source, snapshot, position)).isEqualTo(ALL.subList(1, ALL.size()));
        assertThat(site.asked()).contains(SECOND + " from " + arrived);
    }

    @Test
    @Timeout(60)
    void aDownloadThatFailsAheadIsTriedAgainWhenItIsNeeded() throws Exception {
        Source source = source();
        Snapshot snapshot = source.snapshot();
        byte[] second = part(8, 12);
        site.put(DIRECTORY + SECOND, Dumps.bz2(new byte[9]));
        try (DocumentReader reader = source.open(snapshot, Position.START)) {
            readOne(reader);
            site.awaitAsked(SECOND);
            readOne(reader);
            site.put(DIRECTORY + SECOND, second);
            assertThat(rest(reader)).isEqualTo(ALL.subList(2, ALL.size()));
        }
    }

    @Test
    void whatIsFetchedStepByStepBringsNothingAhead() throws Exception {
        Source source = source();
        try (DocumentReader reader = source.open(source.snapshot(), Position.START)) {
            List<String> came = new ArrayList<>();
            while (came.size() < 5) {
                if (reader.fetch().isEmpty() && reader.read() instanceof Reading.Read read) {
                    came.add(read.document().id());
                }
            }
            assertThat(site.asked()).doesNotContain(SECOND);
            readOne(reader);
        }
    }

    @Test
    void aFileThatIsAnotherOneForEverIsSetAside() throws Exception {
        site.put(DIRECTORY + SECOND, Dumps.bz2(new byte[9]));
        String pinned = Sha256.hex(part(8, 12));
        String lost =
                "set aside " + SECOND + ": another file is in its place than the one that is listed and was pinned,"
                        + " sha256:" + pinned + ", and is the same when it is downloaded again";
        assertThat(came()).containsExactly("1", "4", "5", "7", "8", lost, "12", "13", "14", "15", "16", "18", "19");
        assertThat(raw.resolve("source=Wikipedia-Somali")).isEmptyDirectory();
    }

    @Test
    void aFileThatIsGoneWhileItIsListedIsSetAside() throws Exception {
        site.remove(DIRECTORY + SECOND);
        assertThat(came()).contains("set aside " + SECOND + ": its file is listed and is not there: status 404");
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 451, 500, 503})
    void aFileThatIsRefusedWhileAnotherIsGivenIsSetAside(int status) throws Exception {
        site.refuse(DIRECTORY + SECOND, status);
        assertThat(came())
                .hasSize(13)
                .contains(
                        "set aside " + SECOND + ": its file is refused with status " + status + ", and others are not");
    }

    @Test
    void aFileThatNeverComesWholeIsSetAside() throws Exception {
        site.breakOff(DIRECTORY + SECOND);
        assertThat(came())
                .hasSize(13)
                .contains("set aside " + SECOND + ": its file never comes whole, and others are given");
    }

    @Test
    void nothingIsSetAsideWhereAllFilesAreRefused() throws Exception {
        for (String file : List.of(FIRST, SECOND, THIRD)) {
            site.refuse(DIRECTORY + file, 403);
        }
        assertThatThrownBy(this::came).hasMessageContaining("status 403");
    }

    @Test
    void thePositionIsAfterWhatIsSetAside() throws Exception {
        site.put(DIRECTORY + SECOND, Dumps.bz2(new byte[9]));
        Source source = source();
        Snapshot snapshot = source.snapshot();
        try (DocumentReader reader = source.open(snapshot, Position.START)) {
            assertThat(reader.skip(6)).isEqualTo(6);
            assertThat(reader.position().token()).isEqualTo(THIRD + " stream=0 page=0");
            assertThat(reader.read()).isEqualTo(new Reading.Save("after " + SECOND + " was set aside"));
            assertThat(ServedDumps.ids(source, snapshot, reader.position())).isEqualTo(ALL.subList(9, 16));
        }
    }

    @Test
    void whatIsAnotherFileEachTimeIsAnError() throws Exception {
        Source source = source();
        Snapshot snapshot = source.snapshot();
        byte[][] others = new byte[9][];
        for (int n = 0; n < others.length; n++) {
            others[n] = Dumps.bz2(new byte[n]);
        }
        site.putInTurn(DIRECTORY + SECOND, others);
        try (DocumentReader reader = source.open(snapshot, Position.START)) {
            assertThatThrownBy(() -> rest(reader))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("sha256:");
            assertThat(reader.position().token()).isEqualTo(SECOND + " stream=0 page=0");
        }
    }

    @Test
    void aDumpThatIsListedOtherwiseNowIsADecision() throws Exception {
        Source source = source();
        Snapshot snapshot = source.snapshot();
        site.content("2026-10-01", parts(part(8, 11)), COMPLETE);
        try (DocumentReader reader = source.open(snapshot, Position.START)) {
            assertThatThrownBy(() -> rest(reader))
                    .isInstanceOf(SourceException.class)
                    .hasMessageStartingWith(
                            "the run in progress reads " + snapshot.id() + ", and the site lists sowiki-")
                    .satisfies(Helps.by(new Remedy.StartOver(false)));
        }
    }

    @Test
    void theOnlyFileOfADumpIsNotSetAside() throws Exception {
        site.content("2026-10-01", Map.of("p1p8", part(0, 8)), COMPLETE);
        Source source = source();
        Snapshot snapshot = source.snapshot();
        site.put(DIRECTORY + FIRST, part(0, 7));
        try (DocumentReader reader = source.open(snapshot, Position.START)) {
            assertThatThrownBy(() -> rest(reader))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("sha256:");
        }
        assertThat(raw.resolve("source=Wikipedia-Somali")).isEmptyDirectory();
    }

    @Test
    void whatIsLeftOfAFileThatIsDamagedUpstreamIsSetAside() throws Exception {
        byte[] damaged = part(8, 12);
        damaged[damaged.length * 3 / 4] ^= 1;
        site.content("2026-10-01", parts(damaged), COMPLETE);
        List<String> came = came();
        assertThat(came)
                .startsWith("1", "4", "5", "7", "8", "9", "10")
                .endsWith("13", "14", "15", "16", "18", "19")
                .filteredOn(id -> id.startsWith("set aside"))
                .singleElement()
                .asString()
                .startsWith("set aside " + SECOND + ", after stream=")
                .contains(": it cannot be read, and is the same when it is downloaded again: " + SECOND + ": byte ")
                .doesNotContain(raw.toString());
        assertThat(Collections.frequency(site.asked(), SECOND)).isEqualTo(2);
    }

    @Test
    void aFileThatTheDiskHasDamagedIsDownloadedAgain() throws Exception {
        Source source = served.source(Optional.empty(), "20261001", raw, true);
        Snapshot snapshot = source.snapshot();
        assertThat(ServedDumps.ids(source, snapshot, Position.START)).isEqualTo(ALL);
        byte[] damaged = Files.readAllBytes(file(SECOND));
        Arrays.fill(damaged, damaged.length / 2, damaged.length, (byte) 0);
        Files.write(file(SECOND), damaged);
        assertThat(ServedDumps.ids(source, snapshot, Position.START)).isEqualTo(ALL);
        assertThat(file(SECOND)).hasBinaryContent(part(8, 12));
    }

    @Test
    void aFileThatIsAnotherOneThanWasReadIsReadAgainFromItsStart() throws Exception {
        Source source = served.source(Optional.empty(), "20261001", raw, true);
        Snapshot snapshot = source.snapshot();
        assertThat(ServedDumps.ids(source, snapshot, Position.START)).isEqualTo(ALL);
        Files.write(file(FIRST), new byte[0]);
        Position within = new Position(FIRST + " stream=0 page=1");
        assertThatThrownBy(() -> ServedDumps.ids(source, snapshot, within)).isInstanceOf(TaintedInputException.class);
        assertThat(ServedDumps.ids(source, snapshot, Position.START)).isEqualTo(ALL);
    }
}
