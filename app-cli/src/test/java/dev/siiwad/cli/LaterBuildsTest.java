package dev.siiwad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.Version;
import dev.siiwad.cli.Program.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** As {@link EarlierBuildsTest}, for builds after the first that was recorded: each has a directory named by its commit. */
class LaterBuildsTest {
    private static final Path RECORDED = Recording.directory();
    private static final String CORPUS = "huggingface custom --files input/tusaale-1.jsonl input/tusaale-2.json.gz"
            + " input/tusaale-3.jsonl.zst input/tusaale-4.parquet --title-field title --url-field url"
            + " --metadata-fields language --source-id Tusaale-Somali --checkpoint-every 20 --format jsonl"
            + " --run-id 20261130_100000_tusaale-somali_0a1b2c3d";
    private static final String SHARED = CORPUS.replace("every 20", "every 5") + " --slices 3";
    private static final String WIKIPEDIA = "wikipedia --dump input/tusaale.xml.bz2 --checkpoint-every 8"
            + " --run-id 20261130_110000_wikipedia-somali_1b2c3d4e";
    private static final String ONE_STREAM = "wikipedia --dump input/tusaale-single.xml.bz2 --checkpoint-every 8"
            + " --format jsonl --run-id 20261130_110000_wikipedia-somali_1b2c3d4e";
    private static final String HUB =
            "huggingface mc4 --checkpoint-every 20 --format jsonl --run-id 20261130_130000_c4_4e5f6071";
    private static final String ARROW =
            "huggingface custom --files input/tusaale-5.arrow --title-field title --url-field url --identify-language"
                    + " --source-id Tusaale-Somali --checkpoint-every 8 --format jsonl"
                    + " --run-id 20261130_160000_tusaale-somali_71829304";
    private static final String TIKTOK = "tiktok --video-urls videos.txt --checkpoint-every 4 --format jsonl"
            + " --run-id 20261130_150000_tiktok-somali_60718293";

    @TempDir
    Path directory;

    /** The recording builds called themselves so. */
    @BeforeAll
    static void nameTheVersion() {
        System.setProperty(Version.PROPERTY, "0.1.0-SNAPSHOT");
    }

    @AfterAll
    static void forgetIt() {
        System.clearProperty(Version.PROPERTY);
    }

    /** @param offset of its last checkpoint */
    private record Killed(String name, String command, long offset) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Killed> killed() {
        return Stream.of(
                new Killed("fa82dc1/killed", CORPUS, 20),
                new Killed("fa82dc1/hub", HUB, 20),
                new Killed("f71cddc/publishing", CORPUS, 57),
                new Killed("f71cddc/wikipedia", WIKIPEDIA, 8),
                new Killed("f71cddc/hub", HUB, 20),
                new Killed("f884d5e/arrow", ARROW, 8),
                new Killed("f884d5e/wikipedia", WIKIPEDIA, 8),
                new Killed("ddcf8f2/killed", CORPUS, 20),
                new Killed("ddcf8f2/publishing", CORPUS, 57),
                new Killed("ddcf8f2/parquet", CORPUS.replace("jsonl --run", "parquet --run"), 20),
                new Killed("ddcf8f2/one-stream", ONE_STREAM, 8),
                new Killed("ddcf8f2/shared", SHARED, 5));
    }

