package dev.siiwad.testkit;

import static dev.siiwad.testkit.Segments.RUN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.checkpoint.CorruptCheckpointException;
import dev.siiwad.segment.RunId;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.segment.SegmentStore;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a run keeps beside its segments: the payload of its snapshot, stored once, and the numbers of its attempts. */
interface PayloadContract extends StorageUnderTest {
    String LIST = "ciwaan\n\u00e9\ud83d\ude00";

    @Test
    default void keepsThePayloadOfASnapshot() throws IOException {
        assertThat(store().payload(RUN, "list@first")).isEmpty();
        store().storePayload(RUN, "list@first", LIST);
        store().storePayload(RUN, "list@second", "");
        assertThat(store().payload(RUN, "list@first")).isEqualTo(Optional.of(LIST));
        assertThat(store().payload(RUN, "list@second")).isEqualTo(Optional.of(""));
        assertThat(store().highestAttempt(RUN)).isZero();
    }

    @Test
    default void storingTheSamePayloadAgainChangesNothing() throws IOException {
        SegmentStore store = store();
        store.storePayload(RUN, "list@first", LIST);
        store.storePayload(RUN, "list@first", LIST);
        store().storePayload(RUN, "list@first", LIST);
        assertThat(store().payload(RUN, "list@first")).isEqualTo(Optional.of(LIST));
    }

    @Test
    default void anotherPayloadOfTheSameSnapshotIsRefusedAndTheFirstStays() throws IOException {
        store().storePayload(RUN, "list@first", LIST);
        for (String other : new String[] {"another list", "", LIST + "\n"}) {
            assertThatThrownBy(() -> store().storePayload(RUN, "list@first", other))
                    .isInstanceOf(FileAlreadyExistsException.class);
            assertThat(store().payload(RUN, "list@first")).isEqualTo(Optional.of(LIST));
        }
    }

    @Test
    default void anotherRunsPayloadIsUntouched() throws IOException {
        store().storePayload(RUN, "list@first", LIST);
        store().storePayload(new RunId("run-2"), "list@first", "another list");
        assertThat(store().payload(RUN, "list@first")).isEqualTo(Optional.of(LIST));
        assertThat(store().payload(new RunId("run-2"), "list@first")).isEqualTo(Optional.of("another list"));
        assertThat(store().payload(new RunId("run-3"), "list@first")).isEmpty();
    }

    @Test
    default void seesTheHighestAttemptInAnyName() throws IOException {
        assertThat(store().highestAttempt(RUN)).isZero();
        Segments.write(another(), RUN, new SegmentName(1, 1));
        Segments.write(another(), RUN, new SegmentName(2, 12));
        Segments.write(another(), RUN, new SegmentName(3, 3));
        assertThat(store().highestAttempt(RUN)).isEqualTo(12);
        assertThat(store().highestAttempt(new RunId("run-2"))).isZero();
    }

    /** A storage that keeps no marks has none. */
    @Test
    default void marksAreThereInOrderUntilTheyAreTakenAwayOrTheRunIs() throws IOException {
        List<String> marks = List.of("slice-0002-begun", "slice-0002-read", "slice-0010-begun");
        for (String mark : List.of(marks.get(2), marks.get(0), marks.get(1), marks.get(0))) {
            store().mark(RUN, mark);
        }
        boolean kept = store().keepsMarks();
        assertThat(store().marks(RUN, "")).isEqualTo(kept ? marks : List.of());
        assertThat(store().marks(RUN, "slice-0002-begun")).isEqualTo(kept ? marks.subList(1, 3) : List.of());
        assertThat(store().marks(new RunId("run-2"), "")).isEmpty();
        assertThat(store().highestAttempt(RUN)).isZero();
        store().unmark(RUN, "slice-0002-begun");
        store().unmark(RUN, "slice-0002-begun");
        assertThat(store().marks(RUN, "")).isEqualTo(kept ? marks.subList(1, 3) : List.of());
        store().retainOnly(Set.of());
        assertThat(store().marks(RUN, "")).isEmpty();
    }

    @Test
    default void remembersAnAttemptThatLeftNoSegment() throws IOException {
        Segments.write(another(), RUN, new SegmentName(1, 2));
        store().recordAttempt(RUN, 12);
        assertThat(store().highestAttempt(RUN)).isEqualTo(12);
        assertThat(store().highestAttempt(new RunId("run-2"))).isZero();
        store().retainOnly(Set.of(RUN));
        assertThat(store().highestAttempt(RUN)).isEqualTo(12);
        store().retainOnly(Set.of());
        assertThat(store().highestAttempt(RUN)).isZero();
    }

    @Test
    default void theHighestAttemptNeverFalls() throws IOException {
        int[] recorded = {1, 3, 3, 2, 1, 4, 4};
        int[] highest = {1, 3, 3, 3, 3, 4, 4};
        for (int n = 0; n < recorded.length; n++) {
            store().recordAttempt(RUN, recorded[n]);
            assertThat(store().highestAttempt(RUN))
                    .as("attempt %s is recorded", recorded[n])
                    .isEqualTo(highest[n]);
        }
    }

    /** Whoever claims a run has a number of its own, even of two that begin at one moment. */
    @Test
    default void theNumberOfAnAttemptIsGivenOnce() throws IOException {
        SegmentStore one = store();
        SegmentStore other = store();
        assertThat(one.highestAttempt(RUN)).isEqualTo(other.highestAttempt(RUN));
        assertThat(one.recordAttempt(RUN, 9)).isTrue();
        assertThat(other.recordAttempt(RUN, 9)).isFalse();
        assertThat(one.recordAttempt(RUN, 9)).isFalse();
        assertThat(other.recordAttempt(RUN, 10)).isTrue();
        assertThat(one.highestAttempt(RUN)).isEqualTo(10);
        assertThat(one.recordAttempt(new RunId("run-2"), 9)).isTrue();
    }

    /** Asked for once, when it is known what there is: what is begun in between stays. */
    @Test
    default void aRunThatBeginsWhileOthersAreRemovedKeepsItsAttempt() throws IOException {
        store().recordAttempt(RUN, 1);
        RunId fresh = new RunId("run-2");
        List<Set<RunId>> asked = new ArrayList<>();
        store().retainOnly(there -> {
            asked.add(there);
            another().segments(Checkpoints.SOURCE).recordAttempt(fresh, 1);
            return Set.of();
        });
        assertThat(asked).containsExactly(Set.of(RUN));
        assertThat(store().highestAttempt(RUN)).isZero();
        assertThat(store().highestAttempt(fresh)).isEqualTo(1);
    }

    @Test
    default void nothingIsRemovedWhereItIsNotKnownWhatIsNeeded() throws IOException {
        store().recordAttempt(RUN, 1);
        assertThatThrownBy(() -> store().retainOnly(there -> {
                    throw new CorruptCheckpointException("damaged on purpose");
                }))
                .isInstanceOf(CorruptCheckpointException.class);
        assertThat(store().highestAttempt(RUN)).isEqualTo(1);
    }

    private SegmentStore store() throws IOException {
        return another().segments(Checkpoints.SOURCE);
    }
}
