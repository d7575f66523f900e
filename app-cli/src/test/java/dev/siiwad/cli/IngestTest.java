package dev.siiwad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.cli.Program.Outcome;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.file.FileCheckpointStore;
import dev.siiwad.storage.file.NioDisk;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestTest {
    private static final String BY_HAND = """
            {
              "last_index": %d,
              "processed_count": %d,
              "timestamp": "2025-12-29T10:15:30.123456Z",
              "run_id": "20251229_101500_list_abc123",
              "source": "List-Somali",
              "schema_version": "1.0"
            }
            """;

    @TempDir
    Path directory;

    @TempDir
    Path elsewhere;

    private Program program;

    @BeforeEach
    void start() {
        program = new Program(directory);
    }

    @Test
    void logsOnStderrAndSumsUpOnStdout() throws IOException {
        Outcome outcome = program.run("ingest", "list", "--size", "2500", "--malformed-every", "7");
        assertThat(outcome.code()).isZero();
        assertThat(outcome.err().lines().filter(line -> !line.matches("WARNING: (Quarantined|Set aside): .*")))
                .containsExactly(
                        "INFO: No checkpoint found, starting from beginning",
                        "INFO: Checkpoint saved: offset=1000, processed=572",
                        "INFO: Checkpoint saved: offset=2000, processed=1144",
                        "INFO: Checkpoint saved: offset=2500, processed=1429",
                        "INFO: Processing complete, removing checkpoint",
                        "WARNING: 178 units were broken for good and set aside; the receipt names them");
        assertThat(outcome.out().lines())
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("Read:        2,500 documents"),
                        line -> assertThat(line).isEqualTo("Kept:        1,429"),
                        line -> assertThat(line).isEqualTo("Dropped:     714  (min_length 714)"),
                        line -> assertThat(line)
                                .startsWith("Quarantined: 357  (")
                                .endsWith("-quarantine.jsonl)"),
                        line -> assertThat(line).startsWith("Dataset:     ").contains("source=List-Somali"),
                        line -> assertThat(line).startsWith("Receipt:     ").endsWith("-receipt.json"));
        assertThat(program.checkpoint()).doesNotExist();
        assertThat(program.run("verify").code()).isZero();
    }

    @Test
    void keepsWhatItDropsWhenAsked() throws IOException {
        String[] command = {"ingest", "list", "--keep-rejects", "--run-id", "20251229_mine"};
        Outcome outcome = program.run(command);
        assertThat(outcome.out())
                .containsPattern(
                        "Dropped:     33  \\(min_length 33\\)  \\(.*/20251229_mine-rejects-0000.ndjson.zst\\)\n");
        assertThat(program.run("verify").code()).isZero();
        assertThat(program.run("dataset", "show", "20251229_mine").out())
                .contains("20251229_mine-rejects-0000.ndjson.zst, 33 documents, ");
    }

    @Test
    void filtersByAFileWhoseContentBelongsToTheRun() throws IOException {
        Path config = elsewhere.resolve("so.yml");
        String thresholds = """
                dup_line_frac: 0.4
                dup_n_grams: []
                language_score: 0.3
                line_punct_thr: 0.0
                max_avg_word_length: 74
                max_non_alpha_words_ratio: 0.8
                min_avg_word_length: 2
                new_line_ratio: 0.29
                stopwords: [waa, in]
                top_n_grams: []
                """;
        Files.writeString(config, thresholds);
        String[] command = {"ingest", "list", "--signals", "--filter-config", config.toString(), "--keep-rejects"};
        Outcome nothing = program.run(command);
        assertThat(nothing.code()).isEqualTo(7);
        assertThat(nothing.err()).contains("67 dropped as gopher_short_doc: ", "33 dropped as min_length: ");
        assertThat(program.run("ingest", "list", "--filter-config", "none.yml").err())
                .contains("--filter-config: ", "none.yml");
        assertThat(program.run(
                                "ingest",
                                "list",
                                "--filter-config",
                                program.checkpoint().getParent() + "/.lock")
                        .err())
                .contains("is not a configuration of FineWeb-2");
    }

    @Test
    void quietLogsNothingAndStillSumsUp() {
        Outcome outcome = program.run("ingest", "list", "--quiet");
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).startsWith("Read:        100 documents");
    }

    @Test
    void debugShowsEachDecisionAndTheDocumentInFlight() {
        Outcome outcome = program.with("SDC_LOGGING__LEVEL", "DEBUG").run("ingest", "list");
        assertThat(outcome.err())
                .contains(
                        "DEBUG: Decision: StartFresh",
                        "DEBUG: Claimed: attempt=1",
                        "DEBUG: Document in flight: offset=99 id=99");
        assertThat(program.run("ingest", "list", "--force", "--verbose").err()).contains("DEBUG: Document in flight");
    }

    @Test
    void publishesUnderTheDayThatTheRunIdBeginsWith() throws IOException {
        String dataset = "Dataset:     " + directory + "/data/processed/silver/source=List-Somali/date_accessed=";
        String[] command = {"ingest", "list", "--format", "jsonl", "--run-id", "20251229_mine"};
        assertThat(program.run("ingest", "list", "--run-id", "20251229_mine", "--explain")
                        .out())
                .contains(dataset + "2025-12-29\n");
        assertThat(program.run(command).out()).contains(dataset + "2025-12-29\n");
        assertThat(program.run("verify").code()).isZero();
    }

    @Test
    void publishesJsonLinesWhenAsked() throws IOException {
        program.run("ingest", "list", "--format", "jsonl");
        assertThat(program.files().keySet()).anyMatch(name -> name.endsWith("-part-0000.jsonl.zst"));
    }

    @Test
    void honoursACheckpointWrittenByHand() throws IOException {
        program.writeCheckpoint(BY_HAND.formatted(40, 40));
        Outcome outcome = program.run("ingest", "list");
        assertThat(outcome.code()).isZero();
        assertThat(outcome.err())
                .contains(
                        "INFO: Found checkpoint: .checkpoint.json\n",
                        "INFO: Resuming from checkpoint: offset=40, processed=40\n");
        assertThat(outcome.out()).startsWith("Read:        60 documents");
    }

    @Test
    void anOffsetBehindTheEndIsStaleAndChangesNothing() throws IOException {
        program.writeCheckpoint(BY_HAND.formatted(50_000, 50_000));
        Map<String, String> before = program.files();
        for (String knows : new String[] {"--knows-size", "--no-progress"}) {
            Outcome outcome = program.run("ingest", "list", "--size", "10000", knows);
            assertThat(outcome.code()).isEqualTo(4);
            assertThat(outcome.err())
                    .contains("ERROR: Checkpoint offset 50000 exceeds dataset size 10000")
                    .contains("siiwad ingest list --size 10000 " + knows + " --force");
        }
        assertThat(program.files()).isEqualTo(before);
    }

    @Test
    void halfACheckpointIsCorruptAndTheMessageSaysHowToGoOn() throws IOException {
        program.writeCheckpoint("{\n  \"last_index\": 3000,\n  \"proc");
        Map<String, String> before = program.files();
        Outcome outcome = program.run("ingest", "list");
        assertThat(outcome.code()).isEqualTo(3);
        assertThat(outcome.err())
                .startsWith("ERROR: Failed to load checkpoint: ")
                .contains(".checkpoint.json: line 3, column ")
                .contains("siiwad ingest list --force")
                .contains("siiwad checkpoint delete List-Somali")
                .doesNotContain("checkpoint restore");
        assertThat(program.files()).isEqualTo(before);

        Files.writeString(program.staging("List-Somali").resolve(".checkpoint.backup.json"), BY_HAND.formatted(5, 5));
        assertThat(program.run("ingest", "list").err()).contains("siiwad checkpoint restore List-Somali");
        assertThat(program.run("ingest", "list", "--force").code()).isZero();
    }

    @Test
    void theCommandsThatRepairGoToTheSameStorage() throws IOException {
        Path staging = Files.createDirectories(directory.resolve("my data/staging/source=List-Somali"));
        Files.writeString(staging.resolve(".checkpoint.json"), "{");
        assertThat(program.run("ingest", "list", "--storage", "my data").err())
                .contains("siiwad checkpoint delete List-Somali --storage 'my data'");
        assertThat(program.run("checkpoint", "delete", "List-Somali", "--storage", "my data")
                        .out())
                .startsWith("Deleted ");
    }

    @Test
    void aNewerVersionIsCorruptToThisProgramAndNeverForced() throws IOException {
        program.writeCheckpoint(BY_HAND.formatted(5, 5).replace("1.0", "2.0"));
        Outcome outcome = program.run("ingest", "list");
        assertThat(outcome.code()).isEqualTo(3);
        assertThat(outcome.err()).contains("schema_version is 2.0").doesNotContain("--force");
    }

    @Test
    @SuppressWarnings("try") // held for its life, never asked
    void aSecondRunIsRefusedWhileOneHoldsTheSource() throws IOException {
        FileCheckpointStore store =
                new FileCheckpointStore(directory.resolve("data/staging"), new NioDisk(), () -> Instant.EPOCH);
        try (Closeable held = store.acquire(new SourceId("List-Somali"))) {
            Outcome outcome = program.run("ingest", "list");
            assertThat(outcome.code()).isEqualTo(5);
            assertThat(outcome.err()).contains("another run holds source List-Somali");
            assertThat(program.run("ingest", "list", "--explain").code()).isEqualTo(5);
            assertThat(program.run("checkpoint", "set", "List-Somali", "--offset", "3")
                            .code())
                    .isEqualTo(5);
        }
        assertThat(program.run("ingest", "list").code()).isZero();
    }

    @Test
    void aStorageThatFailsIsOneMessageWithTheCommandThatTriesAgain() throws IOException {
        Files.writeString(directory.resolve("data"), "a file where a directory should be");
        Outcome outcome = program.run("ingest", "list", "--force", "--source-id", "List-Two");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err())
                .startsWith("ERROR: ")
                .contains("siiwad ingest list --source-id List-Two")
                .doesNotContain("--force")
                .doesNotContain("\tat ");
    }

    @Test
    void aBrokenConnectionKeepsTheCheckpointAndTheSameCommandCarriesOn() throws IOException {
        Outcome failed = program.run("ingest", "failing", "--at", "40", "--run-id", "20261101_run");
        assertThat(failed.code()).isEqualTo(1);
        assertThat(failed.out()).isEmpty();
        assertThat(failed.err())
                .endsWith("ERROR: list: the connection broke\nThe checkpoint is kept. Carry on with: "
                        + "siiwad ingest failing --at 40 --run-id 20261101_run\n");
        assertThat(program.run("ingest", "failing", "--at", "70", "--run-id", "20261101_run")
                        .code())
                .isZero();
        List<String> published = program.published();

        Program other = new Program(elsewhere);
        other.run("ingest", "list", "--run-id", "20261101_run");
        assertThat(published).isNotEmpty().isEqualTo(other.published());
    }

    @Test
    void otherSettingsAreStale() throws IOException {
        program.run("ingest", "failing", "--at", "40");
        Outcome outcome = program.run("ingest", "list", "--min-length", "20");
        assertThat(outcome.code()).isEqualTo(4);
        assertThat(outcome.err()).contains("--min-length is 20, and was 10", "--force");
        assertThat(program.run("ingest", "list", "--edition", "second").code()).isEqualTo(4);
        assertThat(program.run("ingest", "list", "--max-records", "10").code()).isEqualTo(4);
        assertThat(program.run("ingest", "list", "--run-id", "other").code()).isEqualTo(4);
        assertThat(program.run("ingest", "list", "--max-records", "90").code()).isZero();
    }

    @Test
    void aMissingSegmentIsReadAgain() throws IOException {
        program.run("ingest", "failing", "--at", "40", "--run-id", "run-1");
        Files.delete(program.staging("List-Somali").resolve("segments/run-1/00000001-1.jsonl.zst"));
        Outcome outcome = program.run("ingest", "list");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.err()).contains("00000001-1", "is missing", "INFO: Repaired 1 segment: ");
        assertThat(program.run("verify").code()).isZero();
    }

    @Test
    void explainNamesTheGenerationBeforeWhereTheCheckpointIsCorrupt() throws IOException {
        program.run("ingest", "failing", "--at", "40", "--checkpoint-every", "10");
        Files.writeString(program.checkpoint(), "x", StandardOpenOption.APPEND);
        assertThat(program.run("ingest", "list", "--explain").out())
                .contains("Corrupt:     ", ".checkpoint.json: line ", "; the one before it is used")
                .contains("Would carry on at offset 30, because the checkpoint before ", ".checkpoint.json is whole");
        assertThat(program.run("ingest", "list").err())
                .contains("ERROR: Failed to load checkpoint: ", "WARNING: Using the checkpoint before it: ")
                .contains("INFO: Resuming from checkpoint: offset=30, ")
                .doesNotContain("Found checkpoint: .checkpoint.json");
    }

    @Test
    void explainSaysWhatARunWouldDoAndChangesNothing() throws IOException {
        assertThat(program.run("ingest", "list", "--explain").out())
                .contains("Would begin a new run at offset 0, because there is no ", "Dataset:     ");
        assertThat(directory).isEmptyDirectory();

        program.run("ingest", "failing", "--at", "40", "--run-id", "run-1");
        Map<String, String> before = program.files();
        Outcome explained = program.run("ingest", "list", "--max-records", "90", "--explain");
        assertThat(explained.code()).isZero();
        assertThat(explained.out())
                .contains(
                        "Would carry on at offset 40, because ",
                        "Run:         run-1, next attempt 2",
                        "Position:    40 ",
                        "Snapshot:    list@first",
                        "Segments:    1, with 27 documents kept",
                        "Last commit: ",
                        "Ends at:     offset 90");
        Outcome refused = program.run("ingest", "list", "--edition", "second", "--explain");
        assertThat(refused.code()).isEqualTo(4);
        assertThat(refused.out()).contains("Refused:     ", "list@first", "list@second");
        assertThat(program.run("ingest", "list", "--force", "--explain").out())
                .contains("Would begin a new run at offset 0, because --force asks for it");
        assertThat(program.files()).isEqualTo(before);
    }
}
