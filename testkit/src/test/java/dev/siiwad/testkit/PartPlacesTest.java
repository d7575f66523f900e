package dev.siiwad.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.document.Document;
import dev.siiwad.publish.CountedSegments;
import dev.siiwad.publish.Origin;
import dev.siiwad.publish.Ownership;
import dev.siiwad.publish.PartContent;
import dev.siiwad.publish.PartPlaces;
import dev.siiwad.publish.Removals;
import dev.siiwad.publish.Workers;
import dev.siiwad.segment.DamagedSegmentException;
import dev.siiwad.segment.Entry;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.segment.SegmentWriter;
import dev.siiwad.source.Position;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parts found by the first lines of segments are the same as those that are found by reading all texts in order. */
class PartPlacesTest {
    private static final int ROUNDS = 40;
    private static final Instant NOW = Instant.parse("2026-11-01T08:00:00Z");

    private final SegmentStore store =
            new InMemoryPlace().open(new DurableOperations()).segments(Checkpoints.SOURCE);

    @ParameterizedTest
    @ValueSource(longs = {1, 7, 40, 333, 1_000_000})
    void arePlacedByTheTextBeforeThem(long partTextBytes) throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            Random dice = new Random(round);
            Checkpoint checkpoint = run("run-" + round, dice);
            Removals gone = gone(checkpoint, dice.nextInt(3) == 0 ? 0 : 2 + dice.nextInt(4));
            CountedSegments counted = counted(checkpoint, gone);
            List<String> expected = inOrder(counted(checkpoint, gone), partTextBytes);
            assertThat(atOnce(counted, partTextBytes, dice)).isEqualTo(expected);
        }
    }

    @Test
    void areNotCountedAsLongAsOneIsMissing() throws IOException {
        CountedSegments counted = counted(run("run-1", new Random(1)), Removals.NONE);
        PartPlaces places = counted.places(40).orElseThrow();
        counted.add(places.read(0, entry -> {}));
        assertThatThrownBy(counted::end).isInstanceOf(DamagedSegmentException.class);
    }

    @Test
    void areUnknownWhereNobodyKnowsHowMuchIsRemoved() throws IOException {
        Checkpoint checkpoint = run("run-1", new Random(1));
        Removals unmeasured = segment -> new Removals.Part(Map.of(), Map.of());
        assertThat(new CountedSegments(checkpoint, store, Ownership.UNDISPUTED, setAside -> Origin.NONE, unmeasured)
                        .places(40))
                .isEmpty();
    }

    private CountedSegments counted(Checkpoint checkpoint, Removals removals) {
        return new CountedSegments(
                checkpoint,
                store,
                Ownership.UNDISPUTED,
                setAside -> Origin.NONE,
                removals,
                Collections.emptySortedSet(),
                documents -> {},
                Workers.CALLER,
                none -> {});
    }

    /** What is published, each document with its part, and what it comes to. */
    private static List<String> inOrder(CountedSegments counted, long partTextBytes) throws IOException {
        List<String> all = new ArrayList<>();
        List<String> quarantined = new ArrayList<>();
        long[] before = {0};
        counted.forEach(entry -> {
            if (entry instanceof Entry.Kept kept) {
                all.add(before[0] / partTextBytes + " " + kept);
                before[0] += kept.stored().textBytes();
            } else {
                quarantined.add(entry.toString());
            }
        });
        all.addAll(quarantined);
        return withSums(all, counted);
    }

    private static List<String> atOnce(CountedSegments counted, long partTextBytes, Random dice) throws IOException {
        PartPlaces places = counted.places(partTextBytes).orElseThrow();
        List<String> all = new ArrayList<>();
        List<String> quarantined = new ArrayList<>();
        Map<Long, PartContent> contents = new HashMap<>();
        Map<Long, List<String>> kept = new HashMap<>();
        List<Long> parts = new ArrayList<>();
        for (long part = 0; part < places.count(); part++) {
            parts.add(part);
        }
        Collections.shuffle(parts, dice);
        for (long part : parts) {
            List<String> ofPart = kept.computeIfAbsent(part, none -> new ArrayList<>());
            contents.put(part, places.read(part, entry -> {
                if (entry instanceof Entry.Kept one) {
                    ofPart.add(part + " " + one);
                }
            }));
        }
        for (long part = 0; part < places.count(); part++) {
            all.addAll(kept.get(part));
            counted.add(contents.get(part));
            places.forEachQuarantined(contents.get(part), entry -> quarantined.add(entry.toString()));
        }
        counted.end();
        all.addAll(quarantined);
        return withSums(all, counted);
    }

    private static List<String> withSums(List<String> all, CountedSegments counted) {
        all.add(counted.tally() + " " + counted.ranges() + " " + counted.setAside());
        return all;
    }

    /** Up to 12 segments of up to 8 documents by up to three attempts; some texts are empty. */
    private Checkpoint run(String id, Random dice) throws IOException {
        Checkpoint checkpoint = Checkpoints.begun(id);
        int segments = 1 + dice.nextInt(12);
        for (int n = 1; n <= segments; n++) {
            if (dice.nextInt(5) == 0) {
                checkpoint = checkpoint.claimedBy(Checkpoints.OWNER, checkpoint.attempt() + 1, NOW.plusSeconds(n));
            }
            try (SegmentWriter writer = store.create(checkpoint.runId(), checkpoint.nextStart())) {
                long offset = checkpoint.lastIndex();
                for (long end = offset + 1 + dice.nextInt(8); offset < end; offset++) {
                    add(writer, offset, dice);
                }
                checkpoint = checkpoint.plus(writer.seal(), new Position("line=" + offset), NOW.plusSeconds(n));
            }
        }
        return checkpoint.exhausted(NOW.plusSeconds(99));
    }

    private static void add(SegmentWriter writer, long offset, Random dice) throws IOException {
        int kind = dice.nextInt(8);
        if (kind == 0) {
            writer.drop("min_length");
        } else if (kind == 1) {
            writer.add(new Entry.Quarantined(offset, "" + offset, "malformed", "", dice.nextBoolean()));
        } else {
            String text = kind == 2 ? "" : "\u00e9".repeat(dice.nextInt(30));
            writer.add(new Entry.Kept(offset, Document.of("" + offset, "T", text, "", Map.of())));
        }
    }

    /** As if each document whose offset can be divided by a number had a twin; 0 for none. */
    private Removals gone(Checkpoint checkpoint, int every) throws IOException {
        Map<Long, Removals.Removal> removed = new HashMap<>();
        for (SegmentName name : checkpoint.extent().segmentNames()) {
            store.read(checkpoint.runId(), name, entry -> {
                if (every > 0 && entry instanceof Entry.Kept kept && kept.offset() % every == 0) {
                    removed.put(
                            kept.offset(),
                            new Removals.Removal(
                                    "duplicate",
                                    new Removals.Here(0),
                                    kept.stored().textBytes()));
                }
            });
        }
        return new Removals() {
            @Override
            public Part of(SegmentName segment) {
                return new Part(removed, Map.of());
            }

            @Override
            public OptionalLong textBytesBefore(SegmentName segment, long offset) {
                return OptionalLong.of(removed.entrySet().stream()
                        .filter(one -> one.getKey() < offset)
                        .mapToLong(one -> one.getValue().textBytes())
                        .sum());
            }
        };
    }
}
