package dev.siiwad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.Version;
import dev.siiwad.cli.Program.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs that an earlier build began and was killed in, resumed by this one. How they were recorded is in {@code recorded/README.md}. */
class EarlierBuildsTest {
    private static final Path RECORDED = Recording.directory();

    private static final String CORPUS = "huggingface custom --files input/tusaale-1.jsonl input/tusaale-2.json.gz"
            + " input/tusaale-3.jsonl.zst input/tusaale-4.parquet --title-field title --url-field url"
            + " --metadata-fields language --source-id Tusaale-Somali --checkpoint-every 5";
    private static final String FILES =
            "ingest " + CORPUS + " --format jsonl --run-id 20261130_100000_tusaale-somali_0a1b2c3d";
    private static final String REJECTS = "ingest " + CORPUS
            + " --format jsonl --run-id 20261130_130000_tusaale-somali_4e5f6a7b --keep-rejects --signals";
    private static final String BY_HAND =
            "ingest " + CORPUS + " --format jsonl --run-id 20261130_120000_tusaale-somali_2c3d4e5f";
    private static final String WIKIPEDIA = "ingest wikipedia --dump input/tusaale.xml.bz2 --checkpoint-every 4"
            + " --run-id 20261130_110000_wikipedia-somali_1b2c3d4e";
    private static final String PARQUET = "ingest " + CORPUS + " --run-id 20261130_100000_tusaale-somali_0a1b2c3d";

    @TempDir
    Path directory;

    /** As the recorded datasets name it, whatever this build is called and however it is packed. */
    @BeforeAll
    static void nameTheVersion() {
        System.setProperty(Version.PROPERTY, "development");
    }

    @AfterAll
    static void forgetIt() {
        System.clearProperty(Version.PROPERTY);
    }

    /**
     * A run that was killed.
     *
     * @param name its directory
     * @param expected the directory of the dataset that it comes to
     * @param offset of its last checkpoint
     * @param processed documents kept up to there
     */
    private record Killed(String name, String expected, String command, long offset, long processed) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Killed> killed() {
        return Stream.of(
                new Killed("files/killed-1", "files/expected", FILES, 10, 7),
                new Killed("files/killed-2", "files/expected", FILES, 20, 14),
                new Killed("files/killed-3", "files/expected", FILES, 40, 30),
                new Killed("files/killed-4", "files/expected", FILES, 50, 38),
                new Killed("files/publishing", "files/expected", FILES, 57, 45),
                new Killed("files/clearing", "files/expected", FILES, 57, 45),
                new Killed("files/loop", "files/expected", FILES, 20, 14),
                new Killed("files/poison", "files/expected", FILES, 22, 16),
                new Killed("rejects/killed-1", "rejects/expected", REJECTS, 20, 14),
                new Killed("by-hand/written", "by-hand/begun-now", BY_HAND, 20, 16),
                new Killed("by-hand/set", "by-hand/begun-now", BY_HAND, 20, 20),
                new Killed("by-hand/killed", "by-hand/expected", BY_HAND, 35, 12),
                new Killed("wikipedia/killed-1", "wikipedia/expected", WIKIPEDIA, 8, 7),
                new Killed("wikipedia/killed-2", "wikipedia/expected", WIKIPEDIA, 16, 14));
    }

