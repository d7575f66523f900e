package dev.siiwad.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdInputStream;
import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.Claim;
import dev.siiwad.checkpoint.Run;
import dev.siiwad.document.Document;
import dev.siiwad.ingest.RunReport;
import dev.siiwad.ingest.RunRequest;
import dev.siiwad.publish.CountedSegments;
import dev.siiwad.publish.Receipt;
import dev.siiwad.segment.Entry;
import dev.siiwad.segment.RunId;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.segment.SegmentWriter;
import dev.siiwad.source.Position;
import dev.siiwad.source.Settings;
import dev.siiwad.storage.dataset.DatasetVerification;
import dev.siiwad.storage.dataset.JsonLinesFormat;
import dev.siiwad.testkit.Checkpoints;
import dev.siiwad.testkit.DurableOperations;
import dev.siiwad.testkit.ListSource;
import dev.siiwad.testkit.Rig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run drops and keeps beside its dataset. */
class RejectsTest {
    private static final ListSource SOURCE = ListSource.of(20);
    private static final RunId RUN = new RunId("20261101_080000_list-somali_0123abcd");
    private static final RunRequest REQUEST =
            RunRequest.defaults().withRunId(RUN).withCheckpointEvery(3);
    private static final String REJECTS = RUN + "-rejects-0000.ndjson.zst";

    @TempDir
    Path data;

    private Rig rig;
    private Path day;

    @BeforeEach
    void prepare() {
        rig = new Rig(this::storage);
        day = data.resolve("processed/silver/source=List-Somali/date_accessed=2026-11-01");
    }

    @Test
    void everyDroppedDocumentIsKeptWithTheRuleAndWhatItFound() throws IOException {
        Receipt receipt = run(REQUEST.withKeepRejects());
        assertThat(receipt.tally().dropped()).containsOnly(Map.entry("min_length", 6L));
        Receipt.PublishedFile named = receipt.files().get(1);
        assertThat(named.name()).isEqualTo(REJECTS);
        assertThat(named.documents()).isEqualTo(6);
        assertThat(named.bytes()).isEqualTo(Files.size(day.resolve(REJECTS)));
        List<String> lines = lines();
        assertThat(lines)
                .hasSize(6)
                .allSatisfy(line -> assertThat(line)
                        .contains("\"rule\":\"min_length\",\"value\":\"6\",\"id\":\"", "\"text\":\"gaaban\""));
        assertThat(lines.get(0)).startsWith("{\"offset\":2,").contains("\"url\":\"https://tusaale.example/2\"");
        assertThat(verified()).isEmpty();
    }

    @Test
    void readersThatGoByAPatternOrTheCardDoNotTakeThem() throws IOException {
        run(REQUEST.withKeepRejects());
        assertThat(REJECTS)
                .doesNotEndWith(".jsonl.zst")
                .doesNotEndWith(".parquet")
                .doesNotEndWith(".jsonl");
        for (String description : List.of("README.md", "croissant.json")) {
            assertThat(data.resolve("processed/silver/" + description))
                    .content()
                    .contains(RUN + "-part-0000")
                    .doesNotContain("rejects");
        }
    }

    @Test
    void aRunThatDoesNotKeepThemHasNone() throws IOException {
        Receipt receipt = run(REQUEST);
        assertThat(receipt.files()).noneMatch(file -> file.name().contains("rejects"));
        assertThat(receipt.checkpoint().settings().values()).doesNotContainKey("keep_rejects");
        assertThat(verified()).isEmpty();
    }

    @Test
    void aChangedOrMissingFileIsFound() throws IOException {
        run(REQUEST.withKeepRejects());
        Path rejects = day.resolve(REJECTS);
        byte[] whole = Files.readAllBytes(rejects);
        byte[] changed = whole.clone();
        changed[changed.length / 2] ^= 1;
        Files.write(rejects, changed);
        assertThat(verified())
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding).startsWith(rejects + ": "));
        Files.delete(rejects);
        assertThat(verified()).contains(rejects + ": is missing; " + RUN + "-receipt.json counts 6 documents in it");
    }

    @Test
    void theyGoWithTheDataset() throws IOException {
        Receipt receipt = run(REQUEST.withKeepRejects());
        try (FileStorage storage = storage()) {
            storage.datasets().remove(receipt.checkpoint().source(), Set.of(RUN));
        }
        assertThat(day).doesNotExist();
    }

    @Test
    void manyAreCutIntoFilesOfBoundedSize() throws IOException {
        SegmentStore segments = Published.memory();
        Checkpoint checkpoint = rejected(segments, 5);
        Path silver = data.resolve("cut");
        new FilePublisher(silver, new JsonLinesFormat(), "1.0", new FastDisk(), 12)
                .publish(new CountedSegments(checkpoint, segments), Published.LABELS);
        assertThat(Published.files(silver).keySet())
                .map(name -> name.substring(name.lastIndexOf('/') + 1))
                .contains(
                        RUN + "-rejects-0000.ndjson.zst",
                        RUN + "-rejects-0001.ndjson.zst",
                        RUN + "-rejects-0002.ndjson.zst");
        assertThat(new DatasetVerification().verify(silver).findings()).isEmpty();
    }

    private static Checkpoint rejected(SegmentStore segments, int documents) throws IOException {
        Settings settings = Settings.of(Map.of(Settings.KEEP_REJECTS, "true"));
        Checkpoint checkpoint = Checkpoint.begin(
                new Run(RUN, Checkpoints.SOURCE, Published.STARTED, 0, "list@first", settings),
                Position.START,
                Claim.first(1, Checkpoints.OWNER));
        try (SegmentWriter writer = segments.create(RUN, checkpoint.nextStart())) {
            for (int n = 0; n < documents; n++) {
                Document document = Document.of("" + n, "", "gaaban", "", Map.of());
                writer.add(new Entry.Rejected(n, document, "min_length", "6"));
            }
            return checkpoint
                    .plus(writer.seal(), new Position("line=" + documents), Published.STARTED)
                    .exhausted(Published.STARTED);
        }
    }

    private Receipt run(RunRequest request) throws IOException {
        return ((RunReport.Completed) rig.run(SOURCE, request, new DurableOperations())).receipt();
    }

    private FileStorage storage() {
        return new FileStorage(data.resolve("staging"), data.resolve("processed/silver"), new FastDisk());
    }

    private List<String> verified() throws IOException {
        return storage().datasets().verify(Optional.empty()).findings();
    }

    private List<String> lines() throws IOException {
        try (InputStream in = new ZstdInputStream(Files.newInputStream(day.resolve(REJECTS)))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
