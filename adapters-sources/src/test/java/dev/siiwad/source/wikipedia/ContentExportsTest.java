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
import dev.siiwad.source.http.Checksum;
import dev.siiwad.testkit.SourceContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** MediaWiki Content File Exports: found when complete, read part after part. */
class ContentExportsTest {
    private static final String[] COMPLETE = {"SHA256SUMS", "_SUCCESS"};
    private static final String DIRECTORY = "/other/mediawiki_content_current/sowiki/2026-10-01/xml/bzip2/";
    private static final String FILE = "sowiki-2026-10-01-";

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

    /** Each a dump of its own, of one stream; by name they are in another order than by page. */
    private static Map<String, byte[]> parts() throws IOException {
        return Map.of(
                "p1p8", part(0, 8),
                "p9p12", part(8, 12),
                "p13p9999", part(12, 21));
    }

    private static byte[] part(int from, int to) throws IOException {
        return Dumps.bz2(Dumps.utf8(Dumps.xml(Dumps.pages().subList(from, to))));
    }

    private Source source(Optional<String> edition, String date) {
        return served.source(edition, date, raw, false);
    }

    private Source source() {
        return source(Optional.empty(), "latest");
    }

    @Nested
    class ThreeParts extends SourceContract {
        @BeforeEach
        void publish() throws IOException {
            site.contentDates("2026-09-01", "2026-10-01", "2026-11-01");
            site.content("2026-11-01", parts(), "SHA256SUMS");
            site.content("2026-10-01", parts(), COMPLETE);
        }

        @Override
        protected void cutOff(boolean cut) {
            site.cutOff(cut);
        }

        @Override
        protected Source open() {
            return source();
        }
    }

    /** One of them is refused, another breaks off each time. */
    @Nested
    class PartsThatCannotBeHad extends SourceContract {
        @BeforeEach
        void publish() throws IOException {
            site.contentDates("2026-10-01");
            site.content("2026-10-01", parts(), COMPLETE);
            site.refuse(DIRECTORY + FILE + "p1p8.xml.bz2", 403);
            site.breakOff(DIRECTORY + FILE + "p9p12.xml.bz2");
        }

        @Override
        protected void cutOff(boolean cut) {
            site.cutOff(cut);
        }

        @Override
        protected Source open() {
            return source();
        }
    }

    @Test
    void takesTheNewestThatIsComplete() throws IOException {
        site.contentDates("2026-08-01", "2026-09-01", "2026-10-01", "2026-11-01");
        site.content("2026-11-01", parts(), "_SUCCESS");
        site.content("2026-10-01", parts(), "SHA256SUMS");
        site.content("2026-09-01", parts(), COMPLETE);
        site.content("2026-08-01", parts(), COMPLETE);
        assertThat(source().snapshot().id()).startsWith("sowiki-2026-09-01@sha256:");
    }

    @Test
    void takesTheOneBeforeWhereTheChecksumsCannotBeMadeOut() throws IOException {
        site.contentDates("2026-10-01", "2026-11-01");
        site.content("2026-11-01", parts(), COMPLETE);
        site.put(
                "/other/mediawiki_content_current/sowiki/2026-11-01/xml/bzip2/SHA256SUMS",
                Dumps.utf8("<html>Not now</html>"));
        site.content("2026-10-01", parts(), COMPLETE);
        assertThat(source().snapshot().id()).startsWith("sowiki-2026-10-01@sha256:");
    }

    @Test
    void fallsBackToTheClassicDumpsAndNeverToNothing() throws IOException {
        site.listing("20261020");
        site.dump("20261020", "done", Map.of("multistream.xml.bz2", Dumps.multistream(Dumps.pages(), 4)));
        assertThat(source().snapshot().id()).startsWith("sowiki-20261020@sha1:");
        site.contentDates("2026-11-01");
        site.content("2026-11-01", parts());
        assertThat(source().snapshot().id()).startsWith("sowiki-20261020@sha1:");
        assertThatThrownBy(() -> source(Optional.of("content"), "latest").snapshot())
                .isInstanceOf(SourceException.class)
                .hasMessageStartingWith("no complete dump of sowiki: edition content of 2026-11-01 at ")
                .hasMessageEndingWith("/mirror/other/mediawiki_content_current/sowiki/ has no SHA256SUMS")
                .satisfies(Helps.by(new Remedy.Give("dump")));
        site.removeAll();
        assertThatThrownBy(() -> source().snapshot())
                .hasMessageContaining("edition content has no dates at ")
                .hasMessageContaining("edition classic has no dates at ");
    }