    /** Nothing is read any more, and no slice has kept keys of its texts. */
    @Test
    void publishesSlicesThatWereReadWithoutReadingThem() throws IOException {
        Program program = recorded("f5a24e0/shared-publishing");
        Outcome outcome = ingest(program, SHARED);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.err()).doesNotContain("Slice ", "Resuming");
        assertPublished("f5a24e0/shared-publishing", program);
    }

    /** What is in {@code data/raw} goes with the run: earlier builds kept downloads under other names. */
    @ParameterizedTest
    @MethodSource("killed")
    void publishesWhatTheBuildThatBeganItWouldHave(Killed run) throws IOException {
        try (SmallHub hub = RecordedUpstreams.hub(RECORDED.resolve("input"))) {
            Program program = recorded(run.name()).with("HF_ENDPOINT", hub.url());
            Outcome outcome = ingest(program, run.command());
            assertThat(outcome.code()).as(outcome.err()).isZero();
            assertThat(outcome.err()).contains("INFO: Resuming from checkpoint: offset=" + run.offset() + ", ");
            assertPublished(run.name(), program);
            assertThat(Files.readString(receipts().get(0))).contains("\"inputs\": {");
        }
        assertThat(Recording.filesBelow(directory.resolve("data")))
                .noneMatch(file -> file.toString().contains("/raw/"));
    }

    /** What was bought is not bought again, and the dataset that the run continues is still known by its addresses. */
    @Test
    void continuesADatasetOfPaidVideos() throws IOException {
        try (SmallAccount account = new SmallAccount(RecordedUpstreams.COMMENTS_EACH)) {
            account.hasSold(0, 2);
            account.hasSold(2, 4);
            Program program = account.used(recorded("f71cddc/tiktok"));
            Files.writeString(directory.resolve("videos.txt"), SmallAccount.list(1, 4));
            Outcome outcome = ingest(program, TIKTOK);
            assertThat(outcome.code()).as(outcome.err()).isZero();
            assertPublished("f71cddc/tiktok", program);
            assertThat(account.videosPaidFor()).isEqualTo(4);
            assertThat(Files.readString(receipts().get(1)))
                    .contains(
                            "\"continues\": [\n    \"20261130_140000_tiktok-somali_5f607182\"\n  ]", "\"cost_usd\": ");
            assertThat(ingest(program, TIKTOK.replaceFirst(" --run-id.*", "")).err())
                    .contains("Nothing new: all 3 addresses that are listed are in datasets");
        }
    }

    @Test
    void resumesInABucket() throws IOException {
        assertResumesInABucket("f71cddc/bucket", CORPUS, "offset=20, processed=14");
    }

    /** One slice is read, and one begun, as marks say; neither has kept keys of its texts. */
    @Test
    void resumesSlicesInABucket() throws IOException {
        assertResumesInABucket("f5a24e0/shared-bucket", SHARED, "offset=5, processed=4");
    }

    private void assertResumesInABucket(String name, String command, String from) throws IOException {
        Recording.copy(RECORDED.resolve("input"), directory.resolve("input"));
        try (Recording.InBucket bucket = Recording.inBucket(name + "/bucket")) {
            Program program = BucketTest.at(directory);
            Outcome outcome = ingest(program, command + " --take-over --storage " + bucket.storage());
            assertThat(outcome.code()).as(outcome.err()).isZero();
            assertThat(outcome.err()).contains("INFO: Resuming from checkpoint: " + from + "\n");
            assertThat(program.run("verify", "--storage", bucket.storage()).code())
                    .isZero();
            bucket.download("processed/silver/source=Tusaale-Somali/date_accessed=2026-11-30/", silver());
        }
        assertSameFiles(RECORDED.resolve("f71cddc/publishing/expected"));
    }

    private Program recorded(String name) throws IOException {
        Recording.copy(RECORDED.resolve("input"), directory.resolve("input"));
        Recording.copy(RECORDED.resolve(name).resolve("data"), directory.resolve("data"));
        return new Program(directory);
    }

    private static Outcome ingest(Program program, String command) {
        return program.run(("ingest " + command).split(" "));
    }

    private Path silver() {
        return directory.resolve("data/processed/silver");
    }

    private List<Path> receipts() throws IOException {
        return Recording.filesBelow(silver()).stream()
                .filter(file -> file.toString().endsWith("-receipt.json"))
                .toList();
    }

    private void assertPublished(String name, Program program) throws IOException {
        assertSameFiles(RECORDED.resolve(name).resolve("expected"));
        Outcome verified = program.run("verify");
        assertThat(verified.code()).as(verified.out() + verified.err()).isZero();
    }

    /** Parts and quarantine, byte for byte. */
    private void assertSameFiles(Path expected) throws IOException {
        List<Path> published = Recording.filesBelow(silver()).stream()
                .filter(file -> file.getFileName().toString().matches(".*(-part-[0-9]+\\..*|-quarantine\\.jsonl)"))
                .toList();
        List<Path> whole = Recording.filesBelow(expected);
        assertThat(published)
                .extracting(Path::getFileName)
                .containsExactlyElementsOf(whole.stream().map(Path::getFileName).toList());
        for (int n = 0; n < whole.size(); n++) {
            assertThat(published.get(n)).hasSameBinaryContentAs(whole.get(n));
        }
    }
}
