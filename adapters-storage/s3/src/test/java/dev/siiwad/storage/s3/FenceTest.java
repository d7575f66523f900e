package dev.siiwad.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.LostRaceException;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.ingest.RunRequest;
import dev.siiwad.publish.CountedSegments;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.storage.dataset.JsonLinesFormat;
import dev.siiwad.testkit.Checkpoints;
import dev.siiwad.testkit.DurableOperations;
import dev.siiwad.testkit.DurableOperations.Fault;
import dev.siiwad.testkit.ListSource;
import dev.siiwad.testkit.Rig;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A run that was taken over is told so by its fence before it shows or removes anything. */
class FenceTest {
    /** A part of another run of the source. */
    private static final String OTHER = "date_accessed=2026-10-01/run-1-part-0000.jsonl.zst";

    private static final ListSource FIVE = new ListSource(Checkpoints.SOURCE, 5, 0, 0, "first", false);
    private static final int PUBLISHING = 11;
    private static final int PART_BYTES = 5 << 20;

    private final TestBucket storage = new TestBucket();
    private final Bucket bucket = storage.bucket();

    @Test
    void removesNoSegments() throws IOException {
        bucket.put("staging/source=List-Somali/segments/run-0/00000001-1.jsonl.zst", Body.of(new byte[] {1}));
        S3SegmentStore segments = new S3SegmentStore(bucket, Checkpoints.SOURCE, heldFor(0));
        assertThatThrownBy(() -> segments.retainOnly(Set.of())).isInstanceOf(LostRaceException.class);
        assertThat(bucket.listAll("staging/")).hasSize(1);
    }

    @Test
    void showsNoPart() throws IOException {
        assertThatThrownBy(() -> publish(heldFor(0))).isInstanceOf(LostRaceException.class);
        assertThat(published()).isEmpty();
    }

    @Test
    void showsNoReceipt() throws IOException {
        assertThatThrownBy(() -> publish(heldFor(1))).isInstanceOf(LostRaceException.class);
        assertThat(published()).isNotEmpty().noneMatch(name -> name.endsWith("-receipt.json"));
    }

    @Test
    void abortsNoUpload() throws IOException {
        Upload others = new Upload(bucket, "processed/silver/source=List-Somali/" + OTHER, PART_BYTES, true);
        others.write(new byte[PART_BYTES + 1]);
        assertThatThrownBy(() -> publish(heldFor(0))).isInstanceOf(LostRaceException.class);
        others.force();
        others.complete();
        assertThat(published()).containsExactly("run-1-part-0000.jsonl.zst");
    }

    @Test
    void abortsWhatCrashesHaveLeftAsLongAsItHolds() throws IOException {
        Upload left = new Upload(bucket, "processed/silver/source=List-Somali/" + OTHER, PART_BYTES, true);
        left.write(new byte[PART_BYTES + 1]);
        assertThat(new S3Rig(storage, bucket).uploads()).hasSize(1);
        publish(heldFor(3));
        assertThat(new S3Rig(storage, bucket).uploads()).isEmpty();
    }

    @Test
    void leavesNoReceiptForPartsThatWereReplaced() throws IOException {
        publish(heldFor(2));
        assertThat(published()).anyMatch(name -> name.endsWith("-receipt.json"));
        assertThatThrownBy(() -> publish(FIVE.edition("other"), heldFor(1))).isInstanceOf(LostRaceException.class);
        assertThat(published()).isNotEmpty().noneMatch(name -> name.endsWith("-receipt.json"));
    }

    /** The fence of a run that is taken over when it has been asked for a number of times. */
    private static Fence heldFor(int times) {
        AtomicInteger asked = new AtomicInteger();
        return () -> {
            if (asked.incrementAndGet() > times) {
                throw new LostRaceException("taken over");
            }
        };
    }

    private void publish(Fence fence) throws IOException {
        publish(FIVE, fence);
    }

    private void publish(ListSource source, Fence fence) throws IOException {
        Rig rig = new Rig();
        RunRequest request = RunRequest.defaults().withAgain().withCheckpointEvery(3);
        assertThatThrownBy(() -> rig.run(source, request, new DurableOperations().plan(PUBLISHING, Fault.CRASH_BEFORE)))
                .hasMessageEndingWith(" publish");
        Checkpoint all = ((Saved.Committed) rig.place().saved(Checkpoints.SOURCE)).checkpoint();
        SegmentStore segments = rig.place().open(new DurableOperations()).segments(Checkpoints.SOURCE);
        new S3Publisher(bucket, new JsonLinesFormat(), "0.1", Optional.empty(), id -> fence)
                .publish(new CountedSegments(all, segments), source.info());
    }

    private List<String> published() throws IOException {
        return bucket.listAll("processed/").stream().map(Bucket.Listed::name).toList();
    }
}
