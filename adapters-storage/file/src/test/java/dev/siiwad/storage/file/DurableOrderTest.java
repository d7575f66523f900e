package dev.siiwad.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.checkpoint.Saved;
import dev.siiwad.document.Document;
import dev.siiwad.segment.Entry;
import dev.siiwad.segment.RunId;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.segment.SegmentStart;
import dev.siiwad.segment.SegmentWriter;
import dev.siiwad.storage.json.CheckpointParser;
import dev.siiwad.testkit.Checkpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The order of durable operations, to the letter: it is the product. A force or a sync that goes missing, or moves, fails here. */
class DurableOrderTest {
    private static final String DIRECTORY = "source=List-Somali";
    private static final String TEMPORARY = DIRECTORY + "/.checkpoint.own.tmp";
    private static final String TEMPORARY_PREV = DIRECTORY + "/.checkpoint.own.prev.tmp";
    private static final String TEMPORARY_COPY = DIRECTORY + "/.checkpoint.own.copy.tmp";
    private static final String STANDING = DIRECTORY + "/.checkpoint.json";
    private static final String PREV = DIRECTORY + "/.checkpoint.prev.json";

    @TempDir
    Path staging;

    private PowerCutDisk disk;
    private FileCheckpointStore store;

    @BeforeEach
    void openStore() throws IOException {
        disk = new PowerCutDisk(staging);
        store = new FileCheckpointStore(staging, disk, () -> Instant.parse("2026-11-01T08:00:00Z"));
        store.load(Checkpoints.SOURCE);
    }

    @Test
    void theFirstCommitForgetsThenReplacesThenSyncs() throws IOException {
        assertThat(logOf(() -> store.commit(Checkpoints.begun("run-1"))))
                .containsExactly(
                        "mkdir " + DIRECTORY,
                        "sync ",
                        "create " + TEMPORARY,
                        "force " + TEMPORARY,
                        "sync " + DIRECTORY,
                        "rename " + TEMPORARY + " to " + STANDING,
                        "sync " + DIRECTORY);
    }

    @Test
    void aCommitKeepsTheGenerationBeforeAndNeverLeavesNone() throws IOException {
        store.commit(Checkpoints.begun("run-1"));
        byte[] before = Files.readAllBytes(staging.resolve(STANDING));
        List<String> log = logOf(() -> store.commit(Checkpoints.after("run-1", 1)));
        assertThat(log)
                .containsExactly(
                        "create " + TEMPORARY,
                        "force " + TEMPORARY,
                        "create " + TEMPORARY_PREV,
                        "force " + TEMPORARY_PREV,
                        "rename " + TEMPORARY_PREV + " to " + PREV,
                        "rename " + TEMPORARY + " to " + STANDING,
                        "sync " + DIRECTORY);
        assertThat(staging.resolve(PREV)).hasBinaryContent(before);
    }

    @Test
    void anotherRunsGenerationBeforeIsForgottenForGoodBeforeItsCheckpointStands() throws IOException {
        store.commit(Checkpoints.begun("run-1"));
        store.commit(Checkpoints.after("run-1", 1));
        assertThat(logOf(() -> store.commit(Checkpoints.begun("run-2"))))
                .containsExactly(
                        "create " + TEMPORARY,
                        "force " + TEMPORARY,
                        "delete " + PREV,
                        "sync " + DIRECTORY,
                        "rename " + TEMPORARY + " to " + STANDING,
                        "sync " + DIRECTORY);
    }

    @Test
    void deletionTakesTheGenerationBeforeFirst() throws IOException {
        store.commit(Checkpoints.begun("run-1"));
        store.commit(Checkpoints.after("run-1", 1));
        assertThat(logOf(() -> store.delete(Checkpoints.SOURCE)))
                .containsExactly("delete " + PREV, "delete " + STANDING, "sync " + DIRECTORY);
    }

    @Test
    void aCorruptCheckpointIsKeptAsideBeforeItIsReplaced() throws IOException {
        store.commit(Checkpoints.begun("run-1"));
        store.commit(Checkpoints.after("run-1", 1));
        Files.writeString(staging.resolve(STANDING), "{\"half\"");
        store.load(Checkpoints.SOURCE);
        String aside = DIRECTORY + "/.checkpoint.corrupt-20261101T080000000Z.json";
        assertThat(logOf(() -> store.commit(Checkpoints.after("run-1", 1))))
                .containsExactly(
                        "create " + TEMPORARY_COPY,
                        "force " + TEMPORARY_COPY,
                        "rename " + TEMPORARY_COPY + " to " + aside,
                        "sync " + DIRECTORY,
                        "create " + TEMPORARY,
                        "force " + TEMPORARY,
                        "rename " + TEMPORARY + " to " + STANDING,
                        "sync " + DIRECTORY);
        assertThat(staging.resolve(aside)).hasContent("{\"half\"");
    }

