package dev.siiwad.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.publish.CountedSegments;
import dev.siiwad.publish.Dataset;
import dev.siiwad.publish.Datasets;
import dev.siiwad.publish.Relations;
import dev.siiwad.segment.RunId;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.storage.dataset.DatasetVerification;
import dev.siiwad.storage.dataset.JsonLinesFormat;
import dev.siiwad.storage.dataset.StoredDatasets;
import dev.siiwad.testkit.Checkpoints;
import dev.siiwad.testkit.DurableOperations;
import dev.siiwad.testkit.DurableOperations.Fault;
import dev.siiwad.testkit.SimulatedCrash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Stopped between any two changes of the disk: the card names only files that are there with their receipt, and a dataset is whole or gone. */
class DatasetRemovalTest {
    private static final String DAY = "source=List-Somali/date_accessed=2026-11-01/";
    private static final Set<RunId> OLDER = Set.of(new RunId("run-0"));

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(names = {"CRASH_BEFORE", "CRASH_TORN", "CRASH_AFTER", "FAIL"})
    void removesOneWholeWhereverItIsStopped(Fault fault) throws IOException {
        stopEverywhere(fault, Set.of(new RunId("run-1")), "run-0");
    }

    @ParameterizedTest
    @EnumSource(names = {"CRASH_BEFORE", "CRASH_AFTER"})
    void removesTheOlderOneWhereverItIsStopped(Fault fault) throws IOException {
        stopEverywhere(fault, OLDER, "run-1");
    }

    /** As {@code prune} does, several of a source at once. */
    @ParameterizedTest
    @EnumSource(names = {"CRASH_BEFORE", "CRASH_AFTER"})
    void removesSeveralEachWholeWhereverItIsStopped(Fault fault) throws IOException {
        stopEverywhere(fault, Set.of(new RunId("run-00"), new RunId("run-0")), "run-1");
    }

    private void stopEverywhere(Fault fault, Set<RunId> removed, String left) throws IOException {
        DurableOperations operations = new DurableOperations();
        boolean struck = true;
        int n = 0;
        while (struck) {
            n++;
            Path silver = directory.resolve(fault + "-" + n);
            for (RunId run : removed) {
                publish(silver, run.value(), 20);
            }
            publish(silver, left, 42);
            datasets(silver, new FastDisk()).describe();
            operations.plan(n, fault);
            try {
                datasets(silver, new FaultyDisk(operations)).remove(Checkpoints.SOURCE, removed);
            } catch (IOException | SimulatedCrash stopped) {
                assertThat(operations.struck()).isTrue();
            }
            struck = operations.struck();
            requireReadable(silver, fault + " " + n + " after " + operations.log());
            datasets(silver, new FastDisk()).remove(Checkpoints.SOURCE, removed);
            datasets(silver, new FastDisk()).describe();
            requireOnly(silver, left);
        }
        assertThat(n).isGreaterThan(10);
    }

    @ParameterizedTest
    @EnumSource(names = {"CRASH_BEFORE", "CRASH_TORN", "CRASH_AFTER", "FAIL"})
    void theCardIsTheOldOneOrTheNewOneWhereverItsWritingIsStopped(Fault fault) throws IOException {
        DurableOperations operations = new DurableOperations();
        boolean struck = true;
        for (int n = 1; struck; n++) {
            Path silver = directory.resolve(fault + "-" + n);
            publish(silver, "run-0", 20);
            datasets(silver, new FastDisk()).describe();
            String before = Files.readString(silver.resolve("README.md"));
            publish(silver, "run-1", 42);
            operations.plan(n, fault);
            try {
                datasets(silver, new FaultyDisk(operations)).describe();
            } catch (IOException | SimulatedCrash stopped) {
                assertThat(operations.struck()).isTrue();
            }
            struck = operations.struck();
            requireReadable(silver, fault + " " + n);
            String now = Files.readString(silver.resolve("README.md"));
            datasets(silver, new FastDisk()).describe();
            assertThat(now).isIn(before, Files.readString(silver.resolve("README.md")));
            assertThat(card(silver)).allMatch(path -> path.contains("run-1-part-"));
        }
    }