    @ParameterizedTest
    @MethodSource("killed")
    void resumesWhereItWasKilled(Killed run) throws IOException {
        Program program = recorded(run.name());
        Outcome outcome = run(program, run.command());
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.err())
                .contains("INFO: Found checkpoint: .checkpoint.json\nINFO: Resuming from checkpoint: offset="
                        + run.offset() + ", processed=" + run.processed() + "\n")
                .endsWith("INFO: Processing complete, removing checkpoint\n");
        assertPublished(RECORDED.resolve(run.expected()), Recording.receipt(run.name()));
        try (Stream<Path> staged = Files.walk(directory.resolve("data/staging"))) {
            assertThat(staged.map(path -> path.getFileName().toString())).doesNotContain(".checkpoint.json");
        }
        assertSound(program);
    }

    /** Segments of that build tell of one predecessor where it began. */
    @ParameterizedTest
    @CsvSource({"00000001-1, 00000002-1", "00000002-1, 00000003-2", "00000003-2, 00000004-2"})
    void readsAgainWhatIsLostOfWhatThatBuildWrote(String one, String next) throws IOException {
        Program program = recorded("rejects/killed-1");
        Path segments = program.staging("Tusaale-Somali").resolve("segments/20261130_130000_tusaale-somali_4e5f6a7b");
        Files.delete(segments.resolve(one + ".jsonl.zst"));
        Files.delete(segments.resolve(next + ".jsonl.zst"));
        Outcome outcome = run(program, REJECTS);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.err()).contains("Repaired 2 segments: what was read again is what was committed\n");
        assertPublished(RECORDED.resolve("rejects/expected"), Optional.empty());
    }

    static Stream<Arguments> uninterrupted() {
        return Stream.of(Arguments.of("wikipedia/expected", WIKIPEDIA));
    }

    /**
     * Where this fails too, every run publishes other bytes than before, whoever began it. New runs over the other recordings do: they normalize
     * characters in another way.
     */
    @ParameterizedTest
    @MethodSource("uninterrupted")
    void publishesTheSameBytesWithoutAStop(String expected, String command) throws IOException {
        Recording.copy(RECORDED.resolve("input"), directory.resolve("input"));
        assertThat(run(new Program(directory), command).code()).isZero();
        assertPublished(RECORDED.resolve(expected), Optional.empty());
    }

    @Test
    void resumesStepByStepInAResumeLoop() throws IOException {
        Program program = recorded("files/loop");
        assertThat(program.run("status").out()).contains("in flight: the document at offset 22, by attempts [6]\n");
        assertThat(run(program, FILES).err())
                .contains(
                        "WARNING: Resume loop: 1 attempt stopped at offset=22 with that document in flight, going step"
                                + " by step up to offset=25.");
    }

    @Test
    void triesADocumentThatThreeEarlierAttemptsDiedWith() throws IOException {
        Program program = recorded("files/poison");
        assertThat(program.run("status").out())
                .contains(
                        "in flight: the document at offset 22, by attempts [6, 7, 8]; the next tries it in a process of its own\n");
        assertThat(run(program, FILES).err())
                .contains("WARNING: The document at offset=22 did a process of its own no harm: it is read\n")
                .doesNotContain("offset-22");
    }

    @Test
    void usesTheGenerationBeforeADamagedCheckpoint() throws IOException {
        Program program = recorded("files/killed-2");
        Path checkpoint = program.staging("Tusaale-Somali").resolve(".checkpoint.json");
        Files.write(checkpoint, Arrays.copyOf(Files.readAllBytes(checkpoint), 400));
        Outcome outcome = run(program, FILES);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.err())
                .contains(
                        "ERROR: Failed to load checkpoint: ",
                        "WARNING: Using the checkpoint before it: .checkpoint.prev.json\n",
                        "INFO: Resuming from checkpoint: offset=15, processed=11\n");
        assertPublished(RECORDED.resolve("files/expected"), Optional.empty());
    }

    @Test
    void resumesFromARestoredBackup() throws IOException {
        Program program = recorded("files/killed-4");
        assertThat(program.run("checkpoint", "restore", "Tusaale-Somali").code())
                .isZero();
        Outcome outcome = run(program, FILES);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.err()).contains("INFO: Resuming from checkpoint: offset=10, processed=7\n");
        assertPublished(RECORDED.resolve("files/expected"), Optional.empty());
    }

    @Test
    void verifiesAPublishedDataset() throws IOException {
        Outcome outcome = recorded("published").run("verify");
        assertThat(outcome.code()).as(outcome.out() + outcome.err()).isZero();
        assertThat(outcome.out()).contains("sound, 45 documents", "sound, 21 documents");
    }

    @Test
    void resumesInABucketAfterTakingOver() throws IOException {
        Recording.copy(RECORDED.resolve("input"), directory.resolve("input"));
        try (Recording.InBucket bucket = Recording.inBucket("bucket/killed/bucket")) {
            Program program = BucketTest.at(directory);
            Outcome outcome = run(program, PARQUET + " --take-over --storage " + bucket.storage());
            assertThat(outcome.code()).as(outcome.err()).isZero();
            assertThat(outcome.err())
                    .contains("INFO: Found checkpoint: " + bucket.storage()
                            + "/staging/source=Tusaale-Somali/checkpoints/\n"
                            + "INFO: Resuming from checkpoint: offset=25, processed=18\n")
                    .endsWith("INFO: Processing complete, removing checkpoint\n");
            Outcome verified = program.run("verify", "--storage", bucket.storage());
            assertThat(verified.code()).as(verified.out()).isZero();
            assertThat(verified.out())
                    .contains("date_accessed=2026-11-29", "sound, 7 documents")
                    .contains("date_accessed=2026-11-30", "sound, 45 documents");
            bucket.download("processed/silver/source=Tusaale-Somali/date_accessed=2026-11-30/", silver());
        }
        assertPublished(RECORDED.resolve("bucket/expected"), Recording.receipt("bucket/killed"));
    }

    private Program recorded(String name) throws IOException {
        Recording.copy(RECORDED.resolve("input"), directory.resolve("input"));
        Recording.copy(RECORDED.resolve(name).resolve("data"), directory.resolve("data"));
        return new Program(directory);
    }

    private Path silver() {
        return directory.resolve("data/processed/silver");
    }

    private static Outcome run(Program program, String command) {
        return program.run(command.split(" "));
    }

    /** The files expected and no others, but for the receipt of a run that was not recorded to its end. */
    private void assertPublished(Path expected, Optional<Path> receipt) throws IOException {
        List<Path> published = Recording.filesBelow(silver());
        List<Path> data = published.stream()
                .filter(file -> !isReceipt(file) && !isBesideDatasets(file))
                .toList();
        List<Path> whole = Recording.filesBelow(expected);
        assertThat(data)
                .extracting(Path::getFileName)
                .containsExactlyElementsOf(whole.stream().map(Path::getFileName).toList());
        for (int n = 0; n < whole.size(); n++) {
            assertThat(data.get(n)).hasSameBinaryContentAs(whole.get(n));
        }
        List<Path> receipts =
                published.stream().filter(EarlierBuildsTest::isReceipt).toList();
        assertThat(receipts).hasSize(1);
        if (receipt.isPresent()) {
            assertThat(linesOf(receipts.get(0))).isEqualTo(linesOf(receipt.get()));
        }
    }

    /** The members that receipts had then. */
    private static String asThen(String receipt) {
        return receipt.replaceFirst("  \"info\": \\{[^}]*},\n", "")
                .replaceFirst("  \"whole\": (true|false),\n", "")
                .replaceFirst("(?s)  \"inputs\": \\{\n.*?\n  },\n", "")
                .replaceFirst(",\n  \"digest\": \"[^\"]*\"", "");
    }

    /** Segments say more of themselves than those of that build, which shows in the digest of their chain, and nowhere else. */
    private static List<String> linesOf(Path receipt) throws IOException {
        return asThen(Files.readString(receipt))
                .lines()
                .filter(line -> !line.startsWith("  \"output_digest\""))
                .toList();
    }

    /** The card, its metadata and its lock, which are of all datasets. */
    private static boolean isBesideDatasets(Path file) {
        return List.of("README.md", "croissant.json", ".lock")
                .contains(file.getFileName().toString());
    }

    private static boolean isReceipt(Path file) {
        return file.toString().endsWith("-receipt.json");
    }

    private static void assertSound(Program program) {
        Outcome verified = program.run("verify");
        assertThat(verified.code()).as(verified.out() + verified.err()).isZero();
    }
}