    @Test
    void anOffsetSetByHandForgetsTheRunBefore() throws IOException {
        store.commit(Checkpoints.begun("run-1"));
        store.commit(Checkpoints.after("run-1", 1));
        Saved.OffsetOnly offset = new Saved.OffsetOnly(5, 5, Instant.EPOCH, "by-hand", Checkpoints.SOURCE);
        assertThat(logOf(() -> store.set(offset)))
                .containsExactly(
                        "delete " + PREV,
                        "sync " + DIRECTORY,
                        "create " + TEMPORARY,
                        "force " + TEMPORARY,
                        "rename " + TEMPORARY + " to " + STANDING,
                        "sync " + DIRECTORY);
    }

    @Test
    void aRestoredBackupStandsBeforeItIsGoneAndWhatStoodIsKeptBeforeThat() throws IOException {
        FileCheckpointAdmin files = new FileCheckpointAdmin(staging, disk);
        String backup = DIRECTORY + "/.checkpoint.backup.json";
        String replaced = DIRECTORY + "/.checkpoint.replaced.json";
        store.commit(Checkpoints.begun("run-1"));
        assertThat(logOf(() -> files.backUp(Checkpoints.SOURCE)))
                .containsExactly(
                        "create " + TEMPORARY_COPY,
                        "force " + TEMPORARY_COPY,
                        "rename " + TEMPORARY_COPY + " to " + backup,
                        "sync " + DIRECTORY);
        store.commit(Checkpoints.after("run-1", 1));
        assertThat(logOf(() -> files.restore(Checkpoints.SOURCE)))
                .containsExactly(
                        "create " + TEMPORARY_COPY,
                        "force " + TEMPORARY_COPY,
                        "rename " + TEMPORARY_COPY + " to " + replaced,
                        "sync " + DIRECTORY,
                        "delete " + PREV,
                        "sync " + DIRECTORY,
                        "create " + TEMPORARY,
                        "force " + TEMPORARY,
                        "rename " + TEMPORARY + " to " + STANDING,
                        "sync " + DIRECTORY,
                        "delete " + backup,
                        "sync " + DIRECTORY);
    }

    @Test
    void aCheckpointTooLongForOneIsKeptAsideWholeAndForced() throws IOException {
        byte[] tooLong = new byte[CheckpointParser.BYTES_MAX + 2];
        store.commit(Checkpoints.begun("run-1"));
        Files.write(staging.resolve(STANDING), tooLong);
        String replaced = DIRECTORY + "/.checkpoint.replaced.json";
        assertThat(logOf(() -> new FileCheckpointAdmin(staging, disk).keepReplaced(Checkpoints.SOURCE)))
                .containsExactly(
                        "create " + TEMPORARY_COPY,
                        "force " + TEMPORARY_COPY,
                        "rename " + TEMPORARY_COPY + " to " + replaced,
                        "sync " + DIRECTORY);
        assertThat(staging.resolve(replaced)).hasSize(tooLong.length);
    }

    @Test
    void whatWasKeptAsideIsRemovedForGood() throws IOException {
        FileCheckpointAdmin files = new FileCheckpointAdmin(staging, disk);
        store.commit(Checkpoints.begun("run-1"));
        String replaced = files.keepReplaced(Checkpoints.SOURCE).orElseThrow();
        assertThat(logOf(() -> files.removeKeptAside(replaced)))
                .containsExactly("delete " + DIRECTORY + "/.checkpoint.replaced.json", "sync " + DIRECTORY);
    }

    @Test
    void anAttemptIsRememberedForGood() throws IOException {
        FileSegmentStore segments = new FileSegmentStore(staging, Checkpoints.SOURCE, disk);
        segments.recordAttempt(new RunId("run-1"), 3);
        String run = DIRECTORY + "/segments/run-1";
        assertThat(disk.log().subList(8, disk.log().size()))
                .containsExactly("create " + run + "/attempt-3", "sync " + run);
    }

