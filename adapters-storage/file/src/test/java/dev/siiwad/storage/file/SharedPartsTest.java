package dev.siiwad.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.Claim;
import dev.siiwad.checkpoint.LostRaceException;
import dev.siiwad.publish.CountedSegments;
import dev.siiwad.publish.Ownership;
import dev.siiwad.segment.RunId;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.storage.dataset.DatasetVerification;
import dev.siiwad.storage.dataset.JsonLinesFormat;
import dev.siiwad.testkit.Checkpoints;
import dev.siiwad.testkit.DurableOperations;
import dev.siiwad.testkit.DurableOperations.Fault;
import dev.siiwad.testkit.SimulatedCrash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Parts of one dataset written by several processes, each of which may die at any change to the disk, or come between any two of another. */
class SharedPartsTest {
    private static final String DAY = "source=List-Somali/date_accessed=2026-11-01/";
    private static final long PART_TEXT_BYTES = 300;
    private static final int POWER_CUTS = Integer.getInteger("siiwad.power.cuts", 30);

    @TempDir
    Path directory;

    private final SegmentStore segments = Published.memory();
    private Checkpoint checkpoint;
    private SortedMap<String, String> expected;
    private int places;

    @BeforeEach
    void publishAlone() throws IOException {
        checkpoint = Published.run(segments, "run-1", new int[] {20, 10}, new int[] {1, 7, 12});
        Path alone = directory.resolve("alone");
        publish(alone, checkpoint, new DurableOperations());
        expected = Published.files(alone);
        assertThat(expected.keySet()).hasSizeBetween(5, 8);
    }

