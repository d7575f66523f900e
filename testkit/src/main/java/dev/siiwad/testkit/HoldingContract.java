package dev.siiwad.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.CheckpointStore;
import dev.siiwad.checkpoint.Glance;
import dev.siiwad.checkpoint.LostRaceException;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.checkpoint.SourceBusyException;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.SourceId;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One run of a source at a time: a second one is refused, or the loser of the two finds out at its next commit. */
interface HoldingContract extends StorageUnderTest {
    @Test
    default void ofTwoThatAcquireASourceOneIsRefusedOrLosesItsCommit() throws IOException {
        CheckpointStore first = another().checkpoints();
        CheckpointStore second = another().checkpoints();
        Closeable held = first.acquire(Checkpoints.SOURCE);
        first.load(Checkpoints.SOURCE);
        first.commit(Checkpoints.begun("run-1"));
        try (Closeable alsoHeld = second.acquire(Checkpoints.SOURCE)) {
            assertThat(alsoHeld).isNotNull();
            second.load(Checkpoints.SOURCE);
            second.commit(Checkpoints.begun("run-1").claimedBy(Checkpoints.owner("second"), 2, Instant.EPOCH));
            assertThatThrownBy(() -> first.commit(Checkpoints.after("run-1", 1)))
                    .isInstanceOf(LostRaceException.class);
        } catch (SourceBusyException refused) {
            assertThat(refused).hasMessageContaining(Checkpoints.SOURCE.value());
            first.commit(Checkpoints.after("run-1", 1));
        } finally {
            held.close();
        }
    }

    /** Every order of two runs that acquire, load, and commit twice. */
    @Test
    default void inNoOrderOfTheirStepsDoTwoRunsCommitOverEachOther() throws IOException {
        List<String> orders = Interleaving.all(4, 4);
        CheckpointStore first = another().checkpoints();
        CheckpointStore second = another().checkpoints();
        int every = Math.max(1, orders.size() / triesMax());
        for (int n = 0; n < orders.size(); n += every) {
            SourceId source = new SourceId("Order-" + orders.get(n));
            Interleaving.play(source, orders.get(n), first, second);
        }
    }

    @Test
    default void aSourceThatWasClosedIsAcquiredByAnother() throws IOException {
        CheckpointStore first = another().checkpoints();
        CheckpointStore second = another().checkpoints();
        Closeable held = first.acquire(Checkpoints.SOURCE);
        first.load(Checkpoints.SOURCE);
        first.commit(Checkpoints.begun("run-1"));
        held.close();
        try (Closeable next = second.acquire(Checkpoints.SOURCE)) {
            assertThat(next).isNotNull();
            held.close();
            second.load(Checkpoints.SOURCE);
            second.commit(Checkpoints.after("run-1", 1));
        }
        assertThat(another().checkpoints().load(Checkpoints.SOURCE))
                .isEqualTo(new Saved.Committed(Checkpoints.after("run-1", 1), Optional.empty()));
    }

    @Test
    default void acquiringChangesNothingThatIsSaved() throws IOException {
        try (Closeable held = another().checkpoints().acquire(Checkpoints.SOURCE)) {
            assertThat(held).isNotNull();
            assertThat(another().checkpoints().load(Checkpoints.SOURCE)).isEqualTo(new Saved.None());
            assertThat(another().checkpoints().list()).isEmpty();
        }
    }

    /** Where another process can be told to live, what it holds is held; elsewhere, whoever acquires it is told, or wins. */
    @Test
    default void aGlanceSeesTheEndOfTheRunThatIsAskedForAndChangesNothing() throws IOException {
        RunId run = new RunId("run-1");
        CheckpointStore store = another().checkpoints();
        CheckpointStore onlooker = another().checkpoints();
        assertThat(onlooker.glance(Checkpoints.SOURCE, run)).isEqualTo(Glance.FREE);
        try (Closeable held = store.acquire(Checkpoints.SOURCE)) {
            assertThat(held).isNotNull();
            store.load(Checkpoints.SOURCE);
            store.commit(Checkpoints.begun("run-1"));
            assertThat(onlooker.glance(Checkpoints.SOURCE, run)).isIn(Glance.HELD, Glance.FREE);
            assertThat(store.glance(Checkpoints.SOURCE, run)).isIn(Glance.HELD, Glance.FREE);
            store.commit(Checkpoints.after("run-1", 1).exhausted(Instant.EPOCH));
            assertThat(onlooker.glance(Checkpoints.SOURCE, run)).isEqualTo(Glance.EXHAUSTED);
            assertThat(onlooker.glance(Checkpoints.SOURCE, new RunId("run-2"))).isNotEqualTo(Glance.EXHAUSTED);
            store.delete(Checkpoints.SOURCE);
            assertThat(onlooker.glance(Checkpoints.SOURCE, run)).isNotEqualTo(Glance.EXHAUSTED);
        }
        assertThat(onlooker.glance(Checkpoints.SOURCE, run)).isEqualTo(Glance.FREE);
    }

