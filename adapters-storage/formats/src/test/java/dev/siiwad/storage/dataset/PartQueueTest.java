package dev.siiwad.storage.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.Claim;
import dev.siiwad.checkpoint.LostRaceException;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.ingest.RunRequest;
import dev.siiwad.publish.CountedSegments;
import dev.siiwad.publish.Ownership;
import dev.siiwad.publish.Receipt;
import dev.siiwad.publish.Relations;
import dev.siiwad.segment.RunId;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.storage.silver.Edition;
import dev.siiwad.testkit.Checkpoints;
import dev.siiwad.testkit.DurableOperations;
import dev.siiwad.testkit.ListSource;
import dev.siiwad.testkit.Rig;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Parts that are there, begun, or free, whoever looks for them, and what it costs to look. */
class PartQueueTest {
    private static final RunRequest REQUEST =
            RunRequest.defaults().withCheckpointEvery(5).withRunId(new RunId("run-1"));
    private static final long PART_TEXT_BYTES = 60;

    private final SharedOutputs shared = new SharedOutputs();
    private ListSource source;
    private Checkpoint checkpoint;
    private SegmentStore segments;
    private int parts;

    /** A run of so many documents that is about to be published. */
    private void read(int documents) throws IOException {
        source = new ListSource(Checkpoints.SOURCE, documents, 0, 0, "first", false);
        Rig rig = new Rig();
        DurableOperations operations = new DurableOperations().refuse("publish");
        assertThatThrownBy(() -> rig.run(source, REQUEST, operations)).isInstanceOf(IOException.class);
        checkpoint = ((Saved.Committed) rig.place().saved(Checkpoints.SOURCE)).checkpoint();
        segments = rig.place().open(new DurableOperations()).segments(Checkpoints.SOURCE);
        parts = (int) new CountedSegments(checkpoint, segments)
                .places(PART_TEXT_BYTES)
                .orElseThrow()
                .count();
    }

    @Test
    void aPartCostsAsManyRequestsInALargeDatasetAsInASmallOne() throws IOException {
        for (int documents : List.of(10, 100, 300)) {
            read(documents);
            SharedOutputs some = new SharedOutputs();
            DatasetNames names = new DatasetNames(checkpoint.runId());
            for (int part = 0; part < parts; part += 3) {
                some.begin(names.part(part, new JsonLinesFormat()));
            }
            help(some, "first", parts / 3);
            help(some, "second", parts / 3);
            publish(some);
            assertThat(some.requests()).as(parts + " parts").isBetween(2L * parts, 8L * parts + 200);
        }
    }

    @Test
    void whatEveryoneHasBegunAndNobodyEndedIsWrittenByWhoeverPublishes() throws IOException {
        read(20);
        List<Receipt.PublishedFile> expected = publish(shared).files();
        SharedOutputs dead = new SharedOutputs();
        for (int part = 0; part < parts; part++) {
            dead.begin(new DatasetNames(checkpoint.runId()).part(part, new JsonLinesFormat()));
        }
        assertThat(help(dead, "finds nothing to do", 0)).isTrue();
        assertThat(publish(dead).files()).isEqualTo(expected);
    }

    @Test
    void helpWritesWhatIsLeftAndReadsNothingThatOthersWrote() throws IOException {
        read(20);
        help(shared, "first", parts);
        long before = shared.requests();
        assertThat(help(shared, "second", 0)).isFalse();
        assertThat(shared.requests() - before).isEqualTo(1);
        before = shared.requests();
        publish(shared);
        assertThat(shared.requests() - before).isEqualTo(1 + 2L * parts);
    }

    private Receipt publish(SharedOutputs outputs) throws IOException {
        return writer().write(
                        new CountedSegments(checkpoint, segments),
                        source.info(),
                        Relations.NONE,
                        outputs.process(),
                        "memory");
    }

    /** Ends after so many parts, if it does not end before; tells whether others still write. */
    private boolean help(SharedOutputs outputs, String nonce, int partsMax) throws IOException {
        Claim claim = new Claim(checkpoint.attempt(), 0, Optional.empty(), Checkpoints.owner(nonce));
        Checkpoint helper = new Checkpoint(
                checkpoint.run(), claim, checkpoint.extent(), checkpoint.timestamp(), checkpoint.extra());
        int[] asked = {0};
        Ownership ownership = () -> {
            if (asked[0]++ > partsMax) {
                throw new LostRaceException("enough");
            }
        };
        try {
            return writer().help(new CountedSegments(helper, segments, ownership), source.info(), outputs.process());
        } catch (LostRaceException enough) {
            assertThat(asked[0]).isGreaterThan(partsMax);
            return true;
        }
    }

    private DatasetWriter writer() {
        return new DatasetWriter(new JsonLinesFormat(), Edition.of(checkpoint, "0.1"), PART_TEXT_BYTES);
    }
}
