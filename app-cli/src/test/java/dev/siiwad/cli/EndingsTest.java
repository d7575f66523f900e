package dev.siiwad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.cli.Program.Outcome;
import dev.siiwad.cli.terminal.ExitCode;
import dev.siiwad.testkit.PromptSockets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of {@code docs/endings.md}: every row names a test that is there, and those that have no better place are here. */
class EndingsTest {
    private static final Pattern TEST = Pattern.compile("`(\\w+Test)\\.(\\w+)`");
    private static final String[] HUB = {"ingest", "huggingface", "mc4", "--retry-for", "0s"};

    @TempDir
    Path directory;

    @Test
    void everyRowNamesATestThatIsThere() throws Exception {
        List<String> rows = Files.readAllLines(Path.of("..", "docs", "endings.md")).stream()
                .filter(line -> line.matches("\\|.*\\| [0-9, ]+ \\|.*\\|.*\\|"))
                .toList();
        assertThat(rows).hasSizeGreaterThan(30);
        List<String> missing = new ArrayList<>();
        for (String row : rows) {
            Matcher test = TEST.matcher(row);
            if (!test.find()) {
                missing.add(row);
            } else if (!isThere(test.group(1), test.group(2))) {
                missing.add(test.group());
            }
        }
        assertThat(missing).isEmpty();
    }

    private static boolean isThere(String name, String method) throws ClassNotFoundException {
        String room = name.equals("RefusalsTest") ? "ingest." : "";
        return Arrays.stream(Class.forName("dev.siiwad.cli." + room + name).getDeclaredMethods())
                .anyMatch(found -> found.getName().equals(method) && found.isAnnotationPresent(Test.class)
                        || found.getName().equals(method)
                                && found.isAnnotationPresent(org.junit.jupiter.params.ParameterizedTest.class));
    }

    @Test
    void termsThatAreNotAcceptedAreWrongUsageBeforeAnythingIsAsked() {
        for (String[] command : new String[][] {{"ingest", "bbc"}, {"ingest", "bbc", "--explain"}}) {
            Outcome outcome = new Program(directory).run(command);
            assertThat(outcome.code()).isEqualTo(ExitCode.USAGE);
            assertThat(outcome.err()).contains("--accept-terms or SDC_SCRAPING__BBC__ACCEPT_TERMS=true");
        }
    }

    @Test
    void aBudgetThatDoesNotSufficeIsYourDecisionBeforeAnythingIsBought() throws IOException {
        try (SmallAccount account = new SmallAccount(4)) {
            Program program = account.used(new Program(directory)).with("SDC_SCRAPING__TIKTOK__MAX_BUDGET_USD", "0.01");
            Files.writeString(directory.resolve("videos.txt"), SmallAccount.list(0, 22));
            for (String last : new String[] {"--explain", "--no-progress"}) {
                Outcome outcome = program.run("ingest", "tiktok", "--video-urls", "videos.txt", last);
                assertThat(outcome.code()).as(outcome.err()).isEqualTo(ExitCode.DECISION);
                assertThat(outcome.err()).contains("MAX_BUDGET_USD");
            }
            assertThat(account.videosPaidFor()).isZero();
        }
    }

    @Test
    void aLongWaitThatIsAskedForPausesUntilATime() throws IOException {
        Outcome outcome = hub(new MockResponse.Builder().code(429).addHeader("Retry-After", "7200"));
        assertThat(outcome.code()).as(outcome.err()).isEqualTo(ExitCode.PAUSED);
        assertThat(outcome.err())
                .containsPattern(
                        "Nothing had been read yet\\. Carry on after \\S+Z with: siiwad ingest huggingface mc4");
    }

    @Test
    void aServerThatFailsMayPass() throws IOException {
        Outcome outcome = hub(new MockResponse.Builder().code(503));
        assertThat(outcome.code()).as(outcome.err()).isEqualTo(ExitCode.FAILED);
        assertThat(outcome.err()).contains("Nothing had been read yet. Try again with: siiwad ingest huggingface mc4");
    }

    @Test
    void aServerThatRefusesIsYourDecisionAndTheSameCommandIsNotAdvised() throws IOException {
        Outcome outcome = hub(new MockResponse.Builder().code(451));
        assertThat(outcome.code()).as(outcome.err()).isEqualTo(ExitCode.DECISION);
        assertThat(outcome.err()).doesNotContain("Try again with", "Carry on with");
    }

    @Test
    void explainPrintsTheCodeThatItEndsWith() {
        Program program = new Program(directory);
        assertThat(program.run("ingest", "list", "--explain").out())
                .endsWith("Exit code:   0, as far as that shows before anything is read\n");
        program.run("ingest", "failing", "--at", "40");
        Outcome refused = program.run("ingest", "list", "--edition", "second", "--explain");
        assertThat(refused.code()).isEqualTo(ExitCode.DECISION);
        assertThat(refused.out()).endsWith("Exit code:   4\n");
    }

    private Outcome hub(MockResponse.Builder answer) throws IOException {
        try (MockWebServer server = new MockWebServer()) {
            server.setDispatcher(new Dispatcher() {
                @Override
                public MockResponse dispatch(RecordedRequest request) {
                    return answer.build();
                }
            });
            server.setServerSocketFactory(new PromptSockets());
            server.start();
            return new Program(directory)
                    .with("HF_ENDPOINT", server.url("/").toString())
                    .run(HUB);
        }
    }
}
