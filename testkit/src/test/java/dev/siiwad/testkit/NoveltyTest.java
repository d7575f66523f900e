package dev.siiwad.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.ingest.NothingNew;
import dev.siiwad.ingest.RunReport;
import dev.siiwad.ingest.RunRequest;
import dev.siiwad.publish.Dataset;
import dev.siiwad.publish.DatasetDetails;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.Availability;
import dev.siiwad.source.Collected;
import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.Position;
import dev.siiwad.source.Settings;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.Source;
import dev.siiwad.source.SourceId;
import dev.siiwad.source.SourceInfo;
import dev.siiwad.testkit.DurableOperations.Fault;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a start finds to be new, by what datasets hold. */
class NoveltyTest {
    private static final RunRequest REQUEST = RunRequest.defaults().withCheckpointEvery(2);

    private final Rig rig = new Rig();

    /** A list of addresses, each of which gives one document; what is held is left out. */
    private static final class Addresses implements Source {
        private final List<String> listed;
        private final Optional<Instant> changed;

        Addresses(Optional<Instant> changed, String... listed) {
            this.changed = changed;
            this.listed = List.of(listed);
        }

        private static ListSource documents(int count) {
            return ListSource.of(count);
        }

        private static List<String> of(Snapshot pinned) {
            return pinned.payload().orElseThrow().lines().toList();
        }

        @Override
        public SourceId id() {
            return documents(1).id();
        }

        @Override
        public Settings settings() {
            return documents(1).settings();
        }

        @Override
        public SourceInfo info() {
            return documents(1).info();
        }

        @Override
        public Snapshot snapshot() throws IOException {
            return snapshot(Collected.NOTHING).orElseThrow();
        }

        @Override
        public Optional<Snapshot> snapshot(Collected collected) throws IOException {
            List<String> fresh = new ArrayList<>();
            for (String address : listed) {
                if (!collected.holds(address, changed)) {
                    fresh.add(address);
                }
            }
            String text = String.join("\n", fresh);
            return fresh.isEmpty() ? Optional.empty() : Optional.of(Snapshot.of("list@" + text.hashCode(), text));
        }

        @Override
        public List<String> addresses(Snapshot pinned, Position end, Set<String> setAside) {
            return of(pinned);
        }

        @Override
        public Availability availability(Snapshot pinned) {
            return new Availability.Available(Optional.empty());
        }

        @Override
        public OptionalLong size(Snapshot pinned) {
            return OptionalLong.of(of(pinned).size());
        }

        @Override
        public DocumentReader open(Snapshot pinned, Position position) throws IOException {
            ListSource documents = documents(of(pinned).size());
            return documents.open(documents.snapshot(), position);
        }
    }

    @Test
    void aWholeDatasetOfTheSameSnapshotAndSettingsIsFound() throws IOException {
        ListSource source = ListSource.of(20);
        Dataset first = published(rig.run(source, REQUEST, new DurableOperations()));
        DurableOperations operations = new DurableOperations();
        RunReport report = rig.run(source, REQUEST, operations);
        assertThat(operations.log()).isEmpty();
        assertThat(((NothingNew.SameSnapshot) ((RunReport.NothingNew) report).why()).dataset())
                .isEqualTo(first);
        assertThat(rig.run(source, REQUEST.withMaxRecords(20), new DurableOperations()))
                .isInstanceOf(RunReport.NothingNew.class);
        for (RunRequest other : List.of(
                REQUEST.withMaxRecords(10), REQUEST.withFromOffset(5), REQUEST.withForce(), REQUEST.withAgain())) {
            assertThat(rig.run(source, other, new DurableOperations())).isInstanceOf(RunReport.Completed.class);
        }
    }

    @Test
    void onlyAddressesThatNoDatasetHoldsAreReadAndTheReceiptNamesWhatItContinues() throws IOException {
        Dataset first =
                published(rig.run(new Addresses(Optional.empty(), "a", "b", "c"), REQUEST, new DurableOperations()));
        assertThat(details(first).origin().addresses()).containsExactly("a", "b", "c");
        Dataset second = published(
                rig.run(new Addresses(Optional.empty(), "b", "d", "c", "e"), REQUEST, new DurableOperations()));
        assertThat(details(second).origin().addresses()).containsExactly("d", "e");
        assertThat(second.lastIndex()).isEqualTo(2);
        assertThat(second.relations().continues()).containsExactly(first.run());

        RunReport none = rig.run(new Addresses(Optional.empty(), "e", "a"), REQUEST, new DurableOperations());
        assertThat(((RunReport.NothingNew) none).why()).isEqualTo(new NothingNew.AllHeld(2, second));
        Dataset other = published(rig.run(new Addresses(Optional.empty(), "f"), REQUEST, new DurableOperations()));
        assertThat(other.relations().continues()).containsExactly(first.run(), second.run());
        Dataset again = published(
                rig.run(new Addresses(Optional.empty(), "e", "a"), REQUEST.withAgain(), new DurableOperations()));
        assertThat(again.relations().continues()).isEmpty();
        assertThat(again.lastIndex()).isEqualTo(2);
    }

    @Test
    void whatWasChangedSinceIsReadAgain() throws IOException {
        Dataset first = published(rig.run(new Addresses(Optional.empty(), "a"), REQUEST, new DurableOperations()));
        Optional<Instant> then = Optional.of(first.started());
        assertThat(rig.run(new Addresses(then, "a"), REQUEST, new DurableOperations()))
                .isInstanceOf(RunReport.NothingNew.class);
        Optional<Instant> since = Optional.of(first.started().plusSeconds(1));
        assertThat(published(rig.run(new Addresses(since, "a"), REQUEST, new DurableOperations()))
                        .lastIndex())
                .isEqualTo(1);
    }

    @Test
    void whateverStopsItTheReceiptNamesWhatItContinues() throws IOException {
        for (int n = 1; ; n++) {
            Rig each = new Rig();
            Dataset first = published(
                    each, each.run(new Addresses(Optional.empty(), "a", "b"), REQUEST, new DurableOperations()));
            each.setClock(Duration.ofDays(1));
            boolean stopped = false;
            Source more = new Addresses(Optional.empty(), "a", "b", "c", "d", "e");
            try {
                each.run(more, REQUEST, new DurableOperations().plan(n, Fault.CRASH_AFTER));
            } catch (SimulatedCrash crash) {
                stopped = true;
                each.run(more, REQUEST, new DurableOperations());
            }
            List<Dataset> datasets = each.place()
                    .open(new DurableOperations())
                    .datasets()
                    .catalog(more.id())
                    .datasets();
            assertThat(datasets).as("stopped at operation %s", n).hasSize(2);
            assertThat(datasets.get(1).relations().continues()).containsExactly(first.run());
            assertThat(datasets.get(1).lastIndex()).isEqualTo(3);
            if (!stopped) {
                return;
            }
        }
    }

    private Dataset published(RunReport report) throws IOException {
        return published(rig, report);
    }

    private static Dataset published(Rig rig, RunReport report) throws IOException {
        RunId run = ((RunReport.Completed) report).receipt().checkpoint().runId();
        return rig.place()
                .open(new DurableOperations())
                .datasets()
                .catalog(ListSource.of(1).id())
                .of(run)
                .orElseThrow();
    }

    private DatasetDetails details(Dataset dataset) throws IOException {
        return rig.place().open(new DurableOperations()).datasets().details(dataset);
    }
}
