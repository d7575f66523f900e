package dev.siiwad.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.ingest.RunRequest;
import dev.siiwad.publish.CountedSegments;
import dev.siiwad.segment.RunId;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.storage.dataset.JsonLinesFormat;
import dev.siiwad.storage.s3.FaultyProxy.Fault;
import dev.siiwad.testkit.Checkpoints;
import dev.siiwad.testkit.DurableOperations;
import dev.siiwad.testkit.ListSource;
import dev.siiwad.testkit.Rig;
import dev.siiwad.testkit.S3Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One dataset in the place of another of the same day, in a bucket: the last requests are the receipt and two removals. */
class S3PublisherTest {
    private static final ListSource FIVE = new ListSource(Checkpoints.SOURCE, 5, 0, 0, "first", false);
    private static final int PUBLISHING = 10;

    private final TestBucket storage = new TestBucket();

    private FaultyProxy proxy;
    private int requests;

    @BeforeEach
    void countRequests() throws IOException {
        proxy = new FaultyProxy(S3Server.running().port());
        TestBucket other = new TestBucket();
        publish(other.bucket(), "run-0");
        proxy.planNothing();
        publish(other.by(proxy.port(), TestBucket.PATIENT), "run-1");
        requests = proxy.log().size();
        publish(storage.bucket(), "run-0");
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
    }

    @Test
    void removesReceiptsOfOthersBeforeWhatTheyStandFor() throws IOException {
        proxy.plan(requests, Long.MAX_VALUE, Fault.RESET_BEFORE);
        assertThatIOException().isThrownBy(() -> publish(storage.by(proxy.port(), TestBucket.PATIENT), "run-1"));
        assertThat(published())
                .contains("run-0-part-0000.jsonl.zst", "run-1-receipt.json")
                .doesNotContain("run-0-receipt.json");
    }

    @Test
    void removesNothingThatCameAfterItsOwn() throws IOException {
        for (int n = requests - 2; n <= requests; n++) {
            proxy.planIntruder(n, () -> {
                try {
                    publish(storage.bucket(), "run-2");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            publish(storage.by(proxy.port(), TestBucket.PATIENT), "run-1");
            assertThat(published()).contains("run-2-part-0000.jsonl.zst", "run-2-receipt.json");
            publish(storage.bucket(), "run-0");
        }
    }

    private static void publish(Bucket bucket, String run) throws IOException {
        Rig rig = new Rig();
        RunRequest request = RunRequest.defaults().withCheckpointEvery(3).withRunId(new RunId(run));
        DurableOperations operations = new DurableOperations().plan(PUBLISHING, DurableOperations.Fault.CRASH_BEFORE);
        assertThatThrownBy(() -> rig.run(FIVE, request, operations)).hasMessageEndingWith(" publish");
        Checkpoint all = ((Saved.Committed) rig.place().saved(Checkpoints.SOURCE)).checkpoint();
        SegmentStore segments = rig.place().open(new DurableOperations()).segments(Checkpoints.SOURCE);
        new S3Publisher(bucket, new JsonLinesFormat(), "0.1", id -> () -> {})
                .publish(new CountedSegments(all, segments), FIVE.info());
    }

    private List<String> published() throws IOException {
        return storage.bucket().listAll("processed/").stream()
                .map(Bucket.Listed::name)
                .toList();
    }
}
