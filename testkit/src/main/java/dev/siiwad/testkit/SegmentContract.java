package dev.siiwad.testkit;

import static dev.siiwad.testkit.Segments.NAME;
import static dev.siiwad.testkit.Segments.RUN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.siiwad.document.Document;
import dev.siiwad.segment.DamagedSegmentException;
import dev.siiwad.segment.Entry;
import dev.siiwad.segment.Predecessors;
import dev.siiwad.segment.RunId;
import dev.siiwad.segment.Segment;
import dev.siiwad.segment.SegmentForm;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.segment.SegmentStart;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.segment.SegmentWriter;
import dev.siiwad.segment.StoredAt;
import dev.siiwad.segment.Tally;
import dev.siiwad.source.Position;
import dev.siiwad.source.SourceId;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Segments: created once, sealed whole or not there at all, and never changed. */
interface SegmentContract extends StorageUnderTest {
    /** The clock of a storage may be another, and one of whole seconds. */
    Duration CLOCKS_APART = Duration.ofMinutes(5);

    @Test
    default void readsBackWhatWasSealed() throws IOException {
        Segment sealed = Segments.write(another(), RUN, NAME);
        List<Entry> entries = new ArrayList<>();
        assertThat(store().read(RUN, NAME, entries::add)).isEqualTo(sealed);
        assertThat(entries).isEqualTo(Segments.entries());
        assertThat(sealed.name()).isEqualTo(NAME);
        assertThat(sealed.firstIndex()).isEqualTo(100);
        assertThat(sealed.lastIndex()).isEqualTo(104);
        assertThat(sealed.tally()).isEqualTo(new Tally(2, 1, new TreeMap<>(Map.of("min_length", 1L))));
        assertThat(store().length(RUN, NAME)).isEqualTo(Optional.of(sealed.bytes()));
    }

    @Test
    default void readsBackSegmentsOfEveryForm() throws IOException {
        for (SegmentForm form : SegmentForm.values()) {
            SegmentName name = new SegmentName(form.number(), 1);
            OptionalLong textBefore = form.isMeasured() ? OptionalLong.of(12_345) : OptionalLong.empty();
            SegmentStart start = new SegmentStart(name, 100, Optional.empty(), Predecessors.NONE, form, textBefore);
            Segment sealed;
            try (SegmentWriter writer = store().create(RUN, start)) {
                Segments.fill(writer);
                sealed = writer.seal();
            }
            List<Entry> entries = new ArrayList<>();
            assertThat(store().read(RUN, name, entries::add)).isEqualTo(sealed);
            assertThat(sealed.start()).isEqualTo(start);
            assertThat(sealed.textBytes()).isEqualTo(Segments.textBytes());
            assertThat(store().beginning(RUN, name)).contains(start);
            assertThat(entries).isEqualTo(Segments.entries());
        }
    }

    @Test
    default void readsBackWhatWasRejected() throws IOException {
        Entry.Rejected rejected =
                new Entry.Rejected(100, Document.of("7", "C", "gaaban", "", Map.of("n", 3L)), "min_length", "6");
        Segment sealed;
        try (SegmentWriter writer = store().create(RUN, SegmentStart.of(NAME, 100))) {
            writer.add(rejected);
            sealed = writer.seal();
        }
        List<Entry> entries = new ArrayList<>();
        assertThat(store().read(RUN, NAME, entries::add)).isEqualTo(sealed);
        assertThat(entries).containsExactly(rejected);
        assertThat(sealed.tally()).isEqualTo(new Tally(0, 0, new TreeMap<>(Map.of("min_length", 1L))));
    }

    @Test
    default void keepsWhereASegmentAndThoseBeforeItBegin() throws IOException {
        SegmentStart start = new SegmentStart(
                NAME,
                100,
                Optional.of(new Position("line=100 \"x\"")),
                new Predecessors(List.of(
                        new Predecessors.Start(90, Optional.of(new Position("line=90"))),
                        new Predecessors.Start(87, Optional.of(Position.START)),
                        new Predecessors.Start(80, Optional.empty()),
                        new Predecessors.Start(0, Optional.empty()))),
                SegmentForm.LINES_BY_SEGMENTS);
        Segment sealed;
        try (SegmentWriter writer = store().create(RUN, start)) {
            writer.drop("min_length");
            sealed = writer.seal();
        }
        assertThat(sealed.start()).isEqualTo(start);
        assertThat(store().read(RUN, NAME, entry -> {})).isEqualTo(sealed);
        assertThat(store().beginning(RUN, NAME)).contains(start);
    }

