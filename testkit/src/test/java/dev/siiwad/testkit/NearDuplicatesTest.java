package dev.siiwad.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.duplicates.Deduplication;
import dev.siiwad.ingest.RunReport;
import dev.siiwad.ingest.RunRequest;
import dev.siiwad.publish.CountedSegments;
import dev.siiwad.segment.Entry;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.SourceId;
import dev.siiwad.testkit.DurableOperations.Fault;
import dev.siiwad.testkit.InMemoryPlace.Dataset;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Of documents that are similar only the first is published: compared with what counting all pairs by hand gives. */
class NearDuplicatesTest {
    private static final int DOCUMENTS = 200;
    private static final RunRequest REQUEST = RunRequest.defaults()
            .withAgain()
            .withKeepRejects()
            .withCheckpointEvery(40)
            .withRunId(new RunId("20261101_080000_list-somali_0123abcd"));

    private final ListSource source = new ListSource(new SourceId("List-Somali"), DOCUMENTS, 0, 0, "first", false);

    @Test
    void ofTwoThatAreSimilarOneGoesAndOfOthersNone() throws IOException {
        Rig rig = rig(near());
        rig.run(source, REQUEST, new DurableOperations());
        Map<String, Entry.Kept> kept = entries(rig, Entry.Kept.class)
                .collect(Collectors.toMap(entry -> entry.document().id(), Function.identity()));
        List<Entry.Rejected> rejected = entries(rig, Entry.Rejected.class).toList();
        assertThat(rejected).hasSizeGreaterThan(30);
        assertThat(rejected).extracting(Entry.Rejected::rule).contains("duplicate", "near_duplicate");
        for (Entry.Rejected entry : rejected) {
            Entry.Kept twin = kept.get(entry.value());
            assertThat(twin.offset()).isLessThan(entry.offset());
            if (entry.rule().equals("near_duplicate")) {
                assertThat(Resembling.similarity(entry.document(), twin.document()))
                        .isGreaterThanOrEqualTo(0.85);
            }
        }
        List<Entry.Kept> all = new ArrayList<>(kept.values());
        for (int one = 0; one < all.size(); one++) {
            for (int other = one + 1; other < all.size(); other++) {
                assertThat(Resembling.similarity(
                                all.get(one).document(), all.get(other).document()))
                        .as("%s and %s", all.get(one), all.get(other))
                        .isLessThan(0.85);
            }
        }
        long clusters = all.stream()
                .mapToLong(entry -> (long) entry.document().metadata().getOrDefault(CountedSegments.CLUSTER_SIZE, 1L))
                .sum();
        assertThat(clusters).isEqualTo(DOCUMENTS);
        assertThat(published(rig).tally().read()).isEqualTo(DOCUMENTS);
    }

    /** Neither on the steps of the pass, nor on how many texts have room at once, nor on how the run was cut. */
    @ParameterizedTest
    @CsvSource({"7, 12000000, 40", "50, 1, 40", "50000, 500, 1", "1, 3000, 7", "50000, 12000000, 1000"})
    void whatIsPublishedDependsOnTheDocumentsAlone(int blockDocuments, int leaderLongs, int every) throws IOException {
        Rig whole = rig(near());
        whole.run(source, REQUEST, new DurableOperations());
        Rig other = rig(near().withBlockDocuments(blockDocuments).withLeaderLongs(leaderLongs));
        other.run(source, REQUEST.withCheckpointEvery(every), new DurableOperations());
        assertThat(published(other)).isEqualTo(published(whole));
    }

    @ParameterizedTest
    @EnumSource(names = {"CRASH_BEFORE", "CRASH_AFTER"})
    void oneStopNeverShowsInTheDataset(Fault fault) throws IOException {
        Deduplication how = near().withBlockDocuments(50).withLeaderLongs(3000);
        Rig whole = rig(how);
        whole.run(source, REQUEST, new DurableOperations());
        boolean struck = true;
        for (int n = 1; struck; n++) {
            Rig rig = rig(how);
            DurableOperations operations = new DurableOperations().plan(n, fault);
            try {
                rig.run(source, REQUEST, operations);
            } catch (SimulatedCrash stopped) {
                rig.run(source, REQUEST, new DurableOperations());
            }
            struck = operations.struck();
            assertThat(published(rig)).as("operation %s", n).isEqualTo(published(whole));
            assertThat(rig.place().payloads).as("operation %s", n).isEmpty();
        }
    }

    @Test
    void aRunThatIsAskedToStopGoesOnLater() throws IOException {
        Deduplication how = near().withBlockDocuments(50).withLeaderLongs(3000);
        Rig whole = rig(how);
        whole.run(source, REQUEST, new DurableOperations());
        int interrupted = 0;
        for (int documents = DOCUMENTS + 1; ; documents++) {
            Rig rig = rig(how);
            int[] asked = {0};
            int most = documents;
            RunReport report = rig.run(source, REQUEST, new DurableOperations(), () -> ++asked[0] > most);
            if (!(report instanceof RunReport.Interrupted)) {
                break;
            }
            interrupted++;
            rig.run(source, REQUEST, new DurableOperations());
            assertThat(published(rig)).isEqualTo(published(whole));
        }
        assertThat(interrupted).isGreaterThan(10);
    }

    private static Deduplication near() {
        return Deduplication.near(new PlainMinHash());
    }

    private static Rig rig(Deduplication how) {
        return new Rig().transform(new Resembling(0)).deduplicate(how);
    }

    private Dataset published(Rig rig) {
        return rig.place().dataset(source.id());
    }

    private <T extends Entry> java.util.stream.Stream<T> entries(Rig rig, Class<T> kind) {
        return published(rig).entries().stream().filter(kind::isInstance).map(kind::cast);
    }
}
