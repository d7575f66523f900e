package dev.siiwad.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.checkpoint.LostRaceException;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.ingest.RunReport;
import dev.siiwad.publish.Verification;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.dataset.StoredDatasets;
import dev.siiwad.testkit.S3Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An owner that publishes and is stopped before any of its requests, while another takes over and finishes its run: it ends as one that has lost, or that has published the same. */
class WokenOwnerTest {
    private static final SourceId SOURCE = new SourceId("List-Somali");

    /** Before anything is shown a commit and two readings prove that the source is owned. */
    private static final int PROOFS = 3;

    private FaultyProxy proxy;

    @BeforeEach
    void listen() throws IOException {
        proxy = new FaultyProxy(S3Server.running().port());
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
    }

    /** What happens in a bucket when one owner wakes again. */
    private interface Then {
        void happens(int request, TestBucket storage, boolean lost) throws IOException;
    }

    @Test
    void findsTheRunFinishedAndDamagesNothing() throws IOException {
        SortedMap<String, String> expected = published();
        stoppedAtEachRequest(any -> {}, (request, storage, lost) -> {
            S3Rig onlooker = new S3Rig(storage, storage.bucket());
            assertThat(onlooker.saved()).as("request %s", request).isInstanceOf(Saved.None.class);
            assertThat(onlooker.shown()).as("request %s", request).isEqualTo(expected);
            Verification verified = datasets(storage).verify(Optional.of(SOURCE));
            assertThat(verified.findings()).as("request %s", request).isEmpty();
            assertThat(verified.datasets()).hasSize(1).allMatch(Verification.Dataset::sound);
        });
    }

    /** But for the request that shows the receipt, which may be on its way already: then the dataset is there again. */
    @Test
    void doesNotBringBackWhatWasRemovedMeanwhile() throws IOException {
        int[] back = new int[1];
        stoppedAtEachRequest(
                storage -> datasets(storage).remove(SOURCE, Set.of(new RunId("run-of-all"))),
                (request, storage, lost) -> {
                    boolean there = storage.bucket().listAll("processed/").stream()
                            .anyMatch(object -> object.name().endsWith("-receipt.json"));
                    back[0] += there ? 1 : 0;
                });
        assertThat(back[0]).isEqualTo(1);
    }

    private interface Meanwhile {
        void happens(TestBucket storage) throws IOException;
    }

    private void stoppedAtEachRequest(Meanwhile meanwhile, Then then) throws IOException {
        requests();
        List<String> undisturbed = requests();
        int first = 1 + firstOf(undisturbed, request -> request.startsWith("PUT processed/silver/"));
        int receipt = 1 + firstOf(undisturbed, request -> request.matches("PUT .*-receipt\\.json"));
        int lost = 0;
        for (int request = first - PROOFS; request <= receipt + 1; request++) {
            TestBucket storage = new TestBucket();
            proxy.planIntruder(request, () -> {
                try {
                    new S3Rig(storage, storage.bucket()).run(2);
                    meanwhile.happens(storage);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            boolean hasLost = hasLost(storage);
            lost += hasLost ? 1 : 0;
            then.happens(request, storage, hasLost);
        }
        assertThat(lost).isGreaterThan(3);
    }

    private static int firstOf(List<String> requests, Predicate<String> which) {
        return requests.indexOf(requests.stream().filter(which).findFirst().orElseThrow());
    }

    /** Nothing else goes wrong. */
    private boolean hasLost(TestBucket storage) throws IOException {
        try {
            RunReport report = new S3Rig(storage, storage.by(proxy.port(), TestBucket.PATIENT)).run(1);
            assertThat(report).isInstanceOf(RunReport.Completed.class);
            return false;
        } catch (LostRaceException e) {
            return true;
        }
    }

    /** The first time there are more, for the store is asked whether it knows conditions. */
    private List<String> requests() throws IOException {
        TestBucket storage = new TestBucket();
        proxy.planNothing();
        new S3Rig(storage, storage.by(proxy.port(), TestBucket.PATIENT)).run(1);
        return storage.requests(proxy.log());
    }

    private static SortedMap<String, String> published() throws IOException {
        TestBucket storage = new TestBucket();
        S3Rig rig = new S3Rig(storage, storage.bucket());
        rig.run(1);
        return rig.published();
    }

    private static StoredDatasets datasets(TestBucket storage) {
        return new StoredDatasets(new S3DatasetPlace(storage.bucket(), id -> () -> {}));
    }
}
