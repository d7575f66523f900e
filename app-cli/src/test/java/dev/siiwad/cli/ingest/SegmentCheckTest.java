package dev.siiwad.cli.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.checkpoint.Saved;
import dev.siiwad.ingest.Progress;
import dev.siiwad.ingest.RunRequest;
import dev.siiwad.storage.file.FileStorage;
import dev.siiwad.testkit.Checkpoints;
import dev.siiwad.testkit.DurableOperations;
import dev.siiwad.testkit.ListSource;
import dev.siiwad.testkit.Rig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that was carried on has all its segments looked at while it goes on, and changes nothing by it. */
class SegmentCheckTest {
    @TempDir
    private Path directory;

    private final BlockingQueue<String> warnings = new LinkedBlockingQueue<>();
    private final List<Progress.Event> told = new ArrayList<>();

    @Test
    void namesADamagedSegmentWhileTheRunGoesOn() throws IOException, InterruptedException {
        Progress.Claimed claimed = claimedAfterFourSegments();
        Files.delete(segments().resolve("00000002-1.jsonl.zst"));
        try (SegmentCheck check = check(true)) {
            check.on(claimed);
            assertThat(warnings.poll(20, TimeUnit.SECONDS))
                    .contains("00000002-1.jsonl.zst", "is missing", "read again before the dataset is published");
        }
        assertThat(told).containsExactly(claimed);
    }

    @Test
    void saysNothingOfARunThatIsSoundOrWhereItIsNotAsked() throws IOException {
        Progress.Claimed claimed = claimedAfterFourSegments();
        try (SegmentCheck check = check(true)) {
            check.on(claimed);
            awaitEnd();
        }
        Files.delete(segments().resolve("00000002-1.jsonl.zst"));
        try (SegmentCheck check = check(false)) {
            check.on(claimed);
            assertThat(threads()).isEmpty();
        }
        assertThat(warnings).isEmpty();
    }

    @Test
    void isOverOnceTheRunPublishes() throws IOException {
        Progress.Claimed claimed = claimedAfterFourSegments();
        Files.delete(segments().resolve("00000002-1.jsonl.zst"));
        try (SegmentCheck check = check(true)) {
            check.on(new Progress.Publishing());
            check.on(claimed);
            awaitEnd();
        }
        assertThat(warnings).isEmpty();
    }

    private SegmentCheck check(boolean asked) {
        return new SegmentCheck(source -> storage().segments(source), told::add, asked, warnings::add);
    }

    private Progress.Claimed claimedAfterFourSegments() throws IOException {
        ListSource source = ListSource.of(100);
        new Rig(this::storage)
                .run(
                        source,
                        RunRequest.defaults().withCheckpointEvery(10),
                        new DurableOperations(),
                        () -> source.documentsRead() >= 40);
        Saved.Committed saved = (Saved.Committed) storage().checkpoints().load(Checkpoints.SOURCE);
        return new Progress.Claimed(
                saved.checkpoint(), OptionalLong.empty(), OptionalDouble.empty(), OptionalLong.empty());
    }

    private FileStorage storage() {
        return new FileStorage(directory.resolve("staging"), directory.resolve("silver"));
    }

    private Path segments() throws IOException {
        try (var runs = Files.list(directory.resolve("staging/source=" + Checkpoints.SOURCE + "/segments"))) {
            return runs.findFirst().orElseThrow();
        }
    }

    private static void awaitEnd() {
        threads().forEach(thread -> {
            try {
                thread.join(20_000);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        assertThat(threads()).isEmpty();
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("siiwad-segments"))
                .toList();
    }
}
