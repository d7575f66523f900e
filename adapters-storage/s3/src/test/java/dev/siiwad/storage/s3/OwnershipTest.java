package dev.siiwad.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.Glance;
import dev.siiwad.checkpoint.LostRaceException;
import dev.siiwad.checkpoint.Owner;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.checkpoint.SourceBusyException;
import dev.siiwad.ingest.RunReport;
import dev.siiwad.segment.DamagedSegmentException;
import dev.siiwad.segment.RunId;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.json.CheckpointJson;
import dev.siiwad.testkit.Checkpoints;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever commits owns; whoever is dead does not, and finds that out when it turns out to live. */
class OwnershipTest {
    private static final SourceId SOURCE = Checkpoints.SOURCE;

    private final TestBucket storage = new TestBucket();

    @Test
    void aLiveOwnerOfTheSameMachineIsRespectedAtOnce() throws IOException {
        ownedBy("host", 1);
        storage.alive().add(1L);
        Instant before = storage.waiting().now();
        assertThatThrownBy(() -> acquire("host", 2, false))
                .isInstanceOf(SourceBusyException.class)
                .hasMessageContaining("pid 1 on host")
                .hasMessageContaining("Wait until it ends, or stop it");
        assertThat(storage.waiting().now()).isEqualTo(before);
    }

    @Test
    void aDeadOwnerOfTheSameMachineIsTakenOverAtOnce() throws IOException {
        ownedBy("host", 1);
        Instant before = storage.waiting().now();
        acquire("host", 2, false).close();
        assertThat(storage.waiting().now()).isEqualTo(before);
    }

