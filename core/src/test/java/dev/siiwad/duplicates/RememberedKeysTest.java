package dev.siiwad.duplicates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.document.Document;
import dev.siiwad.segment.Segment;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.segment.SegmentStart;
import dev.siiwad.segment.Tally;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RememberedKeysTest {
    private static final int DOCUMENTS = 3;

    @Test
    void givesOfEachSegmentWhatReadingItWould() {
        RememberedKeys taken = taken(100_000, 5);
        KeyBlock given = new KeyBlock(Optional.empty());
        KeyBlock read = new KeyBlock(Optional.empty());
        for (int number : new int[] {2, 5, 1}) {
            assertThat(taken.give(name(number), given)).isTrue();
            for (int n = 0; n < DOCUMENTS; n++) {
                read.add(offset(number, n), document(number, n).text());
            }
            read.end(segment(number));
        }
        assertThat(given.text()).isEqualTo(read.text());
        assertThat(taken.give(name(6), given)).isFalse();
    }

    @Test
    void hasNothingOfTheSegmentThatItHasNoMemoryForNorOfThoseAfterIt() {
        int bytes = KeyBlock.documentBytes(Optional.empty());
        RememberedKeys taken = taken(8 * bytes, 5);
        for (int number = 1; number <= 5; number++) {
            assertThat(taken.give(name(number), new KeyBlock(Optional.empty())))
                    .as("segment %s", number)
                    .isEqualTo(number <= 2);
        }
    }

    private static RememberedKeys taken(int bytesMax, int segments) {
        RememberedKeys taken = new RememberedKeys(Deduplication.EXACT, bytesMax);
        for (int number = 1; number <= segments; number++) {
            for (int n = 0; n < DOCUMENTS; n++) {
                taken.add(offset(number, n), document(number, n));
            }
            taken.end(segment(number));
        }
        return taken;
    }

    private static Document document(int number, int n) {
        return Document.of("7", "", "Qoraal \u00e9 \u2014 \ud83d\ude00 " + number + "\n" + n, "", Map.of());
    }

    private static long offset(int number, int n) {
        return (number - 1L) * DOCUMENTS + n;
    }

    private static SegmentName name(int number) {
        return new SegmentName(number, 1);
    }

    private static Segment segment(int number) {
        SegmentStart start = SegmentStart.of(name(number), offset(number, 0));
        return Segment.of(
                start, new Tally(DOCUMENTS, 0, new TreeMap<>()), 50, 100, "sha256:" + "0".repeat(63) + number);
    }
}