    @Test
    default void listsTheSegmentsThatAreThere() throws IOException {
        assertThat(store().present(RUN)).isEmpty();
        SegmentName other = new SegmentName(1, 7);
        Segments.write(another(), RUN, NAME);
        Segments.write(another(), RUN, other);
        store().recordAttempt(RUN, 9);
        store().storePayload(RUN, "list@first", "of this run");
        Segments.write(another(), new RunId("run-2"), new SegmentName(3, 1));
        assertThat(store().present(RUN)).containsExactlyInAnyOrder(NAME, other);
        store().retainOnly(Set.of());
        assertThat(store().present(RUN)).isEmpty();
    }

    /** A storage that does not tell gives nothing; one that does gives each segment and attempt of the run, as long as it is there. */
    @Test
    default void tellsWhatIsThereSinceWhenOrNothing() throws IOException {
        assertThat(store().history(RUN)).isEmpty();
        Instant before = Instant.now().minus(CLOCKS_APART);
        Segment first = Segments.write(another(), RUN, NAME);
        Segment second = Segments.write(another(), RUN, new SegmentName(43, 7));
        store().recordAttempt(RUN, 9);
        store().storePayload(RUN, "list@first", "of this run");
        Segments.write(another(), new RunId("run-2"), NAME);
        Instant after = Instant.now().plus(CLOCKS_APART);
        List<StoredAt> history = store().history(RUN);
        assumeThat(history)
                .as("what is stored since when is not told by this storage, which it need not")
                .isNotEmpty();
        assertThat(history).extracting(StoredAt::attempt).containsExactlyInAnyOrder(1, 7, 9);
        for (StoredAt stored : history) {
            assertThat(stored.time()).isBetween(before, after);
            assertThat(stored.segment())
                    .isEqualTo(
                            switch (stored.attempt()) {
                                case 1 -> OptionalLong.of(42);
                                case 7 -> OptionalLong.of(43);
                                default -> OptionalLong.empty();
                            });
        }
        assertThat(history)
                .filteredOn(stored -> stored.segment().isPresent())
                .extracting(StoredAt::bytes)
                .containsExactlyInAnyOrder(first.bytes(), second.bytes());
        store().retainOnly(Set.of());
        assertThat(store().history(RUN)).isEmpty();
    }

    @Test
    default void everySegmentIsReadUnderItsOwnName() throws IOException {
        for (int n = 1; n <= 3; n++) {
            try (SegmentWriter writer = store().create(RUN, SegmentStart.of(new SegmentName(n, 1), n))) {
                writer.drop("reason_" + n);
                writer.seal();
            }
        }
        try (SegmentWriter writer = store().create(RUN, SegmentStart.of(new SegmentName(2, 2), 7))) {
            writer.drop("of_the_second_attempt");
            writer.seal();
        }
        for (int n = 1; n <= 3; n++) {
            Segment read = store().read(RUN, new SegmentName(n, 1), entry -> {});
            assertThat(read.firstIndex()).isEqualTo(n);
            assertThat(read.tally().dropped()).isEqualTo(Map.of("reason_" + n, 1L));
        }
        assertThat(store().read(RUN, new SegmentName(2, 2), entry -> {}).firstIndex())
                .isEqualTo(7);
        assertThat(store().length(RUN, new SegmentName(3, 2))).isEmpty();
    }

    @Test
    default void runsAndSourcesKeepTheirSegmentsApart() throws IOException {
        Segments.write(another(), RUN, NAME);
        SourceId other = new SourceId("Other-Somali");
        assertThat(store().length(new RunId("run-2"), NAME)).isEmpty();
        assertThat(another().segments(other).length(RUN, NAME)).isEmpty();
        try (SegmentWriter writer = another().segments(other).create(RUN, SegmentStart.of(NAME, 0))) {
            writer.drop("min_length");
            writer.seal();
        }
        another().segments(other).retainOnly(Set.of());
        assertThat(another().segments(other).length(RUN, NAME)).isEmpty();
        assertThat(store().length(RUN, NAME)).isPresent();
    }

    @Test
    default void holdsASegmentOfWhichNothingWasKept() throws IOException {
        try (SegmentWriter writer = store().create(RUN, SegmentStart.of(NAME, 0))) {
            writer.drop("min_length");
            writer.drop("empty_after_cleaning");
            writer.drop("min_length");
            writer.seal();
        }
        Segment segment = store().read(RUN, NAME, entry -> {
            throw new AssertionError(entry);
        });
        assertThat(segment.tally().dropped()).isEqualTo(Map.of("min_length", 2L, "empty_after_cleaning", 1L));
    }

    @Test
    default void neverUsesANameTwice() throws IOException {
        Segment sealed = Segments.write(another(), RUN, NAME);
        assertThatThrownBy(() -> store().create(RUN, SegmentStart.of(NAME, 0)))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(store().read(RUN, NAME, entry -> {})).isEqualTo(sealed);
        try (SegmentWriter unfinished = store().create(RUN, SegmentStart.of(new SegmentName(43, 1), 0))) {
            unfinished.drop("min_length");
            assertThatThrownBy(() -> store().create(RUN, SegmentStart.of(new SegmentName(43, 1), 0)))
                    .isInstanceOf(FileAlreadyExistsException.class);
        }
    }

