package dev.siiwad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.Version;
import dev.siiwad.cli.Program.Outcome;
import dev.siiwad.cli.terminal.Shell;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class UsageTest {
    @TempDir
    Path directory;

    private Program program;

    @BeforeEach
    void start() {
        program = new Program(directory);
    }

    @Test
    void tellsItsVersionOnStdout() {
        Outcome outcome = program.run("--version");
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out())
                .matches("siiwad \\Q" + Version.text() + "\\E \\(build ([0-9a-f]{12,}(-modified)?|unknown)\\)\n");
        assertThat(Version.text()).matches("[0-9].*");
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void saysWhatToDoWhenMemoryIsNotEnough() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(err, true, StandardCharsets.UTF_8);
        int code =
                Main.run(new Shell(Map.of("SDC_LOGGING__FORMAT", "plain"), directory, print, print, false), session -> {
                    throw new OutOfMemoryError("Java heap space");
                });
        assertThat(code).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("ERROR: The ")
                .contains("MB", "JAVA_OPTS=-Xmx2g");
    }

    @Test
    void helpGroupsTheOptions() {
        Outcome outcome = program.run("ingest", "wikipedia", "--help");
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out())
                .containsSubsequence(
                        "Options:", "--lang", "Run:", "--max-records", "Output:", "--storage", "Logging:", "--quiet");
    }

    /** A percent sign that is not doubled costs a description its line breaks, and is complained of on the terminal. */
    @Test
    void everyHelpCanBePrinted() {
        PrintStream terminal = System.err;
        ByteArrayOutputStream complaints = new ByteArrayOutputStream();
        System.setErr(new PrintStream(complaints, true, StandardCharsets.UTF_8));
        try {
            program.run(
                    session -> {
                        CommandLine commands = Program.commands(session);
                        printHelp(commands);
                        return commands;
                    },
                    "--version");
        } finally {
            System.setErr(terminal);
        }
        assertThat(complaints.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    private static void printHelp(CommandLine command) {
        assertThat(command.getUsageMessage()).isNotEmpty();
        command.getSubcommands().values().forEach(UsageTest::printHelp);
    }

    @Test
    void theLastOfAnOptionTypedTwiceCountsAndNothingElseIsForgotten() {
        String[] command =
                "ingest list --source-id List-Two --max-records 10 --max-records 20 --format jsonl --format jsonl"
                        .split(" ");
        Outcome outcome = program.run(command);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out()).startsWith("Read:        20 documents").contains("source=List-Two");
    }

    @Test
    void anUnknownCommandIsWrongUsageAndSuggests() {
        Outcome outcome = program.run("ingst");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .isEqualTo("ERROR: Unknown command: siiwad ingst; did you mean siiwad ingest?\nTry: siiwad --help\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ingest",
                "checkpoint",
                "ingest list --max-records 0",
                "ingest list --max-records many",
                "ingest list --from-offset -1",
                "ingest list --checkpoint-every 0",
                "ingest list --checkpoint-every 2000000",
                "ingest list --run-id ../x",
                "ingest list --source-id a/b",
                "ingest list --format xml",
                "ingest list --storage s3://bucket/prefix",
                "ingest wikipedia --lang ../en --dump x.xml",
                "ingest wikipedia --date 20261101 --dump x.xml",
                "checkpoint set List-Somali",
                "checkpoint set List-Somali --offset -1",
                "checkpoint show .hidden",
                "checkpoint clean",
                "checkpoint clean --older-than soon",
                "status --storage gs://bucket"
            })
    void wrongUsageChangesNothing(String arguments) throws IOException {
        Outcome outcome = program.run(arguments.isEmpty() ? new String[0] : arguments.split(" "));
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).startsWith("ERROR: ").doesNotContain("\tat ");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void storageThatIsNotBuiltInSaysSo() {
        assertThat(program.run("ingest", "list", "--storage", "gs://bucket/prefix")
                        .err())
                .contains("--storage asks for gs://", "s3://bucket/prefix");
        assertThat(new Program(directory)
                        .with("SDC_STORAGE__URL", "gs://bucket")
                        .run("ingest", "list"))
                .matches(outcome -> outcome.code() == 2)
                .matches(outcome -> outcome.err().contains("SDC_STORAGE__URL asks for gs://"));
    }

    @Test
    void aMalformedVariableIsWrongUsage() {
        assertThat(program.with("SDC_LOGGING__LEVEL", "loud").run("status"))
                .isEqualTo(new Outcome(
                        2, "", "ERROR: SDC_LOGGING__LEVEL is \"LOUD\"; expected DEBUG, INFO, WARNING or ERROR\n"));
        assertThat(new Program(directory)
                        .with("SDC_HTTP__REQUEST_TIMEOUT", "soon")
                        .run("ingest", "list")
                        .err())
                .isEqualTo("ERROR: SDC_HTTP__REQUEST_TIMEOUT is \"soon\"; expected a number of seconds\n");
    }

    @Test
    void theTimeForTriesIsALengthOfTimeUpToADay() {
        assertThat(program.run("ingest", "list", "--retry-for", "10").err())
                .contains("\"10\" is not a length of time; expected a form like 7d, 12h or 30m");
        assertThat(new Program(directory).run("ingest", "list", "--retry-for", "2d"))
                .isEqualTo(new Outcome(2, "", "ERROR: --retry-for is 2 days; expected at most a day\n"));
        assertThat(new Program(directory)
                        .with("SDC_HTTP__RETRY_FOR", "-1")
                        .run("ingest", "list")
                        .err())
                .isEqualTo("ERROR: SDC_HTTP__RETRY_FOR is \"-1\"; expected 0 to a day in seconds\n");
    }

    @Test
    void connectionsAreCountedFromOneTo16() {
        assertThat(program.run("ingest", "huggingface", "mc4", "--connections", "0")
                        .err())
                .contains("--connections");
        assertThat(program.run("ingest", "huggingface", "mc4", "--connections", "17")
                        .err())
                .startsWith("ERROR: --connections is 17; expected 1 to 16");
        assertThat(new Program(directory)
                        .with("SDC_SCRAPING__HUGGINGFACE__CONNECTIONS", "17")
                        .run("ingest", "huggingface", "mc4")
                        .err())
                .isEqualTo("ERROR: SDC_SCRAPING__HUGGINGFACE__CONNECTIONS is 17; expected 1 to 16\n");
    }

    @Test
    void threadsAreCountedFromOneTo256() {
        assertThat(program.run("ingest", "list", "--threads", "0").err()).contains("--threads");
        assertThat(new Program(directory).run("ingest", "list", "--threads", "257"))
                .isEqualTo(new Outcome(2, "", "ERROR: --threads is 257; expected 1 to 256\n"));
        assertThat(new Program(directory)
                        .with("SDC_THREADS", "257")
                        .run("ingest", "list")
                        .err())
                .isEqualTo("ERROR: SDC_THREADS is \"257\"; expected 1 to 256\n");
    }

    @Test
    void optionsBeatTheEnvironmentWhichBeatsDotEnv() throws IOException {
        Files.writeString(directory.resolve(".env"), """
                # kept here
                export SDC_DATA__STAGING_DIR="one"
                SDC_DATA__SILVER_DIR=two # published
                UNRELATED LINE OF ANOTHER PROGRAM
                """);
        assertThat(program.run("ingest", "list").code()).isZero();
        assertThat(directory.resolve("one/source=List-Somali")).isDirectory();
        assertThat(directory.resolve("two/source=List-Somali")).isDirectory();

        program.with("SDC_DATA__STAGING_DIR", "three").run("ingest", "list");
        assertThat(directory.resolve("three/source=List-Somali")).isDirectory();

        program.run("ingest", "list", "--storage", "four");
        assertThat(directory.resolve("four/staging/source=List-Somali")).isDirectory();
        assertThat(directory.resolve("four/processed/silver/source=List-Somali"))
                .isDirectory();
    }

    @ParameterizedTest
    @CsvSource({
        "s3:/bucket/a,s3://bucket/a",
        "s3:bucket,s3://bucket",
        "S3://bucket/a,s3://bucket/a",
        "s3a://bucket,s3://bucket"
    })
    void aPathThatWasMeantForABucketIsNoDirectory(String typed, String meant) throws IOException {
        Outcome outcome = program.run("status", "--storage", typed);
        assertThat(outcome)
                .isEqualTo(new Outcome(2, "", "ERROR: --storage is \"" + typed + "\"; did you mean " + meant + "?\n"));
        assertThat(program.run("status", "--storage", "").err()).contains("--storage is empty; expected the path");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aVariableThatIsNearlyOneOfOursIsNamed() throws IOException {
        assertThat(program.with("SDC_DATA__STAGINGDIR", "x").run("status"))
                .isEqualTo(new Outcome(
                        2, "", "ERROR: SDC_DATA__STAGINGDIR is not a setting; did you mean SDC_DATA__STAGING_DIR?\n"));
        assertThat(new Program(directory)
                        .with("SDC_RUN__PURPOSE", "test")
                        .run("status")
                        .code())
                .isZero();
        Files.writeString(directory.resolve(".env"), "sdc_storage__url=x\n");
        assertThat(new Program(directory).run("status").err())
                .contains("sdc_storage__url is not a setting; did you mean SDC_STORAGE__URL?");
    }

    @Test
    void aBrokenLineOfDotEnvIsNamedWithoutItsValue() throws IOException {
        Files.writeString(directory.resolve(".env"), "\nHF_TOKEN='hf_secret\n");
        Outcome outcome = program.run("status");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains(".env: line 2: HF_TOKEN").doesNotContain("hf_secret");
    }
}
