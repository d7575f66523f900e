package dev.siiwad.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.checkpoint.LostRaceException;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.ingest.RunReport;
import dev.siiwad.storage.s3.FaultyProxy.Fault;
import dev.siiwad.testkit.Checkpoints;
import dev.siiwad.testkit.S3Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Breaks the requests of a run in the ways a network has, and expects the dataset of a run whose network was sound. Each request is broken in two or three of the
 * seven ways, and in every way if the system property {@code siiwad.thorough} is set.
 */
class S3FaultsTest {
    private static final Duration IMPATIENT = Duration.ofMillis(100);
    private static final int WAYS_STEP = Boolean.getBoolean("siiwad.thorough") ? 1 : 3;

    private static SortedMap<String, String> expected = new TreeMap<>();

    private FaultyProxy proxy;

    @BeforeEach
    void listen() throws IOException {
        proxy = new FaultyProxy(S3Server.running().port());
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
    }

    @ParameterizedTest
    @EnumSource(
            names = {"INTRUDE", "SILENCE", "RESET_AFTER_HEAD", "RESET_IN_THE_ANSWER"},
            mode = EnumSource.Mode.EXCLUDE)
    void oneFaultNeverStopsARun(Fault fault) throws IOException {
        int requests = 0;
        for (int n = 1 + fault.ordinal() % WAYS_STEP; ; n += WAYS_STEP) {
            TestBucket storage = new TestBucket();
            S3Rig rig = new S3Rig(storage, storage.by(proxy.port(), TestBucket.PATIENT));
            proxy.plan(n, 1, fault);
            assertThat(rig.run(1)).isInstanceOf(RunReport.Completed.class);
            assertComplete(storage, fault + " at request " + n);
            assertThat(rig.segments()).isEmpty();
            if (!proxy.struck()) {
                break;
            }
            requests = n;
        }
        assertThat(requests).isGreaterThan(20);
    }

    /** Not before a process has run once, since the first requests of a process are slow. */
    @Test
    void aRequestThatIsNeverAnsweredIsRepeated() throws IOException {
        uninterrupted();
        for (int n = 1; ; n++) {
            TestBucket storage = new TestBucket();
            S3Rig rig = new S3Rig(storage, storage.by(proxy.port(), IMPATIENT));
            proxy.plan(n, 1, Fault.SILENCE);
            rig.run(1);
            assertComplete(storage, "silence at request " + n);
            if (!proxy.struck()) {
                return;
            }
        }
    }

    /** The worst of outages: all that is asked for is done, and nothing is heard of it. From every fourth request on, for each is waited out in real time. */
    @Test
    void anOutageStopsARunAndTheNextOneCarriesOn() throws IOException {
        for (int n = 1; ; n += 4) {
            TestBucket storage = new TestBucket();
            S3Rig rig = new S3Rig(storage, storage.by(proxy.port(), TestBucket.PATIENT));
            proxy.plan(n, Long.MAX_VALUE, Fault.LOST_ANSWER);
            boolean stopped = false;
            try {
                rig.run(1);
            } catch (IOException e) {
                stopped = true;
                assertThat(e).hasMessageContaining("s3://").hasMessageContaining(" 8 times (at most 8)");
                assertThat(e.toString()).doesNotContain(S3Server.SECRET).doesNotContain(S3Server.ID);
            }
            boolean struck = proxy.struck();
            proxy.planNothing();
            if (stopped && (!rig.isPublished() || !(rig.saved() instanceof Saved.None))) {
                rig.run(2);
            }
            assertComplete(storage, "outage from request " + n);
            if (!struck) {
                return;
            }
        }
    }

