package dev.siiwad.testkit;

import static dev.siiwad.testkit.Segments.NAME;
import static dev.siiwad.testkit.Segments.RUN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.segment.DamagedSegmentException;
import dev.siiwad.segment.Entry;
import dev.siiwad.segment.Segment;
import dev.siiwad.segment.SegmentRepair;
import dev.siiwad.segment.SegmentStart;
import dev.siiwad.segment.SegmentStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Segments that are written again: what is in their place stays until it is replaced, as a whole. */
interface RepairContract extends StorageUnderTest {
    @Test
    default void aSegmentThatIsMissingIsPutBack() throws IOException {
        Segment sealed = Segments.write(another(), RUN, NAME);
        store().retainOnly(Set.of());
        try (SegmentRepair repair = store().repair(RUN, SegmentStart.of(NAME, 100))) {
            Segments.fill(repair);
            assertThat(repair.seal()).isEqualTo(sealed);
            assertThat(store().length(RUN, NAME)).as("sealed, not yet put back").isEmpty();
            assertThatThrownBy(() -> store().read(RUN, NAME, entry -> {})).isInstanceOf(DamagedSegmentException.class);
            repair.replace();
        }
        assertHolds(Segments.entries(), sealed);
    }

    /** Of bytes that are the same nobody could tell; so these are others. */
    @Test
    default void aSegmentThatIsThereIsReplacedAsAWhole() throws IOException {
        Segment sealed = Segments.write(another(), RUN, NAME);
        try (SegmentRepair repair = store().repair(RUN, SegmentStart.of(NAME, 0))) {
            repair.drop("min_length");
            Segment other = repair.seal();
            assertHolds(Segments.entries(), sealed);
            repair.replace();
            assertHolds(List.of(), other);
        }
        assertThat(store().read(RUN, NAME, entry -> {}).firstIndex()).isZero();
    }

    @Test
    default void whatIsNotPutBackChangesNothingAndLeavesNothing() throws IOException {
        Segment sealed = Segments.write(another(), RUN, NAME);
        try (SegmentRepair begun = store().repair(RUN, SegmentStart.of(NAME, 0))) {
            begun.drop("min_length");
        }
        assertHolds(Segments.entries(), sealed);
        try (SegmentRepair sealedAgain = store().repair(RUN, SegmentStart.of(NAME, 0))) {
            sealedAgain.drop("min_length");
            sealedAgain.seal();
        }
        assertHolds(Segments.entries(), sealed);
        assertThat(store().highestAttempt(RUN)).isEqualTo(NAME.attempt());
        store().retainOnly(Set.of());
        assertThat(store().highestAttempt(RUN)).isZero();
    }

    /** Two that begin at one moment write the same; whoever is refused leaves the other's. */
    @Test
    default void ofTwoThatRepairAtOnceNeitherDamagesTheOthers() throws IOException {
        Segment sealed = Segments.write(another(), RUN, NAME);
        SegmentStore first = store();
        SegmentStore second = store();
        int putBack = 0;
        try (SegmentRepair one = first.repair(RUN, SegmentStart.of(NAME, 100))) {
            one.add(Segments.entries().get(0));
            try (SegmentRepair other = second.repair(RUN, SegmentStart.of(NAME, 100))) {
                other.add(Segments.entries().get(0));
                one.drop("min_length");
                one.add(Segments.entries().get(1));
                one.add(Segments.entries().get(2));
                putBack += putBack(one) ? 1 : 0;
                assertHolds(Segments.entries(), sealed);
                other.drop("min_length");
                other.add(Segments.entries().get(1));
                other.add(Segments.entries().get(2));
                putBack += putBack(other) ? 1 : 0;
            }
        }
        assertThat(putBack).isPositive();
        assertHolds(Segments.entries(), sealed);
    }

    private static boolean putBack(SegmentRepair repair) throws IOException {
        try {
            repair.seal();
            repair.replace();
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    private void assertHolds(List<Entry> entries, Segment expected) throws IOException {
        List<Entry> found = new ArrayList<>();
        assertThat(store().read(RUN, NAME, found::add)).isEqualTo(expected);
        assertThat(found).isEqualTo(entries);
        assertThat(store().length(RUN, NAME)).isEqualTo(Optional.of(expected.bytes()));
    }

    private SegmentStore store() throws IOException {
        return another().segments(Checkpoints.SOURCE);
    }
}