    @Test
    void aProcessThatBeganBehindTheLastCommitIsNotItsOwner() throws IOException {
        ownedBy("host", 1);
        Machine machine = new Machine(
                new Owner("host", "boot", 2, "unused"), id -> Optional.of(Instant.parse("2100-01-01T00:00:00Z")));
        Instant before = storage.waiting().now();
        new S3CheckpointStore(storage.bucket(), machine, false).acquire(SOURCE).close();
        assertThat(Duration.between(before, storage.waiting().now())).isEqualTo(Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @ValueSource(strings = {"4026532001", ""})
    void anOwnerInAnotherContainerOrOfAnEarlierBuildIsNotJudgedByItsProcessId(String namespace) throws IOException {
        Owner owner =
                new Owner("host", "boot", 1, "nonce-1", Optional.of(namespace).filter(known -> !known.isEmpty()));
        S3CheckpointStore store = storage.checkpoints(storage.bucket(), "host", 1, false);
        store.load(SOURCE);
        store.commit(Checkpoints.begun("run-1").claimedBy(owner, 2, Instant.EPOCH));
        Owner self = new Owner("host", "boot", 1, "nonce-2", Optional.of("4026532002"));
        Instant before = storage.waiting().now();
        new S3CheckpointStore(storage.bucket(), new Machine(self, id -> Optional.empty()), false)
                .acquire(SOURCE)
                .close();
        assertThat(Duration.between(before, storage.waiting().now())).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aPausedOwnerWhoseRunAnotherHasFinishedFindsThatOutWhereASegmentIsMissing() throws IOException {
        S3CheckpointStore paused = ownedBy("host", 1);
        S3SegmentStore segments = new S3SegmentStore(storage.bucket(), SOURCE, paused.fence(SOURCE));
        assertThatThrownBy(() -> segments.read(new RunId("run-1"), new SegmentName(1, 1), entry -> {}))
                .isInstanceOf(DamagedSegmentException.class)
                .hasMessageContaining("is missing");
        S3CheckpointStore other = storage.checkpoints(storage.bucket(), "host", 2, false);
        other.load(SOURCE);
        other.delete(SOURCE);
        assertThatThrownBy(() -> segments.read(new RunId("run-1"), new SegmentName(1, 1), entry -> {}))
                .isInstanceOf(LostRaceException.class);
    }

    @Test
    void whatAnotherHasCommittedIsNotRenewed() throws IOException {
        ownedBy("host", 1);
        CheckpointLog log = new CheckpointLog(storage.bucket(), SOURCE);
        log.newest();
        storage.waiting().sleep(Lease.RENEW_AFTER.multipliedBy(2));
        assertThat(log.renew(Lease.RENEW_AFTER)).isFalse();
    }

    @Test
    void anOwnerElsewhereThatIsSilentIsTakenOverAfterThirtySeconds() throws IOException {
        ownedBy("elsewhere", 1);
        Instant before = storage.waiting().now();
        acquire("host", 2, false).close();
        assertThat(Duration.between(before, storage.waiting().now())).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void ownersElsewhereThatAreSilentAreFreeAfterOneWaitForAllOfThem() throws IOException {
        RunId run = new RunId("run-1");
        List<SourceId> slices = List.of(new SourceId("X.slice-0001-of-0002"), new SourceId("X.slice-0002-of-0002"));
        for (SourceId slice : slices) {
            S3CheckpointStore dead = storage.checkpoints(storage.bucket(), "elsewhere", 1, false);
            dead.load(slice);
            dead.commit(Checkpoints.begun(slice, "run-1", new Owner("elsewhere", "boot", 1, "nonce-1")));
        }
        S3CheckpointStore survivor = storage.checkpoints(storage.bucket(), "host", 2, false);
        for (SourceId slice : slices) {
            assertThat(survivor.glance(slice, run)).isEqualTo(Glance.HELD);
        }
        storage.waiting().pass(Duration.ofSeconds(29));
        assertThat(survivor.glance(slices.get(0), run)).isEqualTo(Glance.HELD);
        storage.waiting().pass(Duration.ofSeconds(1));
        Instant before = storage.waiting().now();
        for (SourceId slice : slices) {
            assertThat(survivor.glance(slice, run)).isEqualTo(Glance.FREE);
            survivor.acquire(slice).close();
        }
        assertThat(storage.waiting().now()).isEqualTo(before);
    }

    @Test
    void anOwnerElsewhereThatRenewedBetweenTwoGlancesIsHeld() throws IOException {
        RunId run = new RunId("run-1");
        CheckpointLog log = new CheckpointLog(storage.bucket(), SOURCE);
        log.newest();
        ownedBy(log, "elsewhere", 1);
        S3CheckpointStore onlooker = storage.checkpoints(storage.bucket(), "host", 2, false);
        assertThat(onlooker.glance(SOURCE, run)).isEqualTo(Glance.HELD);
        storage.waiting().pass(Duration.ofSeconds(20));
        assertThat(log.renew(Lease.RENEW_AFTER)).isTrue();
        storage.waiting().pass(Duration.ofSeconds(20));
        assertThat(onlooker.glance(SOURCE, run)).isEqualTo(Glance.HELD);
        storage.waiting().pass(Duration.ofSeconds(30));
        assertThat(onlooker.glance(SOURCE, run)).isEqualTo(Glance.FREE);
    }

    /** It would be waited for until that clock has come to the same time again. */
    @Test
    void aClockThatIsSetBackMeanwhileHasASilentOwnerWatchedAnewOnly() throws IOException {
        RunId run = new RunId("run-1");
        ownedBy("elsewhere", 1);
        S3CheckpointStore onlooker = storage.checkpoints(storage.bucket(), "host", 2, false);
        assertThat(onlooker.glance(SOURCE, run)).isEqualTo(Glance.HELD);
        storage.waiting().pass(Duration.ofDays(-1));
        assertThat(onlooker.glance(SOURCE, run)).isEqualTo(Glance.HELD);
        storage.waiting().pass(Lease.WATCH);
        assertThat(onlooker.glance(SOURCE, run)).isEqualTo(Glance.FREE);
    }

    @Test
    void aGlanceTellsOwnersOfTheSameMachineAtOnce() throws IOException {
        RunId run = new RunId("run-1");
        ownedBy("host", 1);
        S3CheckpointStore onlooker = storage.checkpoints(storage.bucket(), "host", 2, false);
        assertThat(onlooker.glance(SOURCE, run)).isEqualTo(Glance.FREE);
        storage.alive().add(1L);
        assertThat(onlooker.glance(SOURCE, run)).isEqualTo(Glance.HELD);
    }

    /** A task manager goes on after its worker, and so does a process that is stopped. */
    @Test
    void aProcessOfTheSameMachineThatIsSilentHoldsNothing() throws IOException {
        RunId run = new RunId("run-1");
        ownedBy("host", 1);
        storage.alive().add(1L);
        S3CheckpointStore onlooker = storage.checkpoints(storage.bucket(), "host", 2, false);
        assertThat(onlooker.glance(SOURCE, run)).isEqualTo(Glance.HELD);
        assertThatThrownBy(() -> onlooker.acquire(SOURCE)).isInstanceOf(SourceBusyException.class);
        storage.waiting().pass(Lease.WATCH);
        assertThat(onlooker.glance(SOURCE, run)).isEqualTo(Glance.FREE);
        onlooker.acquire(SOURCE).close();
    }

    @Test
    void anOwnerElsewhereThatRenewsIsRespected() throws IOException {
        CheckpointLog log = new CheckpointLog(storage.bucket(), SOURCE);
        log.newest();
        ownedBy(log, "elsewhere", 1);
        List<Instant> renewed = new ArrayList<>();
        storage.waiting().meanwhile(() -> {
            try {
                if (log.renew(Lease.RENEW_AFTER)) {
                    renewed.add(storage.waiting().now());
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        assertThatThrownBy(() -> acquire("host", 2, false))
                .isInstanceOf(SourceBusyException.class)
                .hasMessageContaining("pid 1 on elsewhere")
                .hasMessageContaining("has committed just now");
        assertThat(renewed).hasSize(1);
    }

    @Test
    void anOwnerElsewhereThatFinishesMeanwhileLeavesTheSourceFree() throws IOException {
        CheckpointLog log = new CheckpointLog(storage.bucket(), SOURCE);
        log.newest();
        ownedBy(log, "elsewhere", 1);
        storage.waiting().meanwhile(() -> {
            try {
                log.append(Deletion.bytes(Instant.EPOCH));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        assertThatCode(() -> acquire("host", 2, false).close()).doesNotThrowAnyException();
    }

    @Test
    void aRenewalIsWhatTheNextCommitBuildsOn() throws IOException {
        CheckpointLog log = new CheckpointLog(storage.bucket(), SOURCE);
        log.newest();
        ownedBy(log, "host", 1);
        assertThat(log.renew(Lease.RENEW_AFTER)).isFalse();
        storage.waiting().pass(Lease.RENEW_AFTER);
        assertThat(log.renew(Lease.RENEW_AFTER)).isTrue();
        log.append(CheckpointJson.write(Checkpoints.after("run-1", 1)));
        assertThat(log.newestNumber()).isEqualTo(3);
        assertThat(load()).isEqualTo(new Saved.Committed(Checkpoints.after("run-1", 1), Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, -365, 365})
    void anOwnerWhoseClockWasSetIsSeenToLive(long days) throws IOException {
        CheckpointLog log = new CheckpointLog(storage.bucket(), SOURCE);
        log.newest();
        ownedBy(log, "host", 1);
        storage.waiting().pass(Duration.ofDays(days));
        assertThat(log.renew(Lease.RENEW_AFTER)).isTrue();
        storage.waiting().pass(Lease.RENEW_AFTER);
        assertThat(log.renew(Lease.RENEW_AFTER)).isTrue();
    }

    @Test
    void theCopyForPeopleKeepsUpWithAClockThatWasSetBack() throws IOException {
        S3CheckpointStore store = ownedBy("host", 1);
        storage.waiting().pass(Duration.ofDays(-365));
        store.commit(Checkpoints.after("run-1", 1));
        assertThat(storage.bucket().read("staging/source=" + SOURCE + "/.checkpoint.json", 1 << 20))
                .contains(CheckpointJson.write(Checkpoints.after("run-1", 1)));
    }

    @Test
    void anOwnerThatSleptUnderAClockThatWasSetBackLosesToo() throws IOException {
        S3CheckpointStore asleep = ownedBy("host", 1);
        S3CheckpointStore other = storage.checkpoints(storage.bucket(), "host", 2, false);
        other.load(SOURCE);
        other.commit(claim("host", 2));
        storage.bucket()
                .delete(List.of(storage.bucket().listAll("staging/source=" + SOURCE + "/checkpoints/").stream()
                        .map(Bucket.Listed::path)
                        .filter(path -> path.endsWith("-2.json"))
                        .findFirst()
                        .orElseThrow()));
        other.commit(claim("host", 2));
        storage.waiting().pass(Duration.ofDays(-365));

        assertThatThrownBy(() -> asleep.commit(Checkpoints.after("run-1", 1))).isInstanceOf(LostRaceException.class);
    }

    @Test
    void aPausedOwnerLosesItsNextCommitAlsoWhenTheNewRunHasFinished() throws IOException {
        S3CheckpointStore paused = ownedBy("host", 1);
        S3Rig rig = new S3Rig(storage, storage.bucket());
        S3CheckpointStore other = storage.checkpoints(storage.bucket(), "host", 2, false);
        other.load(SOURCE);
        other.delete(SOURCE);
        rig.run(3);

        assertThatThrownBy(() -> paused.commit(Checkpoints.after("run-1", 1))).isInstanceOf(LostRaceException.class);
        assertThatThrownBy(() -> paused.delete(SOURCE)).isInstanceOf(LostRaceException.class);
        assertThatThrownBy(() -> paused.fence(SOURCE).requireHeld()).isInstanceOf(LostRaceException.class);
        assertThat(load()).isEqualTo(new Saved.None());
    }

    @Test
    void anOwnerThatSleptWhileItsEntriesWerePrunedLosesToo() throws IOException {
        S3CheckpointStore asleep = ownedBy("host", 1);
        S3CheckpointStore other = storage.checkpoints(storage.bucket(), "host", 2, false);
        other.load(SOURCE);
        other.delete(SOURCE);
        List<String> pruned = storage.bucket().listAll("staging/source=" + SOURCE + "/checkpoints/").stream()
                .map(Bucket.Listed::path)
                .toList();
        other.commit(Checkpoints.begun("run-2"));
        storage.bucket().delete(pruned);
        storage.waiting().pass(Duration.ofDays(8));

        assertThatThrownBy(() -> asleep.commit(Checkpoints.after("run-1", 1))).isInstanceOf(LostRaceException.class);
    }

    @Test
    void ofClaimsAtTheSameMomentExactlyOneWins() throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<Boolean>> claims = new ArrayList<>();
        for (int pid = 1; pid <= 8; pid++) {
            S3CheckpointStore store = storage.checkpoints(pid, false);
            store.load(SOURCE);
            Checkpoint claim = claim("host", pid);
            claims.add(threads.submit(() -> {
                start.await();
                try {
                    store.commit(claim);
                    return true;
                } catch (LostRaceException e) {
                    return false;
                }
            }));
        }
        start.countDown();
        int won = 0;
        for (Future<Boolean> claim : claims) {
            won += claim.get() ? 1 : 0;
        }
        threads.shutdown();
        assertThat(won).isEqualTo(1);
    }

    @Test
    void runsThatStartAtTheSameMomentPublishOneDataset() throws Exception {
        S3Rig alone = new S3Rig(storage, storage.bucket());
        alone.run(1);
        for (int round = 1; round <= 5; round++) {
            TestBucket place = new TestBucket();
            CountDownLatch start = new CountDownLatch(1);
            ExecutorService threads = Executors.newFixedThreadPool(3);
            List<Future<Optional<RunReport>>> runs = new ArrayList<>();
            for (int process = 1; process <= 3; process++) {
                runs.add(threads.submit(racer(new S3Rig(place, place.bucket()), process, start)));
            }
            start.countDown();
            int completed = 0;
            for (Future<Optional<RunReport>> run : runs) {
                completed += run.get().isPresent() ? 1 : 0;
            }
            threads.shutdown();
            S3Rig rig = new S3Rig(place, place.bucket());
            assertThat(completed).isGreaterThanOrEqualTo(1);
            assertThat(rig.saved()).isEqualTo(new Saved.None());
            assertThat(rig.published()).isEqualTo(alone.published());
        }
    }

    /** Does not win by coming later: whoever finds a finished run does nothing. */
    private static Callable<Optional<RunReport>> racer(S3Rig rig, int process, CountDownLatch start) {
        return () -> {
            start.await();
            try {
                return Optional.of(rig.run(process, false));
            } catch (LostRaceException | SourceBusyException e) {
                return Optional.empty();
            }
        };
    }

    private Closeable acquire(String host, long pid, boolean takeOver) throws IOException {
        return storage.checkpoints(storage.bucket(), host, pid, takeOver).acquire(SOURCE);
    }

    private Saved load() throws IOException {
        return storage.checkpoints(9, false).load(SOURCE);
    }

    private S3CheckpointStore ownedBy(String host, long pid) throws IOException {
        S3CheckpointStore store = storage.checkpoints(storage.bucket(), host, pid, false);
        store.load(SOURCE);
        store.commit(claim(host, pid));
        return store;
    }

    private static void ownedBy(CheckpointLog log, String host, long pid) throws IOException {
        log.append(CheckpointJson.write(claim(host, pid)));
    }

    private static Checkpoint claim(String host, long pid) {
        return Checkpoints.begun("run-1").claimedBy(new Owner(host, "boot", pid, "nonce-" + pid), 2, Instant.EPOCH);
    }
}
