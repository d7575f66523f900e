package dev.siiwad.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.digest.Sha256;
import dev.siiwad.document.Document;
import dev.siiwad.duplicates.Against;
import dev.siiwad.duplicates.Deduplication;
import dev.siiwad.ingest.Refusal;
import dev.siiwad.ingest.Replace;
import dev.siiwad.ingest.RunReport;
import dev.siiwad.ingest.RunRequest;
import dev.siiwad.publish.Receipt;
import dev.siiwad.segment.Entry;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.SourceId;
import dev.siiwad.testkit.DurableOperations.Fault;
import dev.siiwad.testkit.InMemoryPlace.Dataset;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a published dataset has already is not published again; nothing shows how the pass went that has found it. */
class AgainstTest {
    private static final int DOCUMENTS = 100;
    private static final int SHIFT = 40;
    private static final ListSource OTHER = new ListSource(new SourceId("List-Other"), 80, 0, 0, "first", false);
    private static final RunId OTHER_RUN = new RunId("20261031_080000_list-other_0123abcd");
    private static final RunRequest REQUEST = RunRequest.defaults()
            .withAgain()
            .withKeepRejects()
            .withCheckpointEvery(30)
            .withRunId(new RunId("20261101_080000_list-somali_0123abcd"));

    private final ListSource source = new ListSource(new SourceId("List-Somali"), DOCUMENTS, 0, 0, "first", false);

    @Test
    void whatIsTheSameGoesWithItsTwinAndWhatIsNotStays() throws IOException {
        Rig rig = rig(Deduplication.EXACT);
        Receipt receipt = completed(rig, REQUEST);
        Map<String, String> others =
                kept(rig, OTHER.id()).collect(Collectors.toMap(Document::text, Document::id, (first, second) -> first));
        List<Entry.Rejected> elsewhere = rejected(rig, "duplicate_elsewhere");
        assertThat(elsewhere).hasSizeGreaterThan(20).allSatisfy(entry -> {
            String twin = others.get(entry.document().text());
            assertThat(entry.value()).isEqualTo("List-Other/" + OTHER_RUN + "/" + Sha256.hex(twin));
        });
        assertThat(kept(rig, source.id()))
                .isNotEmpty()
                .allSatisfy(document -> assertThat(others).doesNotContainKey(document.text()));
        assertThat(receipt.tally().dropped()).containsEntry("duplicate_elsewhere", (long) elsewhere.size());
        assertThat(receipt.tally().read()).isEqualTo(DOCUMENTS);
        assertThat(receipt.checkpoint().settings().values())
                .containsEntry("against", "List-Other")
                .hasEntrySatisfying(
                        "against_datasets",
                        pinned -> assertThat(pinned).startsWith("List-Other/" + OTHER_RUN + "@sha256:"));
        assertThat(receipt.relations().continues()).isEmpty();
    }

    @Test
    void whatIsSimilarGoesWithItsTwinAndWhatIsNotStays() throws IOException {
        Rig rig = rig(near());
        completed(rig, REQUEST);
        Map<String, Document> others = kept(rig, OTHER.id())
                .collect(Collectors.toMap(document -> Sha256.hex(document.id()), Function.identity()));
        List<Entry.Rejected> elsewhere = rejected(rig, "near_duplicate_elsewhere");
        assertThat(elsewhere).isNotEmpty().allSatisfy(entry -> {
            String[] twin = entry.value().split("/");
            assertThat(Resembling.similarity(entry.document(), others.get(twin[2])))
                    .isGreaterThanOrEqualTo(0.85);
        });
        List<Document> kept = kept(rig, source.id()).toList();
        assertThat(kept).isNotEmpty();
        for (Document document : kept) {
            for (Document other : others.values()) {
                assertThat(Resembling.similarity(document, other)).isLessThan(0.85);
            }
        }
        Set<String> ids = kept.stream().map(Document::id).collect(Collectors.toSet());
        assertThat(Stream.of("duplicate", "near_duplicate").flatMap(rule -> rejected(rig, rule).stream()))
                .as("those that go for a document of this run")
                .isNotEmpty()
                .allSatisfy(entry -> assertThat(ids).contains(entry.value()));
    }

