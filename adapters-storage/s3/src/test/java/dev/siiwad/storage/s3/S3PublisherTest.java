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
import dev.siiwad.storage.Layout;
import dev.siiwad.storage.dataset.JsonLinesFormat;
import dev.siiwad.storage.s3.FaultyProxy.Fault;
import dev.siiwad.testkit.Checkpoints;
import dev.siiwad.testkit.DurableOperations;
import dev.siiwad.testkit.ListSource;
import dev.siiwad.testkit.Rig;
import dev.siiwad.testkit.S3Server;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One dataset in the place of another of the same day, in a bucket: the last requests are the receipt and two removals. */
class S3PublisherTest {
    private static final ListSource FIVE = new ListSource(Checkpoints.SOURCE, 5, 0, 0, "first", false);
    private static final int PUBLISHING = 11;

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
    void whatOthersHavePublishedStaysWhateverRequestFails() throws IOException {
        List<String> older = published();
        for (int n = 1; n <= requests; n++) {
            proxy.plan(n, Long.MAX_VALUE, Fault.RESET_BEFORE);
            Bucket failing = storage.by(proxy.port(), TestBucket.PATIENT);
            assertThatIOException().isThrownBy(() -> publish(failing, "run-1"));
            assertThat(published()).as("request %s", n).containsAll(older);
        }
    }

    @Test
    void whatAGivenUpRunHasShownIsRemovedByTheNext() throws IOException {
        for (int n = requests; n >= 1; n--) {
            proxy.plan(n, Long.MAX_VALUE, Fault.RESET_BEFORE);
            Bucket failing = storage.by(proxy.port(), TestBucket.PATIENT);
            String run = "run-" + n;
            assertThatIOException().isThrownBy(() -> publish(failing, run));
            boolean wasPublished = published().contains(run + "-receipt.json");
            publish(storage.bucket(), "run-0");
            assertThat(published())
                    .as("request %s", n)
                    .noneMatch(name -> name.startsWith(".") || !wasPublished && name.startsWith(run + "-"));
        }
    }

    @Test
    void uploadsOfOtherProgramsStayAndItsOwnAreAborted() throws IOException {
        Bucket bucket = storage.bucket();
        String ofSource = Layout.SILVER + "/" + Layout.source(FIVE.id()) + "/";
        List<String> foreign = List.of(
                ofSource + "backup.tar",
                ofSource + "date_accessed=2026-11-01/notes.txt",
                ofSource + "date_accessed=2026-11-01/mine/run-9-part-0000.parquet",
                ofSource + "copies/run-9-part-0000.parquet");
        String own = ofSource + "date_accessed=2026-11-01/run-9-part-0000.parquet";
        foreign.forEach(path -> begin(bucket, path));
        begin(bucket, own);
        publish(bucket, "run-1");
        assertThat(bucket.uploads(ofSource))
                .extracting(upload -> upload.key())
                .containsExactlyInAnyOrderElementsOf(
                        foreign.stream().map(bucket.address()::key).toList());
    }

    private static void begin(Bucket bucket, String path) {
        bucket.client()
                .createMultipartUpload(create -> create.bucket(bucket.address().bucket())
                        .key(bucket.address().key(path)));
    }

    static void publish(Bucket bucket, String run) throws IOException {
        Rig rig = new Rig();
        RunRequest request =
                RunRequest.defaults().withAgain().withCheckpointEvery(3).withRunId(new RunId(run));
        DurableOperations operations = new DurableOperations().plan(PUBLISHING, DurableOperations.Fault.CRASH_BEFORE);
        assertThatThrownBy(() -> rig.run(FIVE, request, operations)).hasMessageEndingWith(" publish");
        Checkpoint all = ((Saved.Committed) rig.place().saved(Checkpoints.SOURCE)).checkpoint();
        SegmentStore segments = rig.place().open(new DurableOperations()).segments(Checkpoints.SOURCE);
        new S3Publisher(bucket, new JsonLinesFormat(), "0.1", Optional.empty(), id -> () -> {})
                .publish(new CountedSegments(all, segments), FIVE.info());
    }

    private List<String> published() throws IOException {
        return storage.bucket().listAll("processed/").stream()
                .map(Bucket.Listed::name)
                .toList();
    }
}
