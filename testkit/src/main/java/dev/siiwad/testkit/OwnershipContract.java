package dev.siiwad.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.checkpoint.LostRaceException;
import dev.siiwad.publish.Ownership;
import dev.siiwad.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/** A publisher proves that it owns the source before it shows anything; and where another takes over right after that, nothing is damaged. */
interface OwnershipContract extends StorageUnderTest {
    /** More often no publisher asks. */
    int ASKED_MAX = 20;

    @Test
    default void whoHasLostTheSourceShowsNothing() throws IOException {
        FinishedRun.of(another(), "run-0", 6, 6).publish(another(), PublisherContract.LINES);
        SortedMap<String, String> older = Published.files(another());
        FinishedRun run = FinishedRun.of(another(), "run-1", 5, 4, 3);
        for (int n = 1; n <= ASKED_MAX; n++) {
            Asked lost = new Asked(n, () -> {
                throw new LostRaceException("taken over on purpose");
            });
            try {
                run.publish(another(), lost);
                assertThat(n).as("it was never asked").isGreaterThan(1);
                assertThat(Published.files(another())).containsAllEntriesOf(older);
                assertThat(Published.datasets(another())).hasSize(2).allMatch(dataset -> dataset.sound());
                return;
            } catch (LostRaceException e) {
                assertThat(Published.files(another())).containsAllEntriesOf(older);
                assertThat(Published.datasets(another()))
                        .as("when asked %s times", n)
                        .hasSize(1);
                Published.assertNothingHalf(another());
            }
        }
        throw new AssertionError("asked " + ASKED_MAX + " times");
    }

    /** Whatever the slow one does after it has proved its ownership: the other has published, and is gone. */
    @Test
    default void anOwnerThatSleepsWhileAnotherFinishesDamagesNothing() throws IOException {
        for (int n = 1; n <= ASKED_MAX; n++) {
            Path place = Files.createDirectory(place().resolve("asked-" + n));
            FinishedRun slow = FinishedRun.of(another(place), "run-1", 5, 4, 3);
            Storage storage = another(place);
            Asked asked = new Asked(n, () -> finish(slow.takenOver(), another(place)));
            boolean published;
            try {
                slow.publish(storage, () -> {
                    storage.checkpoints().commit(slow.checkpoint());
                    asked.require();
                });
                published = true;
            } catch (IOException lost) {
                published = false;
            }
            assertThat(asked.reached() || published).isTrue();
            Published.assertOne(another(place), FinishedRun.KEPT);
            assertThat(Published.documents(another(place))).isEqualTo(undisturbed());
            if (!asked.reached()) {
                return;
            }
        }
        throw new AssertionError("asked " + ASKED_MAX + " times");
    }

    private static void finish(FinishedRun run, Storage storage) throws IOException {
        storage.checkpoints().load(Checkpoints.SOURCE);
        storage.checkpoints().commit(run.checkpoint());
        run.publish(storage, () -> storage.checkpoints().commit(run.checkpoint()));
        storage.checkpoints().delete(Checkpoints.SOURCE);
        storage.segments(Checkpoints.SOURCE).retainOnly(Set.of());
    }

    private SortedMap<String, String> undisturbed() throws IOException {
        Path place = place().resolve("undisturbed");
        if (!Files.exists(place)) {
            Files.createDirectory(place);
            FinishedRun.of(another(place), "run-1", 5, 4, 3).publish(another(place), PublisherContract.LINES);
        }
        return Published.documents(another(place));
    }

    /** Something happens when it is asked for the n-th time. */
    final class Asked implements Ownership {
        private final int n;
        private final Ownership then;
        private int times;

        Asked(int n, Ownership then) {
            this.n = n;
            this.then = then;
        }

        @Override
        public void require() throws IOException {
            times++;
            if (times == n) {
                then.require();
            }
        }

        boolean reached() {
            return times >= n;
        }
    }
}
