package dev.siiwad.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.checkpoint.Saved;
import dev.siiwad.duplicates.Deduplication;
import dev.siiwad.ingest.Refusal;
import dev.siiwad.ingest.RunReport;
import dev.siiwad.ingest.RunRequest;
import dev.siiwad.publish.CountedSegments;
import dev.siiwad.publish.DatasetFormat;
import dev.siiwad.publish.Receipt;
import dev.siiwad.segment.Entry;
import dev.siiwad.segment.RunId;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.storage.Storage;
import dev.siiwad.testkit.DurableOperations.Fault;
import dev.siiwad.testkit.InMemoryPlace.Dataset;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Of documents that are the same only the first is published, and nothing shows how the pass went that has found them. */
class DuplicatesTest {
    private static final int DOCUMENTS = 40;
    private static final int TEXTS = 5;
    private static final RunRequest REQUEST = RunRequest.defaults()
            .withAgain()
            .withCheckpointEvery(6)
            .withRunId(new RunId("20261101_080000_list-somali_0123abcd"));

    private final ListSource source = ListSource.of(DOCUMENTS);

    @Test
    void theFirstOfEachIsPublishedWithTheSizeOfItsClusterAndTheOthersAreCounted() throws IOException {
        Rig rig = rig(50_000);
        Receipt receipt = completed(rig);
        List<Entry.Kept> published = kept(rig);
        assertThat(published).hasSize(TEXTS);
        assertThat(published)
                .extracting(entry -> entry.document().text().replaceAll("[^0-9]", ""))
                .doesNotHaveDuplicates();
        long clusters = published.stream()
                .mapToLong(entry -> (long) entry.document().metadata().get(CountedSegments.CLUSTER_SIZE))
                .sum();
        assertThat(receipt.tally().kept()).isEqualTo(TEXTS);
        assertThat(receipt.tally().dropped()).containsEntry("duplicate", clusters - TEXTS);
        assertThat(receipt.tally().read()).isEqualTo(DOCUMENTS);
        assertThat(receipt.checkpoint().processedCount()).isEqualTo(clusters);
        assertThat(receipt.checkpoint().settings().values()).containsEntry("dedup", "exact/1");
    }

    @Test
    void whatGoesIsAmongTheRejectsWithItsTwin() throws IOException {
        Rig rig = rig(4);
        rig.run(source, REQUEST.withKeepRejects(), new DurableOperations());
        List<Entry.Rejected> rejected = published(rig).entries().stream()
                .filter(Entry.Rejected.class::isInstance)
                .map(Entry.Rejected.class::cast)
                .toList();
        assertThat(rejected)
                .hasSize(published(rig).tally().dropped().get("duplicate").intValue())
                .allSatisfy(entry -> {
                    assertThat(entry.rule()).isEqualTo("duplicate");
                    assertThat(entry.value()).isEqualTo("" + entry.offset() % TEXTS);
                });
    }