    @Test
    void aSecondRunThatTakesOverAtAnyRequestDamagesNothing() throws IOException {
        int lostRaces = 0;
        for (int n = 1; ; n++) {
            TestBucket storage = new TestBucket();
            S3Rig rig = new S3Rig(storage, storage.by(proxy.port(), TestBucket.PATIENT));
            S3Rig other = new S3Rig(storage, storage.bucket());
            proxy.planIntruder(n, () -> {
                try {
                    other.run(2);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            try {
                rig.run(1);
            } catch (LostRaceException e) {
                lostRaces++;
            } catch (IOException e) {
                assertThat(proxy.struck()).as(e.toString()).isTrue();
            }
            boolean struck = proxy.struck();
            if (!(rig.saved() instanceof Saved.None)) {
                rig.run(3);
            }
            assertEnded(storage, "second run at request " + n);
            assertThat(other.shown()).as("second run at request %s", n).isEqualTo(uninterrupted());
            if (!struck) {
                break;
            }
        }
        assertThat(lostRaces).isGreaterThan(3);
    }

    @Test
    void aCommittedSegmentCostsTwoRequests() throws IOException {
        TestBucket storage = new TestBucket();
        proxy.planNothing();
        new S3Rig(storage, storage.by(proxy.port(), TestBucket.PATIENT)).run(1);
        assertThat(storage.requests(proxy.log()))
                .containsSubsequence(
                        "PUT staging/source=List-Somali/checkpoints/999999999998-1.json",
                        "PUT staging/source=List-Somali/.checkpoint.json",
                        "PUT staging/source=List-Somali/segments/run-of-all/00000001-1.jsonl.zst",
                        "PUT staging/source=List-Somali/checkpoints/999999999997-2.json",
                        "PUT staging/source=List-Somali/segments/run-of-all/00000002-1.jsonl.zst",
                        "PUT staging/source=List-Somali/checkpoints/999999999996-3.json");
        assertThat(proxy.log()).hasSizeLessThan(76);
    }

    @Test
    void theReceiptIsShownLastAndThenTheCard() throws IOException {
        TestBucket storage = new TestBucket();
        proxy.planNothing();
        new S3Rig(storage, storage.by(proxy.port(), TestBucket.PATIENT)).run(1);
        String silver = "PUT processed/silver/";
        String day = silver + "source=List-Somali/date_accessed=2026-11-01/";
        assertThat(storage.requests(proxy.log()))
                .filteredOn(request -> request.startsWith("PUT processed/"))
                .containsExactly(
                        day + ".run-of-all.1-9e3f1563.publishing",
                        day + "run-of-all-part-0000.jsonl.zst",
                        day + "run-of-all-quarantine.jsonl",
                        day + "run-of-all-receipt.json",
                        silver + "README.md",
                        silver + "croissant.json");
    }

    @Test
    void aStoreThatIgnoresConditionsIsRefused() throws IOException {
        proxy.claimSuccess();
        TestBucket storage = new TestBucket();
        Bucket bucket = storage.by(proxy.port(), TestBucket.PATIENT);
        assertThatThrownBy(() -> storage.checkpoints(bucket, "host", 1, false).acquire(Checkpoints.SOURCE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the store ignores If-None-Match");
        assertThat(storage.bucket().listAll("")).isEmpty();
    }

    private static void assertComplete(TestBucket storage, String when) throws IOException {
        assertThat(new S3Rig(storage, storage.bucket()).published()).as(when).isEqualTo(uninterrupted());
        assertEnded(storage, when);
    }

    private static void assertEnded(TestBucket storage, String when) throws IOException {
        S3Rig rig = new S3Rig(storage, storage.bucket());
        assertThat(rig.saved()).as(when).isEqualTo(new Saved.None());
        assertThat(rig.uploads()).as(when).isEmpty();
    }

    private static synchronized SortedMap<String, String> uninterrupted() throws IOException {
        if (expected.isEmpty()) {
            TestBucket storage = new TestBucket();
            S3Rig rig = new S3Rig(storage, storage.bucket());
            rig.run(1);
            expected = rig.published();
        }
        return expected;
    }
}