    @Test
    void aSegmentIsForcedBeforeItsNameIsSynced() throws IOException {
        FileSegmentStore segments = new FileSegmentStore(staging, Checkpoints.SOURCE, disk);
        String run = DIRECTORY + "/segments/run-1";
        try (SegmentWriter writer = segments.create(new RunId("run-1"), SegmentStart.of(new SegmentName(42, 1), 0))) {
            writer.add(new Entry.Kept(0, Document.of("7", "t", "qoraal", "", Map.of())));
            writer.seal();
            assertThat(disk.log())
                    .as("when sealing returns, not when the writer is closed behind the commit")
                    .containsExactly(
                            "mkdir " + DIRECTORY,
                            "sync ",
                            "mkdir " + DIRECTORY + "/segments",
                            "sync " + DIRECTORY,
                            "mkdir " + run,
                            "sync " + DIRECTORY + "/segments",
                            "sync " + DIRECTORY + "/segments",
                            "sync " + DIRECTORY,
                            "create " + run + "/00000042-1.jsonl.zst",
                            "force " + run + "/00000042-1.jsonl.zst",
                            "sync " + run);
        }
    }

    @Test
    void aPayloadIsWholeUnderItsName() throws IOException {
        FileSegmentStore segments = new FileSegmentStore(staging, Checkpoints.SOURCE, disk);
        segments.storePayload(new RunId("run-1"), "list@first", "0 1 2");
        assertThat(disk.log().subList(8, disk.log().size()))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("create ").endsWith(".tmp"),
                        line -> assertThat(line).startsWith("force ").endsWith(".tmp"),
                        line -> assertThat(line).startsWith("rename ").endsWith(".txt"),
                        line -> assertThat(line).isEqualTo("sync " + DIRECTORY + "/segments/run-1"));
    }

    @Test
    void directoriesOfAProcessThatWasKilledBeforeItSyncedThemAreSynced() throws IOException {
        Path source = staging.resolve(DIRECTORY);
        Path run = source.resolve("segments/run-1");
        for (Path directory : List.of(source, run.getParent(), run)) {
            disk.createDirectory(directory);
        }
        assertThat(logOf(() -> store.acquire(Checkpoints.SOURCE).close())).contains("sync ");

        FileSegmentStore segments = new FileSegmentStore(staging, Checkpoints.SOURCE, disk);
        assertThat(logOf(() -> segments.create(new RunId("run-1"), SegmentStart.of(new SegmentName(1, 1), 0))
                        .close()))
                .startsWith("sync " + DIRECTORY + "/segments", "sync " + DIRECTORY);
        assertThat(logOf(() -> segments.create(new RunId("run-1"), SegmentStart.of(new SegmentName(2, 1), 0))
                        .close()))
                .as("once is enough")
                .noneMatch(line -> line.startsWith("sync"));
    }

    @Test
    void aPayloadOfAProcessThatWasKilledBeforeItSyncedItIsSynced() throws IOException {
        new FileSegmentStore(staging, Checkpoints.SOURCE, disk).storePayload(new RunId("run-1"), "list@first", "0 1 2");
        FileSegmentStore next = new FileSegmentStore(staging, Checkpoints.SOURCE, disk);
        assertThat(logOf(() -> next.storePayload(new RunId("run-1"), "list@first", "0 1 2")))
                .last()
                .isEqualTo("sync " + DIRECTORY + "/segments/run-1");
    }

    @Test
    void aPayloadThatIsDamagedIsWrittenAgain() throws IOException {
        RunId run = new RunId("run-1");
        FileSegmentStore segments = new FileSegmentStore(staging, Checkpoints.SOURCE, disk);
        segments.storePayload(run, "list@first", "0 1 2");
        Files.writeString(Path.of(segments.where(run, "list@first")), "{\"half");
        segments.storePayload(run, "list@first", "0 1 2");
        assertThat(segments.payload(run, "list@first")).contains("0 1 2");
    }

    /** Whatever a process calls its own. */
    private static List<String> named(List<String> log) {
        return log.stream()
                .map(line -> line.replaceAll("\\.checkpoint\\.[0-9a-f]{16}", ".checkpoint.own"))
                .toList();
    }

    private interface Step {
        void run() throws IOException;
    }

    private List<String> logOf(Step step) throws IOException {
        int before = disk.log().size();
        step.run();
        return named(disk.log().subList(before, disk.log().size()));
    }
}
