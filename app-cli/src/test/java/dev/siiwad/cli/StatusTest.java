package dev.siiwad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.Claim;
import dev.siiwad.checkpoint.Run;
import dev.siiwad.cli.Program.Outcome;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.Position;
import dev.siiwad.source.Settings;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.file.FileCheckpointStore;
import dev.siiwad.storage.file.NioDisk;
import dev.siiwad.testkit.Checkpoints;
import dev.siiwad.testkit.Obstacle;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is unfinished, finished and left over, and what was paid for. */
class StatusTest {
    @TempDir
    Path directory;

    private Program program;

    @BeforeEach
    void start() {
        program = new Program(directory);
    }

    private FileCheckpointStore store() {
        return new FileCheckpointStore(directory.resolve("data/staging"), new NioDisk(), () -> Instant.EPOCH);
    }

    @Test
    void whereItCannotLookItFails() throws IOException {
        assertThat(program.run("status").out()).startsWith("No run in progress in ");
        Files.writeString(directory.resolve("data"), "not a directory");
        Outcome outcome = program.run("status");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains("data/staging", "not a directory");
    }

    @Test
    @SuppressWarnings("try") // held for its life, never asked
    void aRunThatHasReadNothingYetIsNamed() throws IOException {
        try (Closeable held = store().acquire(new SourceId("BBC-Somali"))) {
            assertThat(program.run("status").out())
                    .isEqualTo("BBC-Somali: running (this process)\n"
                            + "  has read nothing yet: it is looking for what there is, or downloading\n");
        }
    }

