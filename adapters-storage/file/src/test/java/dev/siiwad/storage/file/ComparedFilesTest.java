package dev.siiwad.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.Claim;
import dev.siiwad.checkpoint.Run;
import dev.siiwad.duplicates.Against;
import dev.siiwad.duplicates.Deduplication;
import dev.siiwad.ingest.RunReport;
import dev.siiwad.ingest.RunRequest;
import dev.siiwad.publish.CountedSegments;
import dev.siiwad.publish.DatasetFormat;
import dev.siiwad.publish.Receipt;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.Position;
import dev.siiwad.source.Settings;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.dataset.PartFormats;
import dev.siiwad.testkit.Checkpoints;
import dev.siiwad.testkit.DurableOperations;
import dev.siiwad.testkit.ListSource;
import dev.siiwad.testkit.PlainMinHash;
import dev.siiwad.testkit.Resembling;
import dev.siiwad.testkit.Rig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Documents are compared with those in the files of other datasets, in whatever format and however many files those are. */
class ComparedFilesTest {
    private static final SourceId OTHER = new SourceId("List-Other");
    private static final int DOCUMENTS = 30;

    @TempDir
    Path data;

    private final ListSource source = new ListSource(Checkpoints.SOURCE, DOCUMENTS, 0, 0, "first", false);

    @ParameterizedTest
    @EnumSource
    void aDatasetWithoutADocumentTakesNothing(DatasetFormat format) throws IOException {
        Checkpoint empty = Checkpoint.begin(
                        new Run(new RunId("other"), OTHER, Published.STARTED, 0, "list@first", Settings.of(Map.of())),
                        Position.START,
                        Claim.first(1, Checkpoints.owner("nonce")))
                .exhausted(Published.STARTED);
        Receipt published =
                publisher(format, 1 << 20).publish(new CountedSegments(empty, Published.memory()), Published.LABELS);
        assertThat(published.tally().kept()).isZero();
        assertThat(compared().tally().dropped()).doesNotContainKey("duplicate_elsewhere");
    }

    @ParameterizedTest
    @EnumSource
    void everyPartCounts(DatasetFormat format) throws IOException {
        Rig rig = new Rig(this::storage).transform(new Resembling(0)).format(format);
        rig.run(
                new ListSource(OTHER, DOCUMENTS, 0, 0, "first", false),
                RunRequest.defaults().withRunId(new RunId("other")),
                new DurableOperations());
        RunReport.NothingKept nothing = (RunReport.NothingKept) run();
        assertThat(nothing.tally().dropped()).containsEntry("duplicate_elsewhere", (long) DOCUMENTS);
    }

    private FilePublisher publisher(DatasetFormat format, long partTextBytes) {
        return new FilePublisher(
                data.resolve("processed/silver"), PartFormats.of(format), "1.0", new FastDisk(), partTextBytes);
    }

    private Receipt compared() throws IOException {
        return ((RunReport.Completed) run()).receipt();
    }

    private RunReport run() throws IOException {
        return new Rig(this::storage)
                .transform(new Resembling(0))
                .deduplicate(Deduplication.near(new PlainMinHash()).withAgainst(Against.named(List.of("other"))))
                .run(source, RunRequest.defaults(), new DurableOperations());
    }

    private FileStorage storage() {
        return FileStorage.below(data);
    }
}