    @Test
    void takesTheDateThatIsAskedForInEitherForm() throws IOException {
        site.content("2026-10-01", parts(), COMPLETE);
        for (String date : List.of("20261001", "2026-10-01")) {
            assertThat(source(Optional.empty(), date).snapshot().id()).startsWith("sowiki-2026-10-01@");
        }
        assertThatThrownBy(() -> source(Optional.empty(), "20260901").snapshot())
                .hasMessageContaining("edition content of 2026-09-01 at ")
                .hasMessageContaining("edition classic of 20260901 at ")
                .satisfies(Helps.by(new Remedy.Give("date"), new Remedy.LeaveOut("date")));
        assertThatThrownBy(() -> source(Optional.of("monthly"), "latest"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("edition is \"monthly\"; expected content, classic or cirrus");
    }

    @Test
    void readsThePartsInTheOrderOfTheirPagesWithTheNextOneAtMostOnTheDisk() throws Exception {
        site.content("2026-10-01", parts(), COMPLETE);
        Source source = source(Optional.empty(), "20261001");
        Snapshot snapshot = source.snapshot();
        List<String> ids = new ArrayList<>();
        int most = 0;
        try (DocumentReader reader = source.open(snapshot, Position.START)) {
            for (boolean more = true; more; ) {
                try {
                    Reading reading = reader.read();
                    more = !(reading instanceof Reading.End);
                    if (reading instanceof Reading.Read read) {
                        ids.add(read.document().id());
                    }
                } catch (MalformedDocumentException e) {
                    ids.add(e.documentId());
                }
                most = Math.max(most, filesOnDisk());
            }
        }
        assertThat(ids)
                .containsExactly(
                        "1", "4", "5", "7", "8", "9", "10", "No id", "11", "12", "13", "14", "15", "16", "18", "19");
        assertThat(most).isBetween(1, 2);
        assertThat(filesOnDisk()).isZero();
        assertThat(site.asked())
                .containsExactly(
                        "SHA256SUMS",
                        "_SUCCESS",
                        "SHA256SUMS",
                        "_SUCCESS",
                        FILE + "p1p8.xml.bz2",
                        FILE + "p9p12.xml.bz2",
                        FILE + "p13p9999.xml.bz2");
    }

    @Test
    void readsWhatWikimediasOwnProgramWrites() throws Exception {
        byte[] export = Files.readAllBytes(Path.of("src/test/resources/upstream/wikipedia/content-export.xml"));
        site.content("2026-10-01", Map.of("p45046p279900", Dumps.bz2(export, 9)), COMPLETE);
        Source source = source(Optional.empty(), "20261001");
        try (DocumentReader reader = source.open(source.snapshot(), Position.START)) {
            reader.read();
            Document newest = ((Reading.Read) reader.read()).document();
            assertThat(newest.title()).isEqualTo("Example");
            assertThat(newest.id()).isEqualTo("45046");
            assertThat(newest.metadata()).containsEntry("revision_id", "5566832");
            assertThat(newest.text()).matches("Text \\d+ &");
            assertThat(reader.read()).isInstanceOf(Reading.Save.class);
        }
    }

    private int filesOnDisk() throws IOException {
        Path directory = raw.resolve("source=Wikipedia-Somali");
        if (!Files.exists(directory)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(directory)) {
            return (int)
                    files.filter(file -> !file.toString().endsWith(".etag")).count();
        }
    }

    @Test
    void partsOfOnePageAreInTheOrderOfItsRevisions() {
        List<DumpEdition.Packed> files = new ArrayList<>();
        for (String range : List.of("p10p20", "p9r500r900", "p9r1r499", "p1p8")) {
            files.add(new DumpEdition.Packed(
                    "sowiki-2026-10-01-" + range + ".xml.bz2",
                    OptionalLong.empty(),
                    Optional.of(Checksum.sha256("ab".repeat(32)))));
        }
        assertThat(DumpEdition.of(Edition.CONTENT, "sowiki", "2026-10-01", files)
                        .files())
                .extracting(file -> file.name().replaceAll(".*-01-|\\.xml.*", ""))
                .containsExactly("p1p8", "p9r1r499", "p9r500r900", "p10p20");
    }

    @Test
    void aRunKeepsItsEditionUnlessAnotherIsAskedFor() throws IOException {
        site.listing("20261020");
        site.dump("20261020", "done", Map.of("multistream.xml.bz2", Dumps.multistream(Dumps.pages(), 4)));
        Snapshot classic = source().snapshot();
        site.contentDates("2026-11-01");
        site.content("2026-11-01", parts(), COMPLETE);
        assertThat(source().availability(classic)).isEqualTo(new Availability.Available(Optional.empty()));
        assertThatThrownBy(() -> source(Optional.of("content"), "latest").availability(classic))
                .isInstanceOf(SourceException.class)
                .hasMessage("the run in progress reads " + classic.id()
                        + " of edition classic, and the edition asked for is content")
                .satisfies(Helps.by(new Remedy.LeaveOut("edition"), new Remedy.StartOver(false)));
        Snapshot content = source().snapshot();
        assertThat(source(Optional.of("content"), "2026-11-01").availability(content))
                .isInstanceOf(Availability.Available.class);
        site.removeAll();
        assertThat(source().availability(content)).isEqualTo(new Availability.Gone("no complete dump"));
    }
}