    @Test
    void aCardOfSomebodyElseIsLeftAlone() throws IOException {
        Path silver = directory.resolve("theirs");
        publish(silver, "run-0", 20);
        Files.writeString(silver.resolve("README.md"), "# My notes\n");
        assertThat(datasets(silver, new FastDisk()).describe())
                .hasSize(1)
                .first()
                .asString()
                .startsWith(silver.resolve("README.md") + ": was not written by this program");
        assertThat(silver.resolve("README.md")).hasContent("# My notes");
        assertThat(silver.resolve("croissant.json")).content().contains("run-0-part-0000.jsonl.zst");
    }

    @Test
    void aDirectoryInThePlaceOfTheCardIsLeftAlone() throws IOException {
        Path silver = directory.resolve("theirs");
        publish(silver, "run-0", 20);
        Path theirs = Files.createDirectory(silver.resolve("README.md"));
        assertThat(datasets(silver, new FastDisk()).describe())
                .hasSize(1)
                .first()
                .asString()
                .startsWith(theirs + ": is a directory");
    }

    @Test
    void theCardNamesTheNewestWholeDatasetAndWhatItContinues() throws IOException {
        Path silver = directory.resolve("continued");
        publish(silver, "run-0", 20);
        SegmentStore segments = Published.memory();
        new FilePublisher(silver, new JsonLinesFormat(), "0.1.0", new FastDisk(), 9999)
                .publish(
                        new CountedSegments(Published.run(segments, "run-2", new int[] {10}), segments),
                        Published.LABELS,
                        Relations.of(OLDER, Set.of()));
        publish(silver, "run-1", 42);
        Datasets datasets = datasets(silver, new FastDisk());
        datasets.describe();
        assertThat(card(silver)).containsExactly(DAY + "run-0-part-0000.jsonl.zst", DAY + "run-2-part-0000.jsonl.zst");
        assertThatThrownBy(() -> datasets.remove(Checkpoints.SOURCE, OLDER))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("continues the dataset of run run-0");
    }

    @Test
    void nothingIsRemovedThroughALink() throws IOException {
        Path silver = directory.resolve("linked");
        publish(silver, "run-0", 20);
        Path day = silver.resolve(DAY);
        Path elsewhere = Files.move(day, directory.resolve("elsewhere"));
        Files.createSymbolicLink(silver.resolve("source=List-Somali/date_accessed=2026-11-01"), elsewhere);
        assertThatThrownBy(() -> datasets(silver, new FastDisk()).remove(Checkpoints.SOURCE, OLDER))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is a link");
        assertThat(elsewhere.resolve("run-0-receipt.json")).exists();
    }

    /** What the card names is there, with its receipt; and what has a receipt is whole. */
    static void requireReadable(Path silver, String when) throws IOException {
        for (String path : card(silver)) {
            assertThat(silver.resolve(path)).as(when).exists();
            String receipt = path.replaceFirst("-part-.*", "-receipt.json");
            assertThat(silver.resolve(receipt)).as(when).exists();
        }
        assertThat(new DatasetVerification().verify(silver).datasets())
                .as(when)
                .isNotEmpty()
                .allMatch(dataset -> dataset.findings().isEmpty());
    }

    private static void requireOnly(Path silver, String run) throws IOException {
        Set<String> files = Published.files(silver).keySet();
        assertThat(files)
                .allMatch(file -> file.startsWith(DAY + run + "-")
                        || Set.of("README.md", "croissant.json", ".lock").contains(file));
        assertThat(card(silver)).isNotEmpty().allMatch(path -> path.startsWith(DAY + run + "-part-"));
        assertThat(datasets(silver, new FastDisk()).catalog(Checkpoints.SOURCE).datasets())
                .extracting(Dataset::run)
                .containsExactly(new RunId(run));
    }

    private static List<String> card(Path silver) throws IOException {
        return Files.readAllLines(silver.resolve("README.md")).stream()
                .filter(line -> line.startsWith("    - \""))
                .map(line -> line.substring("    - \"".length(), line.length() - 1))
                .toList();
    }

    private static Datasets datasets(Path silver, Disk disk) {
        return new StoredDatasets(new FileDatasetPlace(silver, disk));
    }

    private static void publish(Path silver, String run, int documents) throws IOException {
        SegmentStore segments = Published.memory();
        new FilePublisher(silver, new JsonLinesFormat(), "0.1.0", new FastDisk(), 9999)
                .publish(
                        new CountedSegments(Published.run(segments, run, new int[] {documents}), segments),
                        Published.LABELS);
    }
}
