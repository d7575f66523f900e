package dev.siiwad.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.Claim;
import dev.siiwad.checkpoint.LostRaceException;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.ingest.RunRequest;
import dev.siiwad.publish.CountedSegments;
import dev.siiwad.publish.Ownership;
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
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Parts of one dataset in a bucket, uploaded by several processes, each of which may end at any request. */
class S3SharedPartsTest {
    private static final ListSource SOME = new ListSource(Checkpoints.SOURCE, 12, 0, 0, "first", false);
    private static final long PART_TEXT_BYTES = 60;
    private static final int STEP = 7;

    private final Rig rig = new Rig();

    private FaultyProxy proxy;
    private Checkpoint all;
    private SegmentStore segments;
    private SortedMap<String, String> expected;

    @BeforeEach
    void publishAlone() throws IOException {
        proxy = new FaultyProxy(S3Server.running().port());
        RunRequest request = RunRequest.defaults().withCheckpointEvery(5).withRunId(new RunId("run-1"));
        DurableOperations read = new DurableOperations();
        assertThatThrownBy(() -> rig.run(SOME, request, untilPublished(read))).hasMessageEndingWith(" publish");
        all = ((Saved.Committed) rig.place().saved(Checkpoints.SOURCE)).checkpoint();
        segments = rig.place().open(new DurableOperations()).segments(Checkpoints.SOURCE);
        TestBucket alone = new TestBucket();
        publish(alone.bucket(), all);
        expected = files(alone);
        assertThat(expected).hasSizeGreaterThan(4);
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
    }

    private DurableOperations untilPublished(DurableOperations operations) throws IOException {
        Rig other = new Rig();
        other.run(SOME, RunRequest.defaults().withCheckpointEvery(5).withRunId(new RunId("run-1")), operations);
        int publish = 0;
        for (String operation : operations.log()) {
            publish++;
            if (operation.endsWith("publish")) {
                break;
            }
        }
        return new DurableOperations().plan(publish, DurableOperations.Fault.CRASH_BEFORE);
    }

    @Test
    void helpThatEndsAtAnyRequestNeverShows() throws IOException {
        boolean struck = true;
        for (int n = 1; struck; n += STEP) {
            TestBucket storage = new TestBucket();
            proxy.plan(n, Long.MAX_VALUE, Fault.RESET_BEFORE);
            struck = !ended(() -> help(storage.by(proxy.port(), TestBucket.PATIENT), storage));
            publish(storage.bucket(), all);
            assertComplete(storage, "help until request " + n);
        }
    }

    @Test
    void aPublisherThatEndsAtAnyRequestIsFollowedByAnother() throws IOException {
        boolean struck = true;
        for (int n = 1; struck; n += STEP) {
            TestBucket storage = new TestBucket();
            help(storage.bucket(), storage);
            proxy.plan(n, Long.MAX_VALUE, Fault.RESET_BEFORE);
            struck = !ended(() -> publish(storage.by(proxy.port(), TestBucket.PATIENT), all));
            publish(storage.bucket(), all.claimedBy(Checkpoints.OWNER, all.attempt() + 1, all.timestamp()));
            assertComplete(storage, "published until request " + n);
        }
    }

    /** It had looked before the dataset was there. */
    @Test
    void whatHelpHasLeftThatDiedLaterIsRemoved() throws IOException {
        TestBucket storage = new TestBucket();
        publish(storage.bucket(), all);
        boolean struck = true;
        for (int n = STEP; struck; n += 2 * STEP) {
            proxy.plan(n, Long.MAX_VALUE, Fault.RESET_BEFORE);
            Bucket bucket = storage.by(proxy.port(), TestBucket.PATIENT);
            struck = !ended(() -> help(bucket, Ownership.UNDISPUTED));
            publisher(storage.bucket()).removeHelp(Checkpoints.SOURCE, all.runId(), all.started());
            assertComplete(storage, "died at request " + n);
        }
    }

    /** Whoever publishes reads what others have written once, and looks once for those that come after; a part that is larger than an upload takes one request more for each. */
    @Test
    void aPartThatOthersHaveWrittenCostsAFewRequestsHoweverManyThereAre() throws IOException {
        TestBucket storage = new TestBucket();
        help(storage.bucket(), storage);
        proxy.planNothing();
        publish(storage.by(proxy.port(), TestBucket.PATIENT), all);
        List<String> requests = storage.requests(proxy.log());
        long parts = expected.keySet().stream()
                .filter(name -> name.contains("-part-"))
                .count();
        assertThat(requests)
                .filteredOn(request -> request.startsWith("GET") && request.contains(".written"))
                .hasSizeGreaterThanOrEqualTo((int) parts)
                .doesNotHaveDuplicates();
        assertThat(requests).filteredOn(request -> request.contains("uploads&")).hasSizeLessThanOrEqualTo(5);
        assertComplete(storage, "helped to the end");
    }

    private interface Work {
        void run() throws IOException;
    }

    private static boolean ended(Work work) {
        try {
            work.run();
            return true;
        } catch (IOException failed) {
            return false;
        }
    }

    private void publish(Bucket bucket, Checkpoint by) throws IOException {
        publisher(bucket).publish(new CountedSegments(by, segments), SOME.info());
    }

    private void help(Bucket bucket, TestBucket storage) throws IOException {
        help(bucket, () -> {
            if (files(storage).keySet().stream().anyMatch(name -> name.endsWith("receipt.json"))) {
                throw new LostRaceException("published");
            }
        });
    }

    private void help(Bucket bucket, Ownership asked) throws IOException {
        Claim claim = new Claim(all.attempt(), 0, Optional.empty(), Checkpoints.owner("helper"));
        Checkpoint helper = new Checkpoint(all.run(), claim, all.extent(), all.timestamp(), all.extra());
        publisher(bucket).help(new CountedSegments(helper, segments, asked), SOME.info());
    }

    private static S3Publisher publisher(Bucket bucket) {
        return new S3Publisher(
                bucket,
                new JsonLinesFormat(),
                "0.1",
                Optional.empty(),
                id -> () -> {},
                PART_TEXT_BYTES,
                Upload.PART_BYTES);
    }

    private void assertComplete(TestBucket storage, String when) throws IOException {
        assertThat(files(storage)).as(when).isEqualTo(expected);
        assertThat(storage.bucket().uploads("processed/")).as(when).isEmpty();
    }

    /** All there is below the datasets, with its content; of the receipt, that it is there. */
    private static SortedMap<String, String> files(TestBucket storage) throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        for (Bucket.Listed object : storage.bucket().listAll("processed/")) {
            byte[] bytes = storage.bucket().read(object.path(), 1 << 20).orElse(new byte[0]);
            files.put(
                    object.name(),
                    object.name().endsWith("receipt.json") ? "" : HexFormat.of().formatHex(bytes));
        }
        return files;
    }
}