    /** An onlooker's next commit fails as it would have without a look. */
    @Test
    default void aGlanceIsNotALoad() throws IOException {
        CheckpointStore onlooker = another().checkpoints();
        onlooker.load(Checkpoints.SOURCE);
        CheckpointStore store = another().checkpoints();
        store.load(Checkpoints.SOURCE);
        store.commit(Checkpoints.begun("run-1"));
        onlooker.glance(Checkpoints.SOURCE, new RunId("run-1"));
        assertThatThrownBy(() -> onlooker.commit(Checkpoints.begun("run-2"))).isInstanceOf(LostRaceException.class);
    }

    @Test
    default void twoSourcesDoNotDisturbEachOther() throws IOException {
        CheckpointStore store = another().checkpoints();
        CheckpointStore otherStore = another().checkpoints();
        SourceId other = new SourceId("Other-Somali");
        try (Closeable held = store.acquire(Checkpoints.SOURCE);
                Closeable alsoHeld = otherStore.acquire(other)) {
            assertThat(List.of(held, alsoHeld)).hasSize(2);
            store.load(Checkpoints.SOURCE);
            otherStore.load(other);
            Checkpoint ofOther = Checkpoints.begun(other, "run-1", Checkpoints.owner("other"));
            otherStore.commit(ofOther);
            store.commit(Checkpoints.begun("run-1"));
            otherStore.delete(other);
            store.commit(Checkpoints.after("run-1", 1));
            otherStore.commit(ofOther);
            assertThat(another().checkpoints().load(other)).isEqualTo(new Saved.Committed(ofOther, Optional.empty()));
            assertThat(another().checkpoints().list()).containsExactly(Checkpoints.SOURCE, other);
        }
    }

    /** Two runs of one source, step by step. */
    final class Interleaving {
        private final SourceId source;
        private final CheckpointStore store;
        private final String name;
        private Optional<Closeable> held = Optional.empty();
        private boolean refused;
        private String seen = "";
        private int steps;

        private Interleaving(SourceId source, CheckpointStore store, String name) {
            this.source = source;
            this.store = store;
            this.name = name;
        }

        /** All words of so many a's and b's. */
        static List<String> all(int as, int bs) {
            if (as == 0 || bs == 0) {
                return List.of("a".repeat(as) + "b".repeat(bs));
            }
            List<String> words = new ArrayList<>();
            all(as - 1, bs).forEach(rest -> words.add("a" + rest));
            all(as, bs - 1).forEach(rest -> words.add("b" + rest));
            return words;
        }

        static void play(SourceId source, String order, CheckpointStore first, CheckpointStore second)
                throws IOException {
            Interleaving a = new Interleaving(source, first, "a");
            Interleaving b = new Interleaving(source, second, "b");
            try {
                String newest = "";
                for (char next : order.toCharArray()) {
                    Interleaving run = next == 'a' ? a : b;
                    newest = run.step(newest);
                }
                String last = newest;
                assertThat(new Interleaving(source, first, "onlooker").loaded()).isEqualTo(last);
            } finally {
                a.close();
                b.close();
            }
        }

        /** Takes the next step, and returns what is committed then. */
        private String step(String newest) throws IOException {
            steps++;
            if (refused) {
                return newest;
            }
            if (steps == 1) {
                acquire();
                return newest;
            }
            if (steps == 2) {
                seen = loaded();
                assertThat(seen).isEqualTo(newest);
                return newest;
            }
            String mine = name + steps;
            Checkpoint checkpoint = Checkpoints.begun(source, mine, Checkpoints.owner(name));
            if (seen.equals(newest)) {
                assertThatCode(() -> store.commit(checkpoint)).doesNotThrowAnyException();
                seen = mine;
                return mine;
            }
            assertThatThrownBy(() -> store.commit(checkpoint))
                    .as("%s: %s commits over %s, having seen \"%s\"", source, mine, newest, seen)
                    .isInstanceOf(LostRaceException.class);
            return newest;
        }

        private void acquire() throws IOException {
            try {
                held = Optional.of(store.acquire(source));
            } catch (SourceBusyException busy) {
                refused = true;
            }
        }

        private String loaded() throws IOException {
            return store.load(source) instanceof Saved.Committed committed
                    ? committed.checkpoint().runId().value()
                    : "";
        }

        private void close() throws IOException {
            if (held.isPresent()) {
                held.get().close();
            }
        }
    }
}