    @Test
    void whereNothingIsThereTwiceAllIsPublishedAsItIs() throws IOException {
        Rig without = new Rig();
        completed(without);
        Rig with = new Rig().deduplicate(Deduplication.EXACT);
        completed(with);
        assertThat(published(with)).isEqualTo(published(without));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 20})
    void whatIsPublishedDoesNotDependOnTheStepsOfThePass(int blockDocuments) throws IOException {
        Rig whole = rig(50_000);
        completed(whole);
        Rig inSteps = rig(blockDocuments);
        for (RunRequest request : List.of(REQUEST, REQUEST.withCheckpointEvery(1), REQUEST.withCheckpointEvery(1000))) {
            inSteps.run(source, request, new DurableOperations());
            assertThat(published(inSteps)).isEqualTo(published(whole));
        }
    }

    @ParameterizedTest
    @EnumSource(names = "INTRUDE", mode = EnumSource.Mode.EXCLUDE)
    void oneStopNeverShowsInTheDataset(Fault fault) throws IOException {
        Rig whole = rig(4);
        completed(whole);
        int stops = 0;
        for (int n = 1; ; n++) {
            Rig rig = rig(4);
            DurableOperations operations = new DurableOperations().plan(n, fault);
            try {
                rig.run(source, REQUEST, operations);
            } catch (IOException | SimulatedCrash stopped) {
                stops++;
            }
            if (!operations.struck()) {
                break;
            }
            rig.run(source, REQUEST, new DurableOperations());
            assertThat(published(rig)).as("operation %s", n).isEqualTo(published(whole));
            assertThat(rig.place().saved(source.id())).isEqualTo(new Saved.None());
            assertThat(rig.place().payloads).as("operation %s", n).isEmpty();
        }
        assertThat(stops).isGreaterThan(30);
    }

    @Test
    void aRunThatIsAskedToStopKeepsWhatItHasFoundOut() throws IOException {
        Rig whole = rig(4);
        completed(whole);
        int interrupted = 0;
        for (int documents = DOCUMENTS; ; documents++) {
            Rig rig = rig(4);
            int[] asked = {0};
            int most = documents;
            RunReport report = rig.run(source, REQUEST, new DurableOperations(), () -> ++asked[0] > most);
            if (!(report instanceof RunReport.Interrupted stopped)) {
                break;
            }
            interrupted += stopped.checkpoint().orElseThrow().exhausted() ? 1 : 0;
            assertThat(rig.said()).contains("Interrupted by user, saving checkpoint");
            rig.run(source, REQUEST, new DurableOperations());
            assertThat(published(rig)).isEqualTo(published(whole));
        }
        assertThat(interrupted).isGreaterThan(3);
    }

    @Test
    void whatAnAttemptHasWrittenItselfIsReadOnceToBePublished() throws IOException {
        InMemoryPlace place = new InMemoryPlace();
        List<SegmentName> read = new CopyOnWriteArrayList<>();
        Rig rig = new Rig(() -> {
                    Storage storage = place.open(new DurableOperations());
                    SegmentStore watched =
                            new WatchedSegmentStore(storage.segments(source.id()), (store, run, name, entries) -> {
                                read.add(name);
                                return store.read(run, name, entries);
                            });
                    return new ComposedStorage(
                            storage.checkpoints(),
                            watched,
                            storage.publisher(DatasetFormat.PARQUET, "1.0"),
                            storage.datasets());
                })
                .transform(new Repeating(TEXTS))
                .deduplicate(Deduplication.EXACT);
        completed(rig);
        assertThat(read).isNotEmpty().doesNotHaveDuplicates();
    }

    /** Blocks that were kept are not read again. */
    @Test
    void aPassThatWasKilledGoesOnAfterTheLastBlock() throws IOException {
        Rig rig = rig(4);
        DurableOperations counted = new DurableOperations();
        rig(4).run(source, REQUEST, counted);
        List<Integer> payloads = new ArrayList<>();
        for (int n = 2; n < counted.log().size(); n++) {
            if (counted.log().get(n).equals("payload")) {
                payloads.add(n + 1);
            }
        }
        int third = payloads.get(2);
        assertThat(crashes(rig, third)).isTrue();
        DurableOperations rest = new DurableOperations();
        rig.run(source, REQUEST, rest);
        assertThat(rest.log().stream().filter("payload"::equals)).hasSize(payloads.size() - 2);
    }

    @Test
    void aRunThatBeganBeforeThereWasAChoiceGoesOnWithout() throws IOException {
        Rig rig = rig(4).deduplicate(Deduplication.NONE);
        assertThat(crashes(rig, 20)).isTrue();
        rig.deduplicate(Deduplication.EXACT);
        Receipt receipt = completed(rig);
        assertThat(receipt.checkpoint().settings().values()).doesNotContainKey("dedup");
        assertThat(receipt.tally().dropped()).doesNotContainKey("duplicate");
    }

    @Test
    void onlyAnotherChoiceThatIsMadeIsRefused() throws IOException {
        Rig rig = rig(4).deduplicate(Deduplication.NONE);
        assertThat(crashes(rig, 20)).isTrue();
        rig.deduplicate(Deduplication.EXACT.asChosen());
        assertRefused(rig);
        rig.deduplicate(Deduplication.EXACT);
        assertThat(crashes(rig, 4)).isTrue();
        Rig other = rig(4);
        assertThat(crashes(other, 20)).isTrue();
        other.deduplicate(Deduplication.NONE.asChosen());
        assertRefused(other);
        other.deduplicate(Deduplication.EXACT.asChosen());
        completed(other);
    }

    private void assertRefused(Rig rig) throws IOException {
        RunReport report = rig.run(source, REQUEST, new DurableOperations());
        assertThat(((RunReport.Refused) report).refusal()).isInstanceOf(Refusal.OtherSettings.class);
    }

    private boolean crashes(Rig rig, int n) throws IOException {
        try {
            rig.run(source, REQUEST, new DurableOperations().plan(n, Fault.CRASH_BEFORE));
            return false;
        } catch (SimulatedCrash crash) {
            return true;
        }
    }

    private static Rig rig(int blockDocuments) {
        return new Rig()
                .transform(new Repeating(TEXTS))
                .deduplicate(Deduplication.EXACT.withBlockDocuments(blockDocuments));
    }

    private Receipt completed(Rig rig) throws IOException {
        return ((RunReport.Completed) rig.run(source, REQUEST, new DurableOperations())).receipt();
    }

    private Dataset published(Rig rig) {
        return rig.place().dataset(source.id());
    }

    private List<Entry.Kept> kept(Rig rig) {
        return published(rig).entries().stream()
                .filter(Entry.Kept.class::isInstance)
                .map(Entry.Kept.class::cast)
                .toList();
    }
}
