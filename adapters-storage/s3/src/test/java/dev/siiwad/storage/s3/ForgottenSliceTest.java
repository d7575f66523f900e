package dev.siiwad.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.LostRaceException;
import dev.siiwad.checkpoint.Owner;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.checkpoint.SourceBusyException;
import dev.siiwad.ingest.SliceRemoval;
import dev.siiwad.segment.RunId;
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
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of the slices of a run that is finished nothing stays in a bucket, not even their logs, whatever stops the removal and whoever comes in between. */
class ForgottenSliceTest {
    private static final int STEP = 3;
    private static final SourceId WHOLE = Checkpoints.SOURCE;
    private static final SourceId SLICE = Slice.idOf(WHOLE, 1, 2);
    private static final SourceId OTHER = Slice.idOf(WHOLE, 2, 2);

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

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void removalThatStopsAnywhereIsFinishedByTheNext(boolean exhausted) throws IOException {
        boolean struck = true;
        for (int n = 1; struck; n += exhausted ? 1 : STEP) {
            storage = new TestBucket();
            read(SLICE, exhausted);
            read(OTHER, exhausted);
            proxy.plan(n, Long.MAX_VALUE, Fault.RESET_BEFORE);
            struck = !removed(storage.by(proxy.port(), TestBucket.PATIENT));
            assertThat(removed(storage.bucket())).isTrue();
            assertThat(left()).as("stopped at request " + n).isEmpty();
        }
    }

    /** Nothing but its last entry tells then that what is there of a slice is read, and of which run. */
    @Test
    void theLastEntryOfALogGoesAfterAllThatItTellsOf() throws IOException {
        boolean struck = true;
        for (int n = 1; struck; n++) {
            storage = new TestBucket();
            read(SLICE, true);
            storage.bucket()
                    .delete(left().stream()
                            .filter(path -> path.contains("/checkpoints/"))
                            .skip(1)
                            .toList());
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
    void goesWhenItIsReadWhetherItsOwnerLivesOrNot() throws IOException {
        storage.alive().add(4711L);
        read(SLICE, true);
        read(OTHER, true);
        Instant before = storage.waiting().now();
        new SliceRemoval(openAsOneOfMany(storage.bucket())).all(WHOLE);
        assertThat(left()).isEmpty();
        assertThat(storage.waiting().now()).isEqualTo(before);
    }

    @Test
    void staysWhereItsOwnerStillReadsAndAllOthersGo() throws IOException {
        storage.alive().add(4711L);
        read(SLICE, false);
        read(OTHER, true);
        assertThatThrownBy(() -> new SliceRemoval(openAsOneOfMany(storage.bucket())).all(WHOLE))
                .isInstanceOf(SourceBusyException.class);
        assertThat(left()).isNotEmpty().allMatch(path -> path.contains(SLICE.value()));
    }

    @Test
    void manyGoWithFewRequests() throws IOException {
        for (int n = 1; n <= 9; n++) {
            read(Slice.idOf(WHOLE, n, 9), true);
        }
        Storage removing = openAsOneOfMany(storage.by(proxy.port(), TestBucket.PATIENT));
        for (int n = 1; n <= 9; n++) {
            removing.checkpoints().load(Slice.idOf(WHOLE, n, 9));
        }
        proxy.planNothing();
        new SliceRemoval(removing).all(WHOLE);
        assertThat(left()).isEmpty();
        assertThat(proxy.log()).hasSize(3);
    }

    @Test
    void whatComesLateGoesWithWhoeverHasPutItThere() throws IOException {
        read(SLICE, true);
        String late = storage.bucket().listAll("staging/").stream()
                .map(Bucket.Listed::path)
                .filter(path -> path.contains("/segments/run-1/0"))
                .findFirst()
                .orElseThrow();
        assertThat(removed(storage.bucket())).isTrue();
        storage.bucket().put(late, Body.of(new byte[1]));
        S3CheckpointStore slept = storage.checkpoints(1, false);
        assertThat(slept.removeRead(SLICE, Optional.of(new RunId("run-2")))).containsExactly(SLICE);
        assertThat(left()).containsExactly(late);
        assertThat(slept.removeRead(SLICE, Optional.of(new RunId("run-1")))).isEmpty();
        assertThat(left()).isEmpty();
    }

    @Test
    void whatAnotherRunReadsMeanwhileStays() throws IOException {
        int afterListing = 2;
        for (int n = afterListing; n <= afterListing + 2; n++) {
            storage = new TestBucket();
            read(SLICE, true);
            Checkpoint taken = begun();
            proxy.planIntruder(n, () -> commit(taken));
            new SliceRemoval(openAsOneOfMany(storage.by(proxy.port(), TestBucket.PATIENT))).all(WHOLE);
            assertThat(proxy.struck()).isTrue();
            assertThat(open(storage.bucket()).checkpoints().load(SLICE))
                    .as("taken at request " + n)
                    .isEqualTo(new Saved.Committed(taken, Optional.empty()));
        }
    }

    @Test
    void whatSomebodyHasKeptStaysAndTheLogWithIt() throws IOException {
        read(SLICE, true);
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
    private void read(SourceId slice, boolean exhausted) throws IOException {
        Storage reading = open(storage.bucket());
        Checkpoint begun = Checkpoints.begun(slice, "run-1", Checkpoints.OWNER);
        reading.checkpoints().load(slice);
        reading.checkpoints().commit(begun);
        try (SegmentWriter writer = reading.segments(slice).create(begun.runId(), begun.nextStart())) {
            writer.drop("min_length");
            Checkpoint read = begun.plus(writer.seal(), begun.position(), begun.timestamp());
            reading.checkpoints().commit(read);
            if (exhausted) {
                reading.checkpoints().commit(read.exhausted(begun.timestamp()));
            }
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

    /** One that takes nothing over. */
    private Storage openAsOneOfMany(Bucket bucket) {
        return new S3Storage(bucket, storage.machine("host", 9), false);
    }

    private List<String> left() throws IOException {
        return storage.bucket().listAll("staging/").stream()
                .map(Bucket.Listed::path)
                .filter(path -> !path.contains("/.probe-"))
                .toList();
    }
}
