package dev.siiwad.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.LostRaceException;
import dev.siiwad.publish.CountedSegments;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.storage.dataset.JsonLinesFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cuts the power behind every operation of publishing one dataset in the place of another. */
class PublishPowerCutTest {
    private static final String DAY = "source=List-Somali/date_accessed=2026-11-01/";

    @TempDir(factory = InMemory.class)
    Path temporary;

    private final SegmentStore segments = Published.memory();

    @Test
    void everyDiskStateHoldsTheOlderDatasetWholeAndComesToBoth() throws IOException {
        Path first = Files.createDirectory(temporary.resolve("first"));
        PowerCutDisk disk = new PowerCutDisk(first);
        Checkpoint older = Published.run(segments, "run-0", new int[] {8});
        Checkpoint newer = Published.run(segments, "run-1", new int[] {20});
        publish(first, older, disk);
        SortedMap<String, String> before = Published.files(first);
        int begun = disk.count();
        publish(first, newer, disk);
        SortedMap<String, String> after = Published.files(first);

        int states = 0;
        for (int n = begun; n <= disk.count(); n++) {
            for (DiskState state : new PowerCut(disk, n).states()) {
                Path target = Files.createDirectory(temporary.resolve("state-" + states++));
                state.layOut(target);
                requireTheOlderAndNothingHalf(Published.files(target), before, after, state.description());
                publish(target, newer, new FastDisk());
                assertThat(Published.files(target)).as(state.description()).isEqualTo(after);
            }
        }
        assertThat(states).isGreaterThan(100);
    }

    @Test
    void nothingOfAPublicationThatWasLostComesBack() throws IOException {
        Path silver = Files.createDirectory(temporary.resolve("silver"));
        PowerCutDisk disk = new PowerCutDisk(silver);
        Checkpoint lost = Published.run(segments, "run-0", new int[] {8});
        CountedSegments counted = new CountedSegments(lost, segments, () -> {
            throw new LostRaceException("somebody else has committed");
        });
        assertThatThrownBy(() -> publisher(silver, disk).publish(counted, Published.LABELS))
                .isInstanceOf(LostRaceException.class);
        assertThat(new PowerCut(disk, disk.count()).states())
                .isNotEmpty()
                .allSatisfy(state -> assertThat(state.names().keySet()).noneMatch(name -> name.contains("publishing")));
    }

    private static void requireTheOlderAndNothingHalf(
            SortedMap<String, String> found,
            SortedMap<String, String> before,
            SortedMap<String, String> after,
            String state) {
        assertThat(found).as(state).containsAllEntriesOf(before);
        if (found.containsKey(DAY + "run-1-receipt.json")) {
            assertThat(found).as(state).containsAllEntriesOf(after);
        }
    }

    private void publish(Path silver, Checkpoint checkpoint, Disk disk) throws IOException {
        publisher(silver, disk).publish(new CountedSegments(checkpoint, segments), Published.LABELS);
    }

    private static FilePublisher publisher(Path silver, Disk disk) {
        return new FilePublisher(silver, new JsonLinesFormat(), "0.1.0", disk, 500);
    }
}