    @ParameterizedTest
    @EnumSource(names = {"CRASH_BEFORE", "CRASH_TORN", "CRASH_AFTER", "FAIL"})
    void helpThatEndsAnywhereNeverShows(Fault fault) throws IOException {
        for (int n = 1; ; n++) {
            Path place = place();
            boolean ended = ends(new DurableOperations().plan(n, fault), place, this::help);
            publish(place, checkpoint, new DurableOperations());
            assertComplete(place, fault + " at operation " + n + " of the help");
            if (!ended) {
                return;
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CRASH_BEFORE", "CRASH_TORN", "CRASH_AFTER"})
    void aPublisherThatDiesIsFollowedByAnotherThatGoesOn(Fault fault) throws IOException {
        int written = 0;
        for (int n = 1; ; n++) {
            Path place = place();
            ends(new DurableOperations().plan(12, Fault.CRASH_AFTER), place, this::help);
            boolean ended = ends(
                    new DurableOperations().plan(n, fault),
                    place,
                    (at, operations) -> publish(at, checkpoint, operations));
            DurableOperations rest = new DurableOperations();
            publish(place, checkpoint.claimedBy(Checkpoints.OWNER, 9, Published.STARTED.plusSeconds(200)), rest);
            assertComplete(place, fault + " at operation " + n + " of the publisher");
            long again = rest.log().stream()
                    .filter(operation -> operation.matches("create run-1-part-.*jsonl.zst"))
                    .count();
            written += again == 0 ? 1 : 0;
            if (!ended) {
                break;
            }
        }
        assertThat(written).as("deaths after which no part was written again").isGreaterThan(3);
    }

    @Test
    void helpThatComesBetweenAnyTwoChangesNeverShows() throws IOException {
        for (int n = 1; ; n++) {
            Path place = place();
            DurableOperations operations = new DurableOperations();
            operations.planIntruder(n, () -> help(place, new DurableOperations()));
            publish(place, checkpoint, operations);
            boolean struck = operations.struck();
            assertComplete(place, "help at operation " + n);
            if (!struck) {
                return;
            }
        }
    }

    @Test
    void whoeverHelpsWhileTheDatasetAppearsLeavesNothing() throws IOException {
        for (int n = 1; ; n++) {
            Path place = place();
            DurableOperations operations = new DurableOperations();
            operations.planIntruder(n, () -> publish(place, checkpoint, new DurableOperations()));
            try {
                help(place, operations);
            } catch (IOException e) {
                assertThat(operations.struck()).as(e.toString()).isTrue();
            }
            if (!operations.struck()) {
                return;
            }
            assertComplete(place, "published at operation " + n);
        }
    }

    /** It had looked before the dataset was there. */
    @Test
    void whatHelpHasLeftThatDiedLaterIsRemovedAndNothingBefore() throws IOException {
        for (int n = 1; ; n++) {
            Path place = place();
            if (n == 1) {
                help(place, new DurableOperations());
                publisher(place, new FastDisk()).removeHelp(Checkpoints.SOURCE, new RunId("run-1"), Published.STARTED);
                assertThat(Published.files(place)).isNotEmpty();
            }
            publish(place, checkpoint, new DurableOperations());
            boolean ended = ends(
                    new DurableOperations().plan(n, Fault.CRASH_TORN),
                    place,
                    (at, operations) -> help(at, new FaultyDisk(operations), Ownership.UNDISPUTED));
            publisher(place, new FastDisk()).removeHelp(Checkpoints.SOURCE, new RunId("run-1"), Published.STARTED);
            assertComplete(place, "help that died at operation " + n);
            if (!ended) {
                return;
            }
        }
    }

    /** The power is cut while one process publishes and another has helped, all of it or until it was killed; then the machine starts again, with help or without. */
    @Test
    void aPowerCutWhileSomebodyHelpsNeverShows() throws IOException {
        for (int round = 0; round < POWER_CUTS; round++) {
            Dice dice = new Dice(round);
            Path before = Files.createDirectory(place());
            PowerCutDisk disk = new PowerCutDisk(before);
            DurableOperations helper = new DurableOperations();
            if (dice.percent(50)) {
                helper.plan(1 + dice.below(40), Fault.CRASH_TORN);
            }
            DurableOperations publisher = new DurableOperations();
            publisher.planIntruder(
                    1 + dice.below(80), () -> ends(helper, before, (at, own) -> help(at, new FaultyDisk(own, disk))));
            publish(before, checkpoint, new FaultyDisk(publisher, disk));

            DiskState left = new PowerCut(disk, dice.below(disk.count() + 1)).byChance(dice);
            Path after = Files.createDirectory(place());
            left.layOut(after);
            requireNothingHalf(after, left.description());
            if (dice.percent(50)) {
                help(after, new FastDisk());
            }
            publish(
                    after,
                    checkpoint.claimedBy(Checkpoints.OWNER, 9, Published.STARTED.plusSeconds(200)),
                    new FastDisk());
            assertComplete(after, "round " + round + ", power cut behind operation " + left.description());
        }
    }

    private void requireNothingHalf(Path place, String when) throws IOException {
        SortedMap<String, String> files = Published.files(place);
        if (files.containsKey(DAY + "run-1-receipt.json")) {
            SortedMap<String, String> parts = new TreeMap<>(expected);
            parts.remove(DAY + "run-1-receipt.json");
            assertThat(files).as(when).containsAllEntriesOf(parts);
        }
    }

    private interface Work {
        void in(Path place, DurableOperations operations) throws IOException;
    }

    private static boolean ends(DurableOperations operations, Path place, Work work) throws IOException {
        try {
            work.in(place, operations);
        } catch (SimulatedCrash died) {
            return true;
        } catch (IOException failed) {
            assertThat(operations.struck()).as(failed.toString()).isTrue();
        }
        return operations.struck();
    }

    private Path place() {
        return directory.resolve("place-" + places++);
    }

    private void publish(Path place, Checkpoint by, DurableOperations operations) throws IOException {
        publish(place, by, new FaultyDisk(operations));
    }

    private void publish(Path place, Checkpoint by, Disk disk) throws IOException {
        publisher(place, disk).publish(new CountedSegments(by, segments), Published.LABELS);
    }

    private void help(Path place, DurableOperations operations) throws IOException {
        help(place, new FaultyDisk(operations));
    }

    /** By a process of its own, as long as there is no receipt. */
    private void help(Path place, Disk disk) throws IOException {
        Ownership asked = () -> {
            if (Files.exists(place.resolve(DAY + "run-1-receipt.json"))) {
                throw new LostRaceException("published");
            }
        };
        try {
            help(place, disk, asked);
        } catch (LostRaceException published) {
            return;
        }
    }

    private void help(Path place, Disk disk, Ownership asked) throws IOException {
        Claim claim = new Claim(checkpoint.attempt(), 0, Optional.empty(), Checkpoints.owner("helper-" + places));
        Checkpoint helper = new Checkpoint(
                checkpoint.run(), claim, checkpoint.extent(), checkpoint.timestamp(), checkpoint.extra());
        publisher(place, disk).help(new CountedSegments(helper, segments, asked), Published.LABELS);
    }

    private static FilePublisher publisher(Path place, Disk disk) {
        return new FilePublisher(place, new JsonLinesFormat(), "0.1.0", disk, PART_TEXT_BYTES);
    }

    private void assertComplete(Path place, String when) throws IOException {
        SortedMap<String, String> files = Published.files(place);
        files.remove(DAY + "run-1-receipt.json");
        SortedMap<String, String> parts = new TreeMap<>(expected);
        parts.remove(DAY + "run-1-receipt.json");
        assertThat(files).as(when).isEqualTo(parts);
        assertThat(OwnFiles.all(place.resolve(DAY))).as(when).hasSize(expected.size());
        assertThat(new DatasetVerification().verify(place).findings()).as(when).isEqualTo(List.of());
    }
}
