package dev.siiwad.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.LostRaceException;
import dev.siiwad.checkpoint.Owner;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.ingest.SliceRemoval;
import dev.siiwad.segment.SegmentWriter;
import dev.siiwad.source.Slice;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Storage;
import dev.siiwad.storage.s3.FaultyProxy.Fault;
import dev.siiwad.testkit.Checkpoints;
import dev.siiwad.testkit.S3Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Of the slices of a run that is finished nothing stays in a bucket, not even their logs, whatever stops the removal and whoever comes in between. */
class ForgottenSliceTest {
    private static final int STEP = 3;
    private static final SourceId WHOLE = Checkpoints.SOURCE;
    private static final SourceId SLICE = Slice.idOf(WHOLE, 1, 2);

    private FaultyProxy proxy;
    private TestBucket storage;

    @BeforeEach
    void open() throws IOException {
        proxy = new FaultyProxy(S3Server.running().port());
        storage = new TestBucket();
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
    }

    @Test
    void removalThatStopsAnywhereIsFinishedByTheNext() throws IOException {
        boolean struck = true;
        for (int n = 1; struck; n += STEP) {
            storage = new TestBucket();
            read(SLICE);
            read(Slice.idOf(WHOLE, 2, 2));
            proxy.plan(n, Long.MAX_VALUE, Fault.RESET_BEFORE);
            struck = !removed(storage.by(proxy.port(), TestBucket.PATIENT));
            assertThat(removed(storage.bucket())).isTrue();
            assertThat(left()).as("stopped at request " + n).isEmpty();
        }
    }

    @Test
    void whoeverTakesTheSliceMeanwhileKeepsIt() throws IOException {
        int times = 0;
        boolean struck = true;
        for (int n = 1; struck; n++) {
            storage = new TestBucket();
            Bucket bucket = storage.by(proxy.port(), TestBucket.PATIENT);
            delete(SLICE);
            Checkpoint taken = begun();
            boolean[] acted = {false};
            proxy.planIntruder(n, () -> {
                acted[0] = true;
                commit(taken);
            });
            open(bucket).checkpoints().forget(SLICE);
            struck = acted[0];
            if (struck) {
                times++;
                assertThat(open(storage.bucket()).checkpoints().load(SLICE))
                        .as("taken at request " + n)
                        .isEqualTo(new Saved.Committed(taken, Optional.empty()));
            }
        }
        assertThat(times).isGreaterThan(4);
    }

    @Test
    void anOwnerThatSleptFindsThatItsSliceIsGone() throws IOException {
        S3CheckpointStore asleep = storage.checkpoints(1, false);
        asleep.load(SLICE);
        asleep.commit(begun());
        storage.waiting().pass(Lease.WATCH);
        assertThat(removed(storage.bucket())).isTrue();
        assertThat(left()).isEmpty();
        assertThatThrownBy(() -> asleep.commit(begun())).isInstanceOf(LostRaceException.class);
        assertThat(left()).isEmpty();
        assertThat(CheckpointLog.GAP_MAX).isLessThan(Lease.WATCH).isGreaterThan(Duration.ZERO);
    }

    @Test
    void whatSomebodyHasKeptStaysAndTheLogWithIt() throws IOException {
        read(SLICE);
        open(storage.bucket()).checkpointAdmin().backUp(SLICE);
        assertThat(removed(storage.bucket())).isTrue();
        assertThat(left())
                .anyMatch(path -> path.endsWith(".checkpoint.backup.json"))
                .anyMatch(path -> path.contains("/segments/run-1/"))
                .anyMatch(path -> path.contains("/checkpoints/"));
        Storage restoring = open(storage.bucket());
        restoring.checkpointAdmin().restore(SLICE);
        assertThat(restoring.checkpoints().load(SLICE)).isInstanceOf(Saved.Committed.class);
        restoring.checkpoints().forget(SLICE);
        assertThat(restoring.checkpoints().load(SLICE)).isInstanceOf(Saved.Committed.class);
    }

    /** One segment, and a checkpoint that counts it. */
    private void read(SourceId slice) throws IOException {
        Storage reading = open(storage.bucket());
        Checkpoint begun = Checkpoints.begun(slice, "run-1", Checkpoints.OWNER);
        reading.checkpoints().load(slice);
        reading.checkpoints().commit(begun);
        try (SegmentWriter writer = reading.segments(slice).create(begun.runId(), begun.nextStart())) {
            writer.drop("min_length");
            reading.checkpoints().commit(begun.plus(writer.seal(), begun.position(), begun.timestamp()));
        }
    }

    private void delete(SourceId slice) throws IOException {
        S3CheckpointStore store = storage.checkpoints(1, false);
        store.load(slice);
        store.commit(begun());
        store.delete(slice);
    }

    private static Checkpoint begun() {
        return Checkpoints.begun(SLICE, "run-2", Checkpoints.OWNER);
    }

    private void commit(Checkpoint taken) {
        try {
            S3CheckpointStore store = storage.checkpoints(2, false);
            store.load(SLICE);
            store.commit(taken);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean removed(Bucket bucket) {
        try {
            new SliceRemoval(open(bucket)).all(WHOLE);
            return true;
        } catch (IOException stopped) {
            return false;
        }
    }

    private static Storage open(Bucket bucket) {
        return new S3Storage(bucket, new Machine(new Owner("host", "boot", 9, "unused"), id -> Optional.empty()), true);
    }

    private List<String> left() throws IOException {
        return storage.bucket().listAll("staging/").stream()
                .map(Bucket.Listed::path)
                .filter(path -> !path.contains("/.probe-"))
                .toList();
    }
}
