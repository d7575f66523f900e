package dev.siiwad.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.publish.CountedSegments;
import dev.siiwad.publish.Receipt;
import dev.siiwad.segment.DamagedSegmentException;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.storage.dataset.DatasetVerification;
import dev.siiwad.storage.dataset.JsonLinesFormat;
import dev.siiwad.storage.parquet.ParquetFormat;
import dev.siiwad.storage.silver.PartFormat;
import dev.siiwad.testkit.Checkpoints;
import dev.siiwad.testkit.DurableOperations;
import dev.siiwad.testkit.DurableOperations.Fault;
import dev.siiwad.testkit.SimulatedCrash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FilePublisherTest {
    private static final String DAY = "source=List-Somali/date_accessed=2026-11-01/";
    private static final long PART_TEXT_BYTES = 500;

    @TempDir
    Path directory;

    private final SegmentStore segments = Published.memory();

    @Test
    void publishesPartsQuarantineAndReceipt() throws IOException {
        Checkpoint checkpoint = Published.run(segments, "run-1", new int[] {10, 10}, new int[] {22});
        Receipt receipt = publisher("a", new ParquetFormat())
                .publish(new CountedSegments(checkpoint, segments), Published.LABELS);
        assertThat(receipt.directory()).endsWith("date_accessed=2026-11-01");
        assertThat(receipt.files().stream().map(file -> file.name() + " " + file.documents()))
                .containsExactly(
                        "run-1-part-0000.parquet 13", "run-1-part-0001.parquet 11", "run-1-quarantine.jsonl 4");
        SortedMap<String, String> files = Published.files(directory.resolve("a"));
        assertThat(files)
                .containsOnlyKeys(
                        DAY + "run-1-part-0000.parquet",
                        DAY + "run-1-part-0001.parquet",
                        DAY + "run-1-quarantine.jsonl",
                        DAY + "run-1-receipt.json");
        assertThat(files.get(DAY + "run-1-quarantine.jsonl"))
                .startsWith(
                        "{\"offset\":6,\"id\":\"6\",\"reason\":\"malformed \\\"on purpose\\\"\",\"excerpt\":\"\u00c3\u00a9\"}\n")
                .endsWith("}\n");
    }

    @Test
    void leavesAReceiptThatAccountsForEveryOffset() throws IOException {
        Checkpoint checkpoint = Published.run(segments, "run-1", new int[] {10, 10}, new int[] {22});
        Receipt.PublishedFile part = publisher("a", new JsonLinesFormat(), 1_000_000)
                .publish(new CountedSegments(checkpoint, segments), Published.LABELS)
                .files()
                .get(0);
        String receipt = Files.readString(directory.resolve("a/" + DAY + "run-1-receipt.json"));
        assertThat(receipt)
                .startsWith("""
                        {
                          "run_id": "run-1",
                          "source": "List-Somali",
                          "snapshot": "list@first",
                          "settings": {
                            "config": "so"
                          },
                          "info": {
                            "source": "List-Somali",
                            "source_type": "corpus",
                            "language": "so",
                            "license": "CC0-1.0",
                            "domain": "general",
                            "register": "other"
                          },
                          "program_version": "0.1.0",
                          "started": "2026-11-01T08:00:00Z",
                          "whole": true,
                          "first_index": 0,
                          "last_index": 42,
                          "read": 42,
                          "kept": 24,
                          "dropped": {
                            "min_length": 14
                          },
                          "quarantined": 4,
                          "ranges": [
                            {
                              "attempt": 1,
                              "first": 0,
                              "last": 20
                            },
                            {
                              "attempt": 2,
                              "first": 20,
                              "last": 42
                            }
                          ],
                          "output_digest": "%s",
                          "files": [
                            {
                              "name": "run-1-part-0000.jsonl.zst",
                              "documents": 24,
                              "bytes": %d,
                              "sha256": "%s"
                            },
                        """.formatted(checkpoint.outputDigest().value(), part.bytes(), part.sha256()))
                .contains("    }\n  ],\n  \"digest\": \"sha256:")
                .endsWith("\"\n}\n");
    }

    @Test
    void givesTheSameFilesHoweverTheRunWasCut() throws IOException {
        for (PartFormat format : List.of(new ParquetFormat(), new JsonLinesFormat())) {
            SortedMap<String, String> uncut = withoutReceipt(publishCut(format, new int[] {42}));
            assertThat(withoutReceipt(publishCut(format, new int[] {1, 2, 39}))).isEqualTo(uncut);
            assertThat(withoutReceipt(
                            publishCut(format, new int[] {20}, new int[] {1}, new int[] {}, new int[] {7, 14})))
                    .isEqualTo(uncut);
        }
    }

    @Test
    void publishesADatasetWithoutDocuments() throws IOException {
        Checkpoint checkpoint = Published.run(segments, "run-1", new int[] {});
        Receipt receipt = publisher("a", new ParquetFormat())
                .publish(new CountedSegments(checkpoint, segments), Published.LABELS);
        assertThat(receipt.files().stream().map(file -> file.name() + " " + file.documents()))
                .containsExactly("run-1-part-0000.parquet 0");
    }

    @Test
    void whatAnotherRunPublishedOnTheSameDayStays() throws IOException {
        Path day = Files.createDirectories(directory.resolve("a/" + DAY));
        Files.writeString(day.resolve("notes.txt"), "a user's own");
        publisher("a", new JsonLinesFormat())
                .publish(
                        new CountedSegments(Published.run(segments, "run-0", new int[] {60}), segments),
                        Published.LABELS);
        publisher("a", new ParquetFormat())
                .publish(
                        new CountedSegments(Published.run(segments, "run-1", new int[] {42}), segments),
                        Published.LABELS);
        assertThat(Published.files(directory.resolve("a")))
                .containsOnlyKeys(
                        DAY + "notes.txt",
                        DAY + "run-0-part-0000.jsonl.zst",
                        DAY + "run-0-part-0001.jsonl.zst",
                        DAY + "run-0-part-0002.jsonl.zst",
                        DAY + "run-0-quarantine.jsonl",
                        DAY + "run-0-receipt.json",
                        DAY + "run-1-part-0000.parquet",
                        DAY + "run-1-part-0001.parquet",
                        DAY + "run-1-quarantine.jsonl",
                        DAY + "run-1-receipt.json");
    }

    @Test
    void publishesAgainToTheSameEndAndInAnotherFormat() throws IOException {
        Checkpoint checkpoint = Published.run(segments, "run-1", new int[] {42});
        publisher("a", new ParquetFormat()).publish(new CountedSegments(checkpoint, segments), Published.LABELS);
        SortedMap<String, String> once = Published.files(directory);
        publisher("a", new ParquetFormat()).publish(new CountedSegments(checkpoint, segments), Published.LABELS);
        assertThat(Published.files(directory)).isEqualTo(once);
        publisher("a", new JsonLinesFormat()).publish(new CountedSegments(checkpoint, segments), Published.LABELS);
        assertThat(Published.files(directory).keySet()).noneMatch(name -> name.endsWith(".parquet"));
    }

    @Test
    void removesItsOwnOlderReceiptBeforeItMovesOtherFilesOfTheSameNames() throws IOException {
        publisher("a", new JsonLinesFormat())
                .publish(
                        new CountedSegments(Published.run(segments, "run-1", new int[] {20}), segments),
                        Published.LABELS);
        SegmentStore others = Published.memory();
        Checkpoint other = Published.run(others, "run-1", new int[] {10});
        DurableOperations operations = new DurableOperations();
        new FilePublisher(directory.resolve("a"), new JsonLinesFormat(), "0.1.0", new FaultyDisk(operations), 9999)
                .publish(new CountedSegments(other, others), Published.LABELS);
        assertThat(operations.log())
                .containsSequence(
                        "delete run-1-receipt.json",
                        "sync date_accessed=2026-11-01",
                        "rename run-1-part-0000.jsonl.zst");
        assertThat(new DatasetVerification().verify(directory).findings()).isEmpty();
    }

    @Test
    void publishesNothingWhenASegmentIsDamaged() throws IOException {
        Checkpoint good = Published.run(segments, "run-0", new int[] {42});
        publisher("a", new ParquetFormat()).publish(new CountedSegments(good, segments), Published.LABELS);
        SortedMap<String, String> before = Published.files(directory);
        Checkpoint missing = Published.run(segments, "run-1", new int[] {10, 10, 10});
        segments.retainOnly(Set.of(good.runId()));
        assertThatThrownBy(() -> publisher("a", new ParquetFormat())
                        .publish(new CountedSegments(missing, segments), Published.LABELS))
                .isInstanceOf(DamagedSegmentException.class)
                .hasMessageMatching("run-1/0000000[123]-1 is missing");
        assertThat(Published.files(directory)).isEqualTo(before);
        assertThat(directory.resolve("a/" + DAY + Published.unfinished("run-1")))
                .doesNotExist();
    }

    @Test
    void refusesARunThatHasNotReadEverything() throws IOException {
        Checkpoint checkpoint = Published.run(segments, "run-1", new int[] {10});
        Checkpoint unfinished = checkpoint.claimedBy(checkpoint.owner(), 2, Published.STARTED);
        Checkpoint begun = Checkpoints.begun("run-1");
        assertThatThrownBy(() -> publisher("a", new ParquetFormat())
                        .publish(new CountedSegments(begun, segments), Published.LABELS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("run run-1 has not read everything");
    }

    @Test
    void removesWhatOtherRunsLeftUnfinishedOnOtherDays() throws IOException {
        Path left = Files.createDirectories(
                directory.resolve("a/source=List-Somali/date_accessed=2026-10-31/.run-9.publishing"));
        Files.writeString(left.resolve("run-9-part-0000.parquet"), "half");
        Checkpoint checkpoint = Published.run(segments, "run-1", new int[] {10});
        publisher("a", new ParquetFormat()).publish(new CountedSegments(checkpoint, segments), Published.LABELS);
        assertThat(left).doesNotExist();
    }

    @Test
    void removesWhatAnAttemptOfTheSameRunLeftOnAnotherDay() throws IOException {
        Path yesterday = directory.resolve("a/source=List-Somali/date_accessed=2026-10-31");
        Path left = Files.createDirectories(yesterday.resolve(Published.unfinished("run-1")));
        Files.writeString(left.resolve("run-1-part-0001.parquet"), "not moved yet");
        Files.writeString(yesterday.resolve("run-1-part-0000.parquet"), "moved, and never published");
        Files.writeString(yesterday.resolve("run-0-part-0000.parquet"), "of another run");
        Checkpoint checkpoint = Published.run(segments, "run-1", new int[] {10});
        publisher("a", new ParquetFormat()).publish(new CountedSegments(checkpoint, segments), Published.LABELS);
        assertThat(yesterday).isDirectoryContaining("glob:**/run-0-*").isDirectoryNotContaining("glob:**run-1*");
    }

    @Test
    void leavesWhatALaterAttemptOfTheSameRunCollectsOnAnotherDay() throws IOException {
        Path day = directory.resolve("a/source=List-Somali/date_accessed=2026-11-02");
        Path later = Files.createDirectories(day.resolve(".run-1.9-0123abcd.publishing"));
        Files.writeString(day.resolve("run-1-part-0000.parquet"), "moved by attempt 9");
        Checkpoint checkpoint = Published.run(segments, "run-1", new int[] {10});
        publisher("a", new ParquetFormat()).publish(new CountedSegments(checkpoint, segments), Published.LABELS);
        assertThat(later).isDirectory();
        assertThat(day.resolve("run-1-part-0000.parquet")).exists();
    }

    @ParameterizedTest
    @EnumSource(names = {"CRASH_BEFORE", "CRASH_AFTER"})
    void whatARunThatWasGivenUpHasMovedIntoPlaceIsRemovedByTheNext(Fault fault) throws IOException {
        Checkpoint givenUp = Published.run(segments, "run-0", new int[] {20});
        Checkpoint checkpoint = Published.run(segments, "run-1", new int[] {42});
        publish("expected", checkpoint, new FastDisk());
        SortedMap<String, String> alone = Published.files(directory.resolve("expected"));
        publish("expected", givenUp, new FastDisk());
        SortedMap<String, String> both = Published.files(directory.resolve("expected"));
        DurableOperations operations = new DurableOperations();
        boolean struck = true;
        for (int n = 1; struck; n++) {
            operations.plan(n, fault);
            struck = failsToPublish(fault + "-" + n, givenUp, operations);
            boolean published = Files.exists(directory.resolve(fault + "-" + n + "/" + DAY + "run-0-receipt.json"));
            publish(fault + "-" + n, checkpoint, new FastDisk());
            assertThat(Published.files(directory.resolve(fault + "-" + n)))
                    .as("given up at operation %s", n)
                    .isEqualTo(published ? both : alone);
        }
    }

    @Test
    void makesEveryFileDurableBeforeItsNameAndTheReceiptLast() throws IOException {
        publisher("data/processed/silver", new JsonLinesFormat())
                .publish(
                        new CountedSegments(Published.run(segments, "run-0", new int[] {4}), segments),
                        Published.LABELS);
        Checkpoint checkpoint = Published.run(segments, "run-1", new int[] {10});
        DurableOperations operations = new DurableOperations();
        new FilePublisher(
                        directory.resolve("data/processed/silver"),
                        new JsonLinesFormat(),
                        "0.1.0",
                        new FaultyDisk(operations),
                        500)
                .publish(new CountedSegments(checkpoint, segments), Published.LABELS);
        assertThat(operations.log())
                .containsExactly(
                        "directory " + Published.unfinished("run-1"),
                        "sync date_accessed=2026-11-01",
                        "sync source=List-Somali",
                        "sync silver",
                        "sync processed",
                        "sync data",
                        "sync " + directory.getFileName(),
                        "create run-1-part-0000.jsonl.zst",
                        "create run-1-quarantine.jsonl",
                        "write run-1-part-0000.jsonl.zst",
                        "force run-1-part-0000.jsonl.zst",
                        "write run-1-quarantine.jsonl",
                        "force run-1-quarantine.jsonl",
                        "create run-1-receipt.json",
                        "write run-1-receipt.json",
                        "force run-1-receipt.json",
                        "rename run-1-part-0000.jsonl.zst",
                        "rename run-1-quarantine.jsonl",
                        "sync date_accessed=2026-11-01",
                        "rename run-1-receipt.json",
                        "sync date_accessed=2026-11-01",
                        "delete " + Published.unfinished("run-1"),
                        "sync date_accessed=2026-11-01");
    }

    @ParameterizedTest
    @EnumSource(names = {"CRASH_BEFORE", "CRASH_TORN", "CRASH_AFTER", "FAIL"})
    void comesToTheSameEndAfterAFaultAtAnyOperationAndNeverShowsAHalf(Fault fault) throws IOException {
        Checkpoint older = Published.run(segments, "run-0", new int[] {20});
        Checkpoint checkpoint = Published.run(segments, "run-1", new int[] {42});
        publish("expected", older, new FastDisk());
        SortedMap<String, String> before = Published.files(directory.resolve("expected"));
        publish("expected", checkpoint, new FastDisk());
        SortedMap<String, String> after = Published.files(directory.resolve("expected"));
        DurableOperations operations = new DurableOperations();
        boolean struck = true;
        int n = 0;
        while (struck) {
            n++;
            String place = fault + "-" + n;
            publish(place, older, new FastDisk());
            operations.plan(n, fault);
            struck = failsToPublish(place, checkpoint, operations);
            requireOnlyWholeFiles(place, before, after);
            publish(place, checkpoint, new FastDisk());
            assertThat(Published.files(directory.resolve(place))).as(place).isEqualTo(after);
        }
        assertThat(n).isGreaterThan(20);
    }

    private boolean failsToPublish(String place, Checkpoint checkpoint, DurableOperations operations) {
        try {
            publish(place, checkpoint, new FaultyDisk(operations));
            return false;
        } catch (IOException | SimulatedCrash e) {
            return true;
        }
    }

    /** Whatever can be seen is whole, and a receipt stands only where all its files do. */
    private void requireOnlyWholeFiles(String place, SortedMap<String, String> before, SortedMap<String, String> after)
            throws IOException {
        SortedMap<String, String> found = Published.files(directory.resolve(place));
        for (Map.Entry<String, String> file : found.entrySet()) {
            if (!file.getKey().contains(".publishing/")) {
                assertThat(file.getValue())
                        .as(place + " " + file.getKey())
                        .isEqualTo(after.getOrDefault(file.getKey(), before.getOrDefault(file.getKey(), "")));
            }
        }
        assertThat(found).as(place).containsAllEntriesOf(before);
        if (found.containsKey(DAY + "run-1-receipt.json")) {
            assertThat(found).as(place).containsAllEntriesOf(after);
        }
    }

    private void publish(String place, Checkpoint checkpoint, Disk disk) throws IOException {
        new FilePublisher(directory.resolve(place), new JsonLinesFormat(), "0.1.0", disk, PART_TEXT_BYTES)
                .publish(new CountedSegments(checkpoint, segments), Published.LABELS);
    }

    private int published;

    private SortedMap<String, String> publishCut(PartFormat format, int[]... attempts) throws IOException {
        SegmentStore store = Published.memory();
        String place = "cut-" + published++;
        Checkpoint checkpoint = Published.run(store, "run-1", attempts);
        new FilePublisher(directory.resolve(place), format, "0.1.0", new FastDisk(), PART_TEXT_BYTES)
                .publish(new CountedSegments(checkpoint, store), Published.LABELS);
        return Published.files(directory.resolve(place));
    }

    private static SortedMap<String, String> withoutReceipt(SortedMap<String, String> files) {
        List<String> receipts = new ArrayList<>(files.keySet());
        receipts.removeIf(name -> !name.endsWith("-receipt.json"));
        assertThat(receipts).hasSize(1);
        files.remove(receipts.get(0));
        return files;
    }

    private FilePublisher publisher(String place, PartFormat format) {
        return publisher(place, format, PART_TEXT_BYTES);
    }

    private FilePublisher publisher(String place, PartFormat format, long partTextBytes) {
        return new FilePublisher(directory.resolve(place), format, "0.1.0", new FastDisk(), partTextBytes);
    }
}