    /** One of them is refused its name, or cannot seal; what the other has sealed stays, whoever closes last. */
    @Test
    default void ofTwoOpenWritersOfOneNameOneSeals() throws IOException {
        SegmentStore first = store();
        SegmentStore second = store();
        first.highestAttempt(RUN);
        second.highestAttempt(RUN);
        Segment sealed;
        SegmentWriter winner = first.create(RUN, SegmentStart.of(NAME, 100));
        try (winner) {
            Segments.fill(winner);
            Optional<SegmentWriter> loser = Optional.empty();
            try {
                loser = Optional.of(second.create(RUN, SegmentStart.of(NAME, 0)));
                loser.get().drop("min_length");
            } catch (FileAlreadyExistsException refused) {
                assertThat(refused).hasMessageContaining(NAME.toString());
            }
            sealed = winner.seal();
            if (loser.isPresent()) {
                assertThatThrownBy(loser.get()::seal).isInstanceOf(IOException.class);
                loser.get().close();
            }
        }
        assertThat(store().read(RUN, NAME, entry -> {})).isEqualTo(sealed);
        assertThat(store().length(RUN, NAME)).isEqualTo(Optional.of(sealed.bytes()));
    }

    @Test
    default void aSegmentThatWasNotSealedDoesNotExist() throws IOException {
        try (SegmentWriter writer = store().create(RUN, SegmentStart.of(NAME, 100))) {
            writer.add(Segments.entries().get(0));
            assertNotThere();
        }
        assertNotThere();
    }

    @Test
    default void aSegmentThatIsMissingIsDamage() {
        assertThatThrownBy(() -> store().read(RUN, NAME, entry -> {})).isInstanceOf(DamagedSegmentException.class);
    }

    @Test
    default void refusesAnEntryOutOfOrder() throws IOException {
        try (SegmentWriter writer = store().create(RUN, SegmentStart.of(NAME, 100))) {
            assertThatThrownBy(() -> writer.add(Segments.entries().get(1))).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    default void closesSafelyTwiceAndAfterSealing() throws IOException {
        SegmentWriter writer = store().create(RUN, SegmentStart.of(NAME, 0));
        writer.drop("min_length");
        writer.seal();
        assertThat(store().length(RUN, NAME)).as("sealed, not yet closed").isPresent();
        writer.close();
        writer.close();
        assertThat(store().length(RUN, NAME)).isPresent();
        SegmentWriter unsealed = store().create(RUN, SegmentStart.of(new SegmentName(43, 1), 0));
        unsealed.close();
        unsealed.close();
        assertThat(store().length(RUN, new SegmentName(43, 1))).isEmpty();
    }

    @Test
    default void removesAllRunsButThoseNamed() throws IOException {
        Segments.write(another(), RUN, NAME);
        Segments.write(another(), new RunId("run-2"), NAME);
        store().storePayload(RUN, "list@first", "x");
        store().storePayload(new RunId("run-2"), "list@first", "y");
        assertThat(store().runs()).containsExactly(RUN, new RunId("run-2"));
        store().retainOnly(Set.of(new RunId("run-2")));
        assertThat(store().runs()).containsExactly(new RunId("run-2"));
        assertThat(store().length(RUN, NAME)).isEmpty();
        assertThat(store().payload(RUN, "list@first")).isEmpty();
        assertThat(store().length(new RunId("run-2"), NAME)).isPresent();
        assertThat(store().payload(new RunId("run-2"), "list@first")).contains("y");
        store().retainOnly(Set.of());
        assertThat(store().length(new RunId("run-2"), NAME)).isEmpty();
        assertThat(store().payload(new RunId("run-2"), "list@first")).isEmpty();
        store().retainOnly(Set.of());
        assertThat(store().runs()).isEmpty();
    }

    @Test
    default void namesARunOfWhichOnlyAPayloadOrAnAttemptIsThere() throws IOException {
        assertThat(store().runs()).isEmpty();
        store().storePayload(RUN, "list@first", "x");
        store().recordAttempt(new RunId("run-2"), 3);
        assertThat(store().runs()).containsExactly(RUN, new RunId("run-2"));
        assertThat(another().segments(new SourceId("Other-Somali")).runs()).isEmpty();
    }

    private void assertNotThere() throws IOException {
        assertThat(store().length(RUN, NAME)).isEmpty();
        assertThatThrownBy(() -> store().read(RUN, NAME, entry -> {})).isInstanceOf(DamagedSegmentException.class);
    }

    private SegmentStore store() throws IOException {
        return another().segments(Checkpoints.SOURCE);
    }
}