    @Test
    void whatMayNotBeReadIsNamedAndIsNotSuccess() throws IOException {
        program.run("ingest", "failing", "--at", "40");
        Obstacle.unreadable(program.checkpoint());
        Outcome outcome = program.run("status");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out()).contains("List-Somali: not running", "unusable: ", "permission denied");
    }

    @Test
    void aCorruptCheckpointEndsWithThree() throws IOException {
        program.writeCheckpoint("{");
        Outcome outcome = program.run("status");
        assertThat(outcome.code()).isEqualTo(3);
        assertThat(outcome.out()).contains("  unusable: ", "siiwad checkpoint show List-Somali");
    }

    @Test
    void anotherSourcesCheckpointIsNamed() throws IOException {
        program.run("ingest", "failing", "--at", "40");
        Path wrong = Files.createDirectories(program.staging("Wikipedia-Somali"));
        Files.copy(program.checkpoint(), wrong.resolve(".checkpoint.json"));
        assertThat(program.run("status").out())
                .contains(
                        "in the wrong place: it is the checkpoint of List-Somali, and no run of Wikipedia-Somali uses it");
    }

    @Test
    void jsonTellsTheStateOfEachRun() throws IOException {
        program.run("ingest", "failing", "--at", "40", "--run-id", "run-1");
        JsonNode status =
                new JsonMapper().readTree(program.run("status", "--json").out());
        assertThat(status.path("version").asInt()).isEqualTo(1);
        JsonNode run = status.path("runs").path(0);
        assertThat(run.path("source").asText()).isEqualTo("List-Somali");
        assertThat(run.path("state").asText()).isEqualTo("stopped");
        assertThat(run.path("run_id").asText()).isEqualTo("run-1");
        assertThat(run.path("offset").asLong()).isEqualTo(40);
        assertThat(run.path("saved_seconds_ago").isNumber()).isTrue();
        assertThat(status.path("problems")).isEmpty();
        program.writeCheckpoint("{");
        assertThat(new JsonMapper()
                        .readTree(program.run("status", "--json").out())
                        .path("runs")
                        .path(0)
                        .path("state")
                        .asText())
                .isEqualTo("corrupt");
    }

    @Test
    void checkSaysNothingOfAHealthyStorage() {
        assertThat(program.run("status", "--check")).isEqualTo(new Outcome(0, "", ""));
        program.run("ingest", "failing", "--at", "40");
        assertThat(program.run("status", "--check")).isEqualTo(new Outcome(0, "", ""));
    }

    @Test
    @SuppressWarnings("try") // held for its life, never asked
    void checkNamesARunThatStandsStill() throws IOException {
        program.run("ingest", "failing", "--at", "40");
        assertThat(program.run("status", "--check", "--stalled-after", "0s"))
                .isEqualTo(new Outcome(1, "List-Somali: is not finished, and nobody has run it for 0 s\n", ""));
        try (Closeable held = store().acquire(new SourceId("List-Somali"))) {
            assertThat(program.run("status", "--check", "--stalled-after", "0s"))
                    .isEqualTo(new Outcome(1, "List-Somali: runs, and has saved nothing for 0 s\n", ""));
            assertThat(program.run("status", "--check").code()).isZero();
        }
    }

    @Test
    void checkNamesWhatIsCorruptFirst() throws IOException {
        program.run("ingest", "failing", "--at", "40");
        Path other = Files.createDirectories(program.staging("Wikipedia-Somali"));
        Files.writeString(other.resolve(".checkpoint.json"), "{");
        Outcome outcome = program.run("status", "--check", "--stalled-after", "0s", "--json");
        assertThat(outcome.code()).isEqualTo(3);
        JsonNode problems = new JsonMapper().readTree(outcome.out()).path("problems");
        assertThat(problems).hasSize(2);
        assertThat(problems.findValuesAsText("kind")).containsExactly("stopped", "corrupt");
        assertThat(problems.findValuesAsText("exit_code")).containsExactly("1", "3");
    }

    @Test
    @SuppressWarnings("try") // held for its life, never asked
    void aPausedRunIsPausedUntilItsTime() throws IOException {
        SourceId source = new SourceId("TikTok-Somali");
        FileCheckpointStore store = store();
        Instant now = Instant.now();
        try (Closeable held = store.acquire(source)) {
            store.load(source);
            Checkpoint begun = Checkpoint.begin(
                    new Run(new RunId("run-1"), source, now, 0, "tiktok-videos@1", Settings.of(Map.of())),
                    new Position("video=0 cursor=0"),
                    Claim.first(1, Checkpoints.OWNER));
            store.commit(begun);
            store.commit(begun.pausedUntil(now.plusSeconds(7200), now.plusSeconds(1)));
        }
        Outcome outcome = program.run("status", "--check");
        assertThat(outcome.code()).isEqualTo(6);
        assertThat(outcome.out()).startsWith("TikTok-Somali: paused until ");
        assertThat(program.run("status").out()).startsWith("TikTok-Somali: paused until ");
        JsonNode run = new JsonMapper()
                .readTree(program.run("status", "--json").out())
                .path("runs")
                .path(0);
        assertThat(run.path("state").asText()).isEqualTo("paused");
        assertThat(Instant.parse(run.path("paused_until").asText())).isAfter(now);
    }

    @Test
    void theLastThreeFinishedRunsOfASourceAreNamed() {
        for (int n = 1; n <= 4; n++) {
            program.run("ingest", "list", "--run-id", "2026110" + n + "_run", "--force");
        }
        assertThat(program.run("status").out())
                .contains(
                        "List-Somali: 4 finished runs\n",
                        "  20261104_run: 67 documents of 100 read, in date_accessed=2026-11-04\n")
                .contains("20261102_run")
                .doesNotContain("20261101_run");
    }

    @Test
    void whatIsLeftOverIsListedAndRemoved() throws IOException {
        program.run("ingest", "failing", "--at", "40", "--run-id", "run-1");
        program.run("checkpoint", "set", "List-Somali", "--offset", "5");
        Path download = Files.createDirectories(directory.resolve("data/raw/source=BBC-Somali"))
                .resolve("discovery.jsonl");
        Path foreign = Files.writeString(download.resolveSibling("notes.txt"), "mine");
        Files.writeString(download, "12345");
        Path kept = Files.createDirectories(directory.resolve("data/raw/source=List-Somali"))
                .resolve("file");
        Files.writeString(kept, "of a run that is not finished");
        assertThat(program.run("checkpoint", "list").out())
                .contains("Left over, to remove with: siiwad checkpoint clean --older-than 1s --raw")
                .contains(".checkpoint.replaced.json")
                .contains("source=BBC-Somali: 1 file of 5 bytes, downloaded for no unfinished run");
        Path replaced = program.staging("List-Somali").resolve(".checkpoint.replaced.json");
        for (Path old : List.of(download, foreign, kept, replaced)) {
            Files.setLastModifiedTime(old, FileTime.from(Instant.EPOCH));
        }
        assertThat(program.run("checkpoint", "clean", "--older-than", "1d", "--raw", "--dry-run")
                        .out())
                .contains("Would remove 2 of the files");
        assertThat(download).exists();
        program.run("checkpoint", "clean", "--older-than", "1d", "--raw");
        assertThat(download).doesNotExist();
        assertThat(replaced).doesNotExist();
        assertThat(kept).exists();
        assertThat(foreign).exists();
        assertThat(program.checkpoint()).exists();
    }

    @Test
    void segmentsAreRemovedAfterACheckpointWasRemovedByHand() throws IOException {
        program.run("ingest", "failing", "--at", "40", "--run-id", "run-1");
        Files.delete(program.checkpoint());
        Path segments = program.staging("List-Somali").resolve("segments/run-1");
        assertThat(segments).isDirectory();
        assertThat(program.run("checkpoint", "list").out())
                .contains("segments/run-1/: segments that no checkpoint counts");
        JsonNode list = new JsonMapper()
                .readTree(program.run("checkpoint", "list", "--json").out());
        assertThat(list.path("runs")).isEmpty();
        assertThat(list.path("left_over").path(0).asText()).endsWith("segments that no checkpoint counts");
        program.run("checkpoint", "clean", "--older-than", "7d");
        assertThat(segments).doesNotExist();
    }

    @Test
    @SuppressWarnings("try") // held for its life, never asked
    void whatWasPaidForIsOnlyDeletedWhenThatIsSaid() throws IOException {
        SourceId source = new SourceId("TikTok-Somali");
        FileCheckpointStore store = store();
        try (Closeable held = store.acquire(source)) {
            store.load(source);
            store.commit(Checkpoint.begin(
                    new Run(new RunId("run-1"), source, Instant.EPOCH, 0, "tiktok-videos@1", Settings.of(Map.of())),
                    new Position("videos=0-1 marker=abcdefgh spent-usd=1.5 read=0"),
                    Claim.first(1, Checkpoints.OWNER)));
        }
        Outcome asked = program.run("checkpoint", "delete", "tiktok");
        assertThat(asked.code()).isEqualTo(4);
        assertThat(asked.err()).contains("that were paid for", "siiwad checkpoint delete TikTok-Somali --yes");
        assertThat(program.checkpoint("TikTok-Somali")).exists();
        Outcome forced = program.with("SDC_METRICS__FILE", "run.prom")
                .run("ingest", "list", "--source-id", "TikTok-Somali", "--force");
        assertThat(forced.code()).isEqualTo(4);
        assertThat(program.files().get("run.prom")).contains("siiwad_run_exit_code{source=\"TikTok-Somali\"} 4\n");
        assertThat(forced.err())
                .contains(
                        "Start over, and pay again, with: siiwad ingest list --source-id TikTok-Somali --force --yes");
        assertThat(program.run("checkpoint", "delete", "tiktok", "--yes").code())
                .isZero();
        assertThat(program.checkpoint("TikTok-Somali")).doesNotExist();
    }
}
