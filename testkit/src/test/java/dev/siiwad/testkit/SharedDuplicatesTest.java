package dev.siiwad.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.checkpoint.CheckpointAdmin;
import dev.siiwad.checkpoint.CheckpointStore;
import dev.siiwad.duplicates.Deduplication;
import dev.siiwad.ingest.RunReport;
import dev.siiwad.ingest.RunRequest;
import dev.siiwad.ingest.Sharing;
import dev.siiwad.publish.DatasetFormat;
import dev.siiwad.publish.Datasets;
import dev.siiwad.publish.Publisher;
import dev.siiwad.publish.SigningKey;
import dev.siiwad.segment.RunId;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Storage;
import dev.siiwad.testkit.DurableOperations.Fault;
import dev.siiwad.testkit.InMemoryPlace.Dataset;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents that are the same in different slices are found by the keys that are kept of each slice, as if one process had read them all. */
class SharedDuplicatesTest {
    private static final int DOCUMENTS = 40;
    private static final int TEXTS = 5;
    private static final int SLICES = 3;
    private static final RunRequest REQUEST =
            RunRequest.defaults().withAgain().withCheckpointEvery(3).withRunId(new RunId("shared"));

    private final ListSource source = ListSource.of(DOCUMENTS);
    private final Dataset expected = alone();

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 7, 50})
    void theSizeOfBlocksDoesNotShow(int blockDocuments) throws IOException {
        Rig rig = rig(blockDocuments);
        share(rig, new DurableOperations());
        assertThat(published(rig)).isEqualTo(expected);
        assertThat(rig.place().payloads).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = "INTRUDE", mode = EnumSource.Mode.EXCLUDE)
    void oneStopNeverShowsInTheDataset(Fault fault) throws IOException {
        int stops = 0;
        for (int n = 1; ; n++) {
            Rig rig = rig(4);
            DurableOperations operations = new DurableOperations().plan(n, fault);
            try {
                share(rig, operations);
            } catch (IOException | SimulatedCrash stopped) {
                stops++;
            }
            if (!operations.struck()) {
                break;
            }
            share(rig, new DurableOperations());
            assertThat(published(rig)).as("operation %s", n).isEqualTo(expected);
            assertThat(rig.place().payloads).as("operation %s", n).isEmpty();
        }
        assertThat(stops).isGreaterThan(60);
    }

    /** Each process reads what it publishes, whoever has read the slices. */
    @Test
    void whoeverPublishesReadsEachSegmentOnce() throws IOException {
        InMemoryPlace place = new InMemoryPlace();
        List<String> read = new CopyOnWriteArrayList<>();
        for (int slice = 1; slice <= SLICES; slice++) {
            Rig rig = new Rig(() -> new Watched(place.open(new DurableOperations()), read))
                    .transform(new Repeating(TEXTS))
                    .deduplicate(Deduplication.EXACT.withBlockDocuments(4));
            RunReport report = rig.share(
                    source, REQUEST, new Sharing(SLICES, OptionalInt.of(slice), false), new DurableOperations());
            assertThat(report instanceof RunReport.Completed).isEqualTo(slice == SLICES);
        }
        assertThat(read).hasSizeGreaterThan(10).doesNotHaveDuplicates();
        assertThat(place.dataset(source.id())).isEqualTo(expected);
    }

    /** They are named by the digest of their segment, and what is no list of keys counts as not there. */
    @Test
    void keysOfWhatIsNotCountedAreNotBelieved() throws IOException {
        for (UnaryOperator<String> damage : List.<UnaryOperator<String>>of(
                text -> text.replaceAll("(segment \\S+ \\S+)[0-9a-f]", "$1x"),
                text -> text.replaceAll("segment (\\d+)-\\d+", "segment $1-77"),
                text -> text.substring(text.length() / 2),
                text -> "")) {
            Rig rig = rig(4);
            for (int slice = 1; slice < SLICES; slice++) {
                only(rig, slice);
            }
            for (Map<String, String> ofSlice : rig.place().payloads.values()) {
                ofSlice.replaceAll((name, text) -> name.startsWith("taken keys") ? damage.apply(text) : text);
            }
            only(rig, SLICES);
            assertThat(published(rig)).isEqualTo(expected);
        }
    }

    private Dataset alone() {
        Rig rig = rig(50);
        try {
            rig.run(source, REQUEST, new DurableOperations());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return published(rig);
    }

    private static Rig rig(int blockDocuments) {
        return new Rig()
                .transform(new Repeating(TEXTS))
                .deduplicate(Deduplication.EXACT.withBlockDocuments(blockDocuments));
    }

    private void share(Rig rig, DurableOperations operations) throws IOException {
        rig.share(source, REQUEST, SLICES, operations);
    }

    private void only(Rig rig, int slice) throws IOException {
        rig.share(source, REQUEST, new Sharing(SLICES, OptionalInt.of(slice), false), new DurableOperations());
    }

    private Dataset published(Rig rig) {
        return rig.place().dataset(source.id());
    }

    /** Notes what is read of segments. */
    private record Watched(Storage storage, List<String> read) implements Storage {
        @Override
        public SegmentStore segments(SourceId source) {
            return new WatchedSegmentStore(storage.segments(source), (store, run, name, entries) -> {
                read.add(source + " " + store.where(run, name));
                return store.read(run, name, entries);
            });
        }

        @Override
        public CheckpointStore checkpoints() {
            return storage.checkpoints();
        }

        @Override
        public Publisher publisher(DatasetFormat format, String programVersion, Optional<SigningKey> key) {
            return storage.publisher(format, programVersion, key);
        }

        @Override
        public Datasets datasets() {
            return storage.datasets();
        }

        @Override
        public CheckpointAdmin checkpointAdmin() {
            return storage.checkpointAdmin();
        }

        @Override
        public void close() {
            storage.close();
        }
    }
}
