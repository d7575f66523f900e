package dev.siiwad.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.publish.Origin;
import dev.siiwad.publish.Receipt;
import dev.siiwad.publish.Relations;
import dev.siiwad.storage.dataset.DatasetNames;
import dev.siiwad.storage.dataset.StoredReceipt;
import dev.siiwad.storage.silver.Edition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What must hold of published datasets, whatever happens: every file that can be seen is one that an uninterrupted run would have published, byte for
 * byte; beside every receipt is all that it names; and what was published stays.
 */
final class PublishedDatasets {
    private final SortedMap<String, Day> days = new TreeMap<>();

    /** Everything that one publication leaves: names to bytes. */
    private record Dataset(Checkpoint checkpoint, String receipt, Map<String, ByteBuffer> files) {
        boolean isWholeIn(Map<String, ByteBuffer> found) {
            return files.entrySet().stream().allMatch(file -> file.getValue().equals(found.get(file.getKey())));
        }
    }

    /** What was published with the date of one day. */
    private static final class Day {
        private final List<Dataset> begun = new ArrayList<>();
        private final Map<String, Dataset> standing = new TreeMap<>();
        private boolean unfinished;
        private boolean interrupted;
    }

    /** A publication begins: from here on there may be files that cannot be seen. */
    void begin(Checkpoint checkpoint) {
        Day day = day(checkpoint);
        day.unfinished = true;
        day.interrupted = true;
    }

    /**
     * What a publication had removed when it was interrupted, without having synced it, may be there again, though one of another day was published since: that one did not see it
     * any more.
     */
    void powerCut() {
        days.values().forEach(day -> day.unfinished |= day.interrupted);
    }

    /** A dataset may be published by it. */
    void publishing(Checkpoint checkpoint, Oracle.Dataset expected, List<Receipt.Range> ranges) {
        Receipt receipt = new Receipt(
                checkpoint,
                expected.receipt().tally(),
                expected.receipt().info(),
                Relations.NONE,
                ranges,
                Receipt.SetAside.NONE,
                Origin.NONE,
                expected.receipt().files(),
                "");
        SortedMap<String, ByteBuffer> files = new TreeMap<>();
        expected.files().forEach((name, bytes) -> files.put(name, ByteBuffer.wrap(bytes)));
        String receiptName = new DatasetNames(checkpoint.runId()).receipt();
        files.put(
                receiptName,
                ByteBuffer.wrap(
                        StoredReceipt.of(receipt, Oracle.PROGRAM_VERSION).json()));
        Dataset dataset = new Dataset(checkpoint, receiptName, files);
        Day day = day(checkpoint);
        day.begun.add(dataset);
        if (!dataset.equals(day.standing.get(receiptName))) {
            day.standing.remove(receiptName);
        }
    }

    /** It has returned: from here on the dataset stands, beside those of other runs. */
    void published(Checkpoint checkpoint) {
        Day day = day(checkpoint);
        Dataset dataset = day.begun.get(day.begun.size() - 1);
        assertThat(dataset.checkpoint()).isEqualTo(checkpoint);
        day.standing.put(dataset.receipt(), dataset);
        day.interrupted = false;
        days.values().forEach(each -> each.unfinished = false);
    }

    private Day day(Checkpoint checkpoint) {
        return days.computeIfAbsent(
                "date_accessed="
                        + Edition.of(checkpoint, Oracle.PROGRAM_VERSION).dateAccessed(),
                key -> new Day());
    }

    void require(Path silver) throws IOException {
        Path ofSource = silver.resolve("source=" + ShapedSource.ID);
        for (Path directory : Tree.list(ofSource)) {
            days.putIfAbsent(directory.getFileName().toString(), new Day());
        }
        for (Map.Entry<String, Day> day : days.entrySet()) {
            require(day.getValue(), files(ofSource.resolve(day.getKey()), day.getValue()), day.getKey());
        }
    }

    private void require(Day day, SortedMap<String, ByteBuffer> found, String name) {
        for (Map.Entry<String, ByteBuffer> file : found.entrySet()) {
            assertThat(day.begun.stream().map(dataset -> dataset.files().get(file.getKey())))
                    .as("what uninterrupted runs publish as " + name + "/" + file.getKey())
                    .contains(file.getValue());
            if (DatasetNames.isReceipt(file.getKey())) {
                assertThat(day.begun)
                        .as("datasets that are whole beside " + name + "/" + file.getKey() + ", with " + found.keySet())
                        .anyMatch(dataset ->
                                file.getValue().equals(dataset.files().get(file.getKey())) && dataset.isWholeIn(found));
            }
        }
        assertThat(day.standing.values())
                .as("datasets that were published in " + name + ", which holds " + found.keySet())
                .allMatch(dataset -> dataset.isWholeIn(found));
        if (!day.unfinished) {
            Set<String> names = new TreeSet<>();
            givenUpAfterItsReceipt(day, found).forEach(names::addAll);
            day.standing
                    .values()
                    .forEach(dataset -> names.addAll(dataset.files().keySet()));
            assertThat(found.keySet()).as("files in " + name).isEqualTo(names);
        }
    }

    /** A run that is given up when its receipt is there has published a dataset, which stays. */
    private static Stream<Set<String>> givenUpAfterItsReceipt(Day day, SortedMap<String, ByteBuffer> found) {
        return day.begun.stream()
                .filter(dataset -> dataset.isWholeIn(found))
                .map(dataset -> dataset.files().keySet());
    }

    /** The files of a day that can be seen; what cannot may only be there while a publication is unfinished. */
    private SortedMap<String, ByteBuffer> files(Path directory, Day day) throws IOException {
        SortedMap<String, ByteBuffer> files = new TreeMap<>();
        for (Path file : Tree.list(directory)) {
            String name = file.getFileName().toString();
            if (DatasetNames.isUnfinished(name)) {
                assertThat(day.unfinished)
                        .as("a publication is unfinished, for there is " + file)
                        .isTrue();
            } else {
                files.put(name, ByteBuffer.wrap(Files.readAllBytes(file)));
            }
        }
        return files;
    }
}