    @ParameterizedTest
    @CsvSource({"7, 12000000, 30", "50, 1, 30", "50000, 500, 1", "1, 3000, 7", "80, 12000000, 1000"})
    void whatIsPublishedDependsOnTheDocumentsAlone(int blockDocuments, int leaderLongs, int every) throws IOException {
        Rig whole = rig(near());
        completed(whole, REQUEST);
        Rig other = rig(near().withBlockDocuments(blockDocuments).withLeaderLongs(leaderLongs));
        completed(other, REQUEST.withCheckpointEvery(every));
        assertThat(published(other, source.id())).isEqualTo(published(whole, source.id()));
    }

    @ParameterizedTest
    @EnumSource(names = {"CRASH_BEFORE", "CRASH_AFTER"})
    void oneStopNeverShowsInTheDataset(Fault fault) throws IOException {
        Deduplication how = near().withBlockDocuments(50).withLeaderLongs(3000);
        Rig whole = rig(how);
        completed(whole, REQUEST);
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
            assertThat(published(rig, source.id())).as("operation %s", n).isEqualTo(published(whole, source.id()));
            assertThat(rig.place().payloads).as("operation %s", n).isEmpty();
        }
    }

    /** The parts of the other dataset are not read again for what was kept of them. */
    @Test
    void aPassThatWasKilledGoesOnAfterTheLastBlock() throws IOException {
        Deduplication how = near().withBlockDocuments(20);
        DurableOperations counted = new DurableOperations();
        rig(how).run(source, REQUEST, counted);
        List<Integer> payloads = IntStream.range(2, counted.log().size())
                .filter(n -> counted.log().get(n).equals("payload"))
                .boxed()
                .toList();
        Rig rig = rig(how);
        try {
            rig.run(source, REQUEST, new DurableOperations().plan(payloads.get(5) + 1, Fault.CRASH_BEFORE));
        } catch (SimulatedCrash crash) {
            DurableOperations rest = new DurableOperations();
            rig.run(source, REQUEST, rest);
            assertThat(rest.log().stream().filter("payload"::equals)).hasSize(payloads.size() - 5);
        }
        assertThat(published(rig, source.id()).tally().dropped()).containsKey("near_duplicate_elsewhere");
    }

    @Test
    void aRunThatIsAskedToStopGoesOnLater() throws IOException {
        Deduplication how = near().withBlockDocuments(50).withLeaderLongs(3000);
        Rig whole = rig(how);
        completed(whole, REQUEST);
        int interrupted = 0;
        for (int documents = DOCUMENTS + 1; ; documents += 7) {
            Rig rig = rig(how);
            int[] asked = {0};
            int most = documents;
            RunReport report = rig.run(source, REQUEST, new DurableOperations(), () -> ++asked[0] > most);
            if (!(report instanceof RunReport.Interrupted)) {
                break;
            }
            interrupted++;
            completed(rig, REQUEST);
            assertThat(published(rig, source.id())).isEqualTo(published(whole, source.id()));
        }
        assertThat(interrupted).isGreaterThan(10);
    }

    @Test
    void aDatasetThatIsNamedTwiceCountsOnce() throws IOException {
        Rig once = rig(near());
        completed(once, REQUEST);
        Rig twice = rig(near(), "List-Other", OTHER_RUN.value(), "List-Other");
        completed(twice, REQUEST);
        assertThat(published(twice, source.id())).isEqualTo(published(once, source.id()));
    }

    @Test
    void aRunInProgressKeepsToTheDatasetsThatItBeganWith() throws IOException {
        Rig whole = rig(near());
        completed(whole, REQUEST);
        Rig rig = rig(near());
        crash(rig, 12);
        publishOther(rig, 1000, new RunId("20261101_070000_list-other_0123abcd"));
        completed(rig.transform(new Resembling(SHIFT)).deduplicate(against(near(), "List-Other")), REQUEST);
        assertThat(published(rig, source.id())).isEqualTo(published(whole, source.id()));
    }

    @Test
    void otherDatasetsThanARunBeganWithAreRefused() throws IOException {
        for (String[] names : List.of(new String[] {OTHER_RUN.value()}, new String[0])) {
            Rig rig = rig(near());
            crash(rig, 12);
            rig.deduplicate(against(near(), names));
            RunReport.Refused refused = (RunReport.Refused) rig.run(source, REQUEST, new DurableOperations());
            assertThat(((Refusal.OtherSettings) refused.refusal()).changes())
                    .singleElement()
                    .satisfies(change -> assertThat(change.name()).isEqualTo("against"));
        }
    }

    @Test
    void aRunThatBeganWithoutDoesNotGoOnWith() throws IOException {
        Rig rig = rig(Deduplication.EXACT).deduplicate(Deduplication.EXACT);
        crash(rig, 12);
        rig.deduplicate(against(Deduplication.EXACT, "List-Other"));
        assertThat(((RunReport.Refused) rig.run(source, REQUEST, new DurableOperations())).refusal())
                .isInstanceOf(Refusal.OtherSettings.class);
    }

    @Test
    void aDatasetThatIsNotThereIsRefusedBeforeAnythingIsChanged() throws IOException {
        Rig rig = rig(near(), "List-Othr");
        DurableOperations operations = new DurableOperations();
        RunReport.Refused refused = (RunReport.Refused) rig.run(source, REQUEST, operations);
        assertThat(refused.refusal())
                .isEqualTo(new Refusal.UnknownDataset("List-Othr", List.of("List-Other", OTHER_RUN.value())));
        assertThat(operations.log()).isEmpty();
    }

    /** Wherever the run was stopped: it goes on without the dataset only if it has found out all that there is to find. */
    @Test
    void aDatasetThatIsGoneIsMissedUntilAllIsFound() throws IOException {
        Rig whole = rig(near().withBlockDocuments(50));
        DurableOperations counted = new DurableOperations();
        whole.run(source, REQUEST, counted);
        int missed = 0;
        int published = 0;
        for (int n = 5; n <= counted.log().indexOf("publish") + 1; n++) {
            Rig rig = rig(near().withBlockDocuments(50));
            crash(rig, n);
            rig.place().datasets.remove(OTHER.id());
            RunReport report = rig.run(source, REQUEST, new DurableOperations());
            if (report instanceof RunReport.Refused refused) {
                assertThat(((Refusal.ChangedDataset) refused.refusal())
                                .dataset()
                                .name())
                        .isEqualTo("List-Other/" + OTHER_RUN);
                assertThat(rig.place().published(source.id())).isEmpty();
                missed++;
            } else {
                assertThat(published(rig, source.id())).isEqualTo(published(whole, source.id()));
                published++;
            }
        }
        assertThat(missed).isGreaterThan(10);
        assertThat(published).isPositive();
    }

    @Test
    void aDatasetThatIsAnotherNowIsMissed() throws IOException {
        Rig rig = rig(near());
        crash(rig, 12);
        rig.place().datasets.remove(OTHER.id());
        publishOther(rig, 1000, OTHER_RUN);
        rig.transform(new Resembling(SHIFT)).deduplicate(against(near(), "List-Other"));
        RunReport.Refused refused = (RunReport.Refused) rig.run(source, REQUEST, new DurableOperations());
        assertThat(((Refusal.ChangedDataset) refused.refusal()).problem()).contains("has the digest sha256:");
    }

    @Test
    void whereAllIsPublishedElsewhereNothingIs() throws IOException {
        Rig rig = rig(Deduplication.EXACT).transform(new Resembling(0));
        ListSource same = new ListSource(source.id(), 80, 0, 0, "first", false);
        RunReport.NothingKept nothing = (RunReport.NothingKept) rig.run(same, REQUEST, new DurableOperations());
        assertThat(nothing.tally().kept()).isZero();
        assertThat(nothing.tally().dropped()).containsEntry("duplicate_elsewhere", 80L);
        assertThat(rig.place().published(source.id())).isEmpty();
        assertThat(rig.place().payloads).isEmpty();
    }

    /** Readers take both together, and the one that is continued is not replaced, even by name. */
    @Test
    void aDatasetOfTheSameSourceIsContinued() throws IOException {
        Rig rig = rig(Deduplication.EXACT);
        RunId first = new RunId("20261030_080000_list-somali_0123abcd");
        rig.deduplicate(Deduplication.EXACT);
        ListSource half = new ListSource(source.id(), DOCUMENTS / 2, 0, 0, "older", false);
        rig.run(half, REQUEST.withRunId(first), new DurableOperations());
        rig.deduplicate(against(Deduplication.EXACT, "List-Somali"));
        Receipt receipt = completed(rig, REQUEST.withReplace(Replace.named(Set.of(first))));
        assertThat(receipt.relations().continues()).containsExactly(first);
        assertThat(receipt.relations().replaces()).isEmpty();
        assertThat(receipt.tally().dropped().get("duplicate_elsewhere")).isGreaterThanOrEqualTo(DOCUMENTS / 2);
        assertThat(rig.place().published(source.id())).hasSize(2);
        assertThat(rig.said()).anyMatch(line -> line.endsWith("continues it"));
    }

    @Test
    void aDatasetThatAnUnfinishedRunIsComparedWithIsNotReplaced() throws IOException {
        Rig rig = rig(near());
        crash(rig, 12);
        publishOther(rig, 0, new RunId("20261101_070000_list-other_0123abcd"), Replace.COVERED);
        assertThat(rig.said())
                .anyMatch(line -> line.endsWith("the unfinished run of List-Somali compares its documents with it"));
        assertThat(rig.place().published(OTHER.id())).hasSize(2);
        completed(rig.transform(new Resembling(SHIFT)).deduplicate(against(near(), "List-Other")), REQUEST);
        publishOther(rig, 0, new RunId("20261101_090000_list-other_0123abcd"), Replace.COVERED);
        assertThat(rig.place().published(OTHER.id())).hasSize(1);
    }

    private static Deduplication near() {
        return Deduplication.near(new PlainMinHash());
    }

    private static Deduplication against(Deduplication how, String... names) {
        return how.withAgainst(Against.named(List.of(names)));
    }

    private static Rig rig(Deduplication how, String... names) throws IOException {
        Rig rig = new Rig();
        publishOther(rig, 0, OTHER_RUN);
        return rig.transform(new Resembling(SHIFT))
                .deduplicate(against(how, names.length == 0 ? new String[] {"List-Other"} : names));
    }

    private static void publishOther(Rig rig, int shift, RunId run) throws IOException {
        publishOther(rig, shift, run, Replace.NOTHING);
    }

    private static void publishOther(Rig rig, int shift, RunId run, Replace replace) throws IOException {
        rig.transform(new Resembling(shift)).deduplicate(Deduplication.NONE);
        rig.run(OTHER, RunRequest.defaults().withAgain().withRunId(run).withReplace(replace), new DurableOperations());
    }

    private void crash(Rig rig, int n) throws IOException {
        try {
            rig.run(source, REQUEST, new DurableOperations().plan(n, Fault.CRASH_BEFORE));
        } catch (SimulatedCrash crash) {
            return;
        }
        throw new AssertionError("there are fewer operations than " + n);
    }

    private Receipt completed(Rig rig, RunRequest request) throws IOException {
        return ((RunReport.Completed) rig.run(source, request, new DurableOperations())).receipt();
    }

    private static Dataset published(Rig rig, SourceId of) {
        return rig.place().dataset(of);
    }

    private static Stream<Document> kept(Rig rig, SourceId of) {
        return published(rig, of).entries().stream()
                .filter(Entry.Kept.class::isInstance)
                .map(entry -> ((Entry.Kept) entry).document());
    }

    private List<Entry.Rejected> rejected(Rig rig, String rule) {
        return published(rig, source.id()).entries().stream()
                .filter(Entry.Rejected.class::isInstance)
                .map(Entry.Rejected.class::cast)
                .filter(entry -> entry.rule().equals(rule))
                .toList();
    }
}
