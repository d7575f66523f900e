package dev.siiwad.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.document.Document;
import dev.siiwad.segment.DamagedSegmentException;
import dev.siiwad.segment.Entry;
import dev.siiwad.segment.RunId;
import dev.siiwad.segment.Segment;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.segment.SegmentWriter;
import dev.siiwad.segment.Tally;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What every segment store keeps to. */
public abstract class SegmentStoreContract {
    private static final RunId RUN = new RunId("run-1");
    private static final SegmentName NAME = new SegmentName(42, 1);

    /** Another store object over the same storage, as another process would have it; the storage is empty at the start of a test. */
    protected abstract SegmentStore open() throws IOException;

    @Test
    void readsBackWhatWasSealed() throws IOException {
        Segment sealed = write(RUN, NAME);
        List<Entry> entries = new ArrayList<>();
        assertThat(open().read(RUN, NAME, entries::add)).isEqualTo(sealed);
        assertThat(entries).isEqualTo(entries());
        assertThat(sealed.firstIndex()).isEqualTo(100);
        assertThat(sealed.lastIndex()).isEqualTo(104);
        assertThat(sealed.tally()).isEqualTo(new Tally(2, 1, new TreeMap<>(Map.of("min_length", 1L))));
        assertThat(open().length(RUN, NAME)).isEqualTo(Optional.of(sealed.bytes()));
    }

    @Test
    void holdsASegmentOfWhichNothingWasKept() throws IOException {
        try (SegmentWriter writer = open().create(RUN, NAME, 0)) {
            writer.drop("min_length");
            writer.drop("empty_after_cleaning");
            writer.drop("min_length");
            writer.seal();
        }
        Segment segment = open().read(RUN, NAME, entry -> {
            throw new AssertionError(entry);
        });
        assertThat(segment.tally().dropped()).isEqualTo(Map.of("min_length", 2L, "empty_after_cleaning", 1L));
    }

    @Test
    void neverUsesANameTwice() throws IOException {
        Segment sealed = write(RUN, NAME);
        assertThatThrownBy(() -> open().create(RUN, NAME, 0)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(open().read(RUN, NAME, entry -> {})).isEqualTo(sealed);
        try (SegmentWriter unfinished = open().create(RUN, new SegmentName(43, 1), 0)) {
            unfinished.drop("min_length");
            assertThatThrownBy(() -> open().create(RUN, new SegmentName(43, 1), 0))
                    .isInstanceOf(FileAlreadyExistsException.class);
        }
    }

    @Test
    void aSegmentThatWasNotSealedDoesNotExist() throws IOException {
        try (SegmentWriter writer = open().create(RUN, NAME, 100)) {
            writer.add(entries().get(0));
            assertThatThrownBy(() -> open().read(RUN, NAME, entry -> {})).isInstanceOf(DamagedSegmentException.class);
        }
        assertThat(open().length(RUN, NAME)).isEmpty();
        assertThatThrownBy(() -> open().read(RUN, NAME, entry -> {})).isInstanceOf(DamagedSegmentException.class);
    }

    @Test
    void seesTheHighestAttemptInAnyName() throws IOException {
        assertThat(open().highestAttempt(RUN)).isZero();
        write(RUN, new SegmentName(1, 1));
        write(RUN, new SegmentName(2, 12));
        write(RUN, new SegmentName(3, 3));
        assertThat(open().highestAttempt(RUN)).isEqualTo(12);
        assertThat(open().highestAttempt(new RunId("run-2"))).isZero();
    }

    @Test
    void remembersAnAttemptThatLeftNoSegment() throws IOException {
        write(RUN, new SegmentName(1, 2));
        open().recordAttempt(RUN, 12);
        assertThat(open().highestAttempt(RUN)).isEqualTo(12);
        assertThat(open().highestAttempt(new RunId("run-2"))).isZero();
        open().retainOnly(Set.of(RUN));
        assertThat(open().highestAttempt(RUN)).isEqualTo(12);
        open().retainOnly(Set.of());
        assertThat(open().highestAttempt(RUN)).isZero();
    }

    @Test
    void refusesAnEntryOutOfOrder() throws IOException {
        try (SegmentWriter writer = open().create(RUN, NAME, 100)) {
            assertThatThrownBy(() -> writer.add(entries().get(1))).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void closesSafelyTwiceAndAfterSealing() throws IOException {
        SegmentWriter writer = open().create(RUN, NAME, 0);
        writer.drop("min_length");
        writer.seal();
        writer.close();
        writer.close();
        assertThat(open().length(RUN, NAME)).isPresent();
    }

    @Test
    void keepsThePayloadOfASnapshot() throws IOException {
        assertThat(open().payload(RUN, "list@first")).isEmpty();
        open().storePayload(RUN, "list@first", "ciwaan\n\u00e9\ud83d\ude00");
        open().storePayload(RUN, "list@first", "ciwaan\n\u00e9\ud83d\ude00");
        open().storePayload(RUN, "list@second", "");
        assertThat(open().payload(RUN, "list@first")).isEqualTo(Optional.of("ciwaan\n\u00e9\ud83d\ude00"));
        assertThat(open().payload(RUN, "list@second")).isEqualTo(Optional.of(""));
        assertThat(open().highestAttempt(RUN)).isZero();
    }

    @Test
    void removesAllRunsButThoseNamed() throws IOException {
        write(RUN, NAME);
        write(new RunId("run-2"), NAME);
        open().storePayload(RUN, "list@first", "x");
        open().retainOnly(Set.of(new RunId("run-2")));
        assertThat(open().length(RUN, NAME)).isEmpty();
        assertThat(open().payload(RUN, "list@first")).isEmpty();
        assertThat(open().length(new RunId("run-2"), NAME)).isPresent();
        open().retainOnly(Set.of());
        assertThat(open().length(new RunId("run-2"), NAME)).isEmpty();
    }

    private Segment write(RunId run, SegmentName name) throws IOException {
        try (SegmentWriter writer = open().create(run, name, 100)) {
            writer.add(entries().get(0));
            writer.drop("min_length");
            writer.add(entries().get(1));
            writer.add(entries().get(2));
            return writer.seal();
        }
    }

    private static List<Entry> entries() {
        Document odd = Document.of(
                "7",
                "Cinwaan \"xun\"\n",
                "Qoraal \u0000 \u2028 \ud83d\ude00 \ud800 dhammaad",
                "https://tusaale.example/?a=1&b=\u00e9",
                Map.of("n", 3L, "yes", true, "x", 0.1, "whole", 2.0, "s", "ciyaar"));
        Document empty = Document.of("8", "", "", "", Map.of());
        return List.of(
                new Entry.Kept(100, odd),
                new Entry.Quarantined(102, "9", "not JSON", "{\"half\": "),
                new Entry.Kept(103, empty));
    }
}
