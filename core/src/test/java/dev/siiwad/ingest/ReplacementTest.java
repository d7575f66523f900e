package dev.siiwad.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.Claim;
import dev.siiwad.checkpoint.Owner;
import dev.siiwad.checkpoint.Run;
import dev.siiwad.publish.Catalog;
import dev.siiwad.publish.Dataset;
import dev.siiwad.publish.Relations;
import dev.siiwad.segment.RunId;
import dev.siiwad.segment.Segment;
import dev.siiwad.segment.SegmentStart;
import dev.siiwad.segment.Tally;
import dev.siiwad.source.Position;
import dev.siiwad.source.Settings;
import dev.siiwad.source.SourceId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReplacementTest {
    private static final SourceId SOURCE = new SourceId("Wikipedia-Somali");
    private static final Instant NOW = Instant.parse("2026-11-01T08:00:00Z");
    private static final RunId FRESH = new RunId("fresh");

    private final Checkpoint whole = read(100).exhausted(NOW);

    @Test
    void replacesNothingUnlessAsked() {
        assertThat(decide(Replace.NOTHING, whole, dataset("old", 100, Set.of())).replaced())
                .isEmpty();
    }

    @Test
    void replacesWhatTheNewOneCovers() {
        Replacement decided =
                decide(Replace.COVERED, whole, dataset("a", 100, Set.of()), dataset("b", 200, Set.of()), own());
        assertThat(decided.replaced())
                .extracting(dataset -> dataset.run().value())
                .containsExactly("a", "b");
        assertThat(decided.kept()).isEmpty();
        assertThat(decided.relations(Set.of()).replaces()).containsExactly(new RunId("a"), new RunId("b"));
    }

    @Test
    void aPartReplacesNothing() {
        Checkpoint part = read(100).limited(NOW);
        Replacement decided = decide(Replace.COVERED, part, dataset("old", 10, Set.of()));
        assertThat(decided.replaced()).isEmpty();
        assertThat(decided.kept()).containsValue("the new dataset does not hold the whole source");
    }

    @Test
    void keepsOneOfMoreThanTwiceItsSize() {
        Replacement decided = decide(Replace.COVERED, whole, dataset("old", 201, Set.of()));
        assertThat(decided.replaced()).isEmpty();
        assertThat(decided.kept()).containsValue("the new dataset is less than half as large, with 100 documents");
    }

    @Test
    void replacesWhatIsNamedWhateverItHolds() {
        Checkpoint part = read(100).limited(NOW);
        Dataset named = dataset("named", 10_000, Set.of());
        Replacement decided = decide(Replace.named(Set.of(named.run())), part, named, dataset("other", 10, Set.of()));
        assertThat(decided.replaced()).containsExactly(named);
        assertThat(decided.kept()).isEmpty();
    }

    @Test
    void keepsWhatAKeptOneContinues() {
        Dataset first = dataset("first", 10, Set.of());
        Dataset second = dataset("second", 10, Set.of("first"));
        Dataset third = dataset("third", 10_000, Set.of("second"));
        Replacement decided = decide(Replace.COVERED, whole, first, second, third);
        assertThat(decided.replaced()).isEmpty();
        assertThat(decided.kept())
                .containsEntry(second, "third continues it")
                .containsEntry(first, "second continues it");
        assertThat(decide(Replace.named(Set.of(first.run())), whole, first, second)
                        .replaced())
                .isEmpty();
        assertThat(decide(Replace.named(Set.of(first.run(), second.run())), whole, first, second)
                        .replaced())
                .containsExactly(first, second);
    }

    @Test
    void keepsWhatTheNewOneContinues() {
        Dataset first = dataset("first", 10, Set.of());
        Catalog catalog = new Catalog(List.of(first), List.of());
        assertThat(Replacement.of(Replace.COVERED, whole, Set.of(first.run()), Map.of(), catalog)
                        .kept())
                .containsEntry(first, "fresh continues it");
    }

    /** Even by name. */
    @Test
    void keepsWhatAnUnfinishedRunOfAnotherSourceIsComparedWith() {
        Dataset old = dataset("old", 10, Set.of());
        Catalog catalog = new Catalog(List.of(old), List.of());
        Map<RunId, SourceId> compared = Map.of(old.run(), new SourceId("BBC-Somali"));
        for (Replace asked : List.of(Replace.COVERED, Replace.named(Set.of(old.run())))) {
            Replacement decided = Replacement.of(asked, whole, Set.of(), compared, catalog);
            assertThat(decided.replaced()).isEmpty();
            assertThat(decided.kept())
                    .containsEntry(old, "the unfinished run of BBC-Somali compares its documents with it");
        }
    }

    private static Replacement decide(Replace asked, Checkpoint fresh, Dataset... there) {
        return Replacement.of(asked, fresh, Set.of(), Map.of(), new Catalog(List.of(there), List.of()));
    }

    private static Checkpoint read(long documents) {
        Checkpoint begun = Checkpoint.begin(
                new Run(FRESH, SOURCE, NOW, 0, "dump@1", Settings.of(Map.of())),
                Position.START,
                Claim.first(1, new Owner("host", "boot", 1, "nonce")));
        Tally tally = new Tally(documents, 0, new TreeMap<>());
        return begun.plus(
                new Segment(
                        SegmentStart.of(begun.nextSegment(), 0),
                        documents,
                        tally,
                        documents,
                        1000,
                        "sha256:" + "0".repeat(64)),
                new Position("end"),
                NOW);
    }

    private static Dataset own() {
        return dataset(FRESH.value(), 10, Set.of());
    }

    private static Dataset dataset(String run, long kept, Set<String> continues) {
        return new Dataset(
                SOURCE,
                new RunId(run),
                LocalDate.EPOCH,
                Instant.EPOCH,
                "dump@0",
                Settings.of(Map.of()),
                "1.0",
                0,
                kept,
                new Tally(kept, 0, new TreeMap<>()),
                0,
                true,
                Optional.empty(),
                Relations.continuing(continues.stream().map(RunId::new).toList()),
                List.of(),
                "receipt of " + run,
                "sha256:0",
                List.of());
    }
}
