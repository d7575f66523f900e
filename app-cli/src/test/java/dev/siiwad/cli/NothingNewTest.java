package dev.siiwad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.cli.Program.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was collected is not collected, nor paid for, a second time. */
class NothingNewTest {
    @TempDir
    private Path directory;

    @Test
    void theSameCommandTwiceFindsNothingNew() throws IOException {
        Program program = new Program(directory);
        assertThat(program.run("ingest", "list").code()).isZero();
        var files = program.files();

        Outcome again = program.run("ingest", "list");
        assertThat(again.code()).isZero();
        assertThat(again.err())
                .containsPattern(
                        "INFO: Nothing new: list@first was published on \\d{4}-\\d\\d-\\d\\d as \\S+; collect it"
                                + " again with --force");
        assertThat(program.files()).isEqualTo(files);
        assertThat(program.run("ingest", "list", "--explain").out())
                .contains("Nothing new: list@first was published on ")
                .doesNotContain("Would begin");

        assertThat(program.run("ingest", "list", "--force").code()).isZero();
        assertThat(receipts("List-Somali")).hasSize(2);
        assertThat(program.run("ingest", "list", "--again").code()).isZero();
        assertThat(receipts("List-Somali")).hasSize(3);
    }

    @Test
    void aTrialIsNotTheWhole() throws IOException {
        Program program = new Program(directory);
        assertThat(program.run("ingest", "list", "--max-records", "7").code()).isZero();
        assertThat(program.run("ingest", "list").err()).doesNotContain("Nothing new");
        assertThat(program.run("ingest", "list", "--max-records", "7").err()).doesNotContain("Nothing new");
        assertThat(program.run("ingest", "list", "--min-length", "1").err()).doesNotContain("Nothing new");
        assertThat(receipts("List-Somali")).hasSize(4);
        assertThat(program.run("ingest", "list", "--max-records", "1000000").err())
                .contains("Nothing new");
    }

    @Test
    void twoListsOfVideosInADayAreBoughtOnceAndBothAreThere() throws IOException {
        try (SmallAccount account = new SmallAccount(41)) {
            Program program = account.used(new Program(directory));
            String[] command = {"ingest", "tiktok", "--video-urls", "videos.txt", "--max-per-video", "50"};
            Files.writeString(directory.resolve("videos.txt"), SmallAccount.list(0, 22));
            assertThat(program.run(command).out()).contains("Kept:        902");
            assertThat(account.videosPaidFor()).isEqualTo(22);
            Path first = receipts("TikTok-Somali").get(0);

            Outcome same = program.run(command);
            assertThat(same.code()).isZero();
            assertThat(same.err())
                    .containsPattern("INFO: Nothing new: all 22 addresses that are listed are in datasets, the newest"
                            + " published on \\d{4}-\\d\\d-\\d\\d as \\S+; collect them again with --again");

            Files.writeString(directory.resolve("videos.txt"), SmallAccount.list(20, 25));
            assertThat(program.run(with(command, "--explain")).out())
                    .contains("New:         3 of the 5 addresses that are listed");
            assertThat(program.run(command).out()).contains("Kept:        123");
            assertThat(account.videosPaidFor()).isEqualTo(25);
            assertThat(receipts("TikTok-Somali")).hasSize(2).contains(first);
            assertThat(program.run("verify").code()).isZero();
            assertThat(Files.readString(first))
                    .contains("\"cost_usd\": ", "\"max_records\": \"30000\"", "https://www.tiktok.com/@/video/")
                    .doesNotContain("secret");
            String run = first.getFileName().toString().replace("-receipt.json", "");
            assertThat(program.run("dataset", "show", run).out())
                    .containsPattern("Addresses:   22 read, such as https://www.tiktok.com/\\S+\n")
                    .containsPattern("Cost:        [0-9.]+ USD\n")
                    .contains("Options:     max_records=30000\n");
            Path second = receipts("TikTok-Somali").stream()
                    .filter(receipt -> !receipt.equals(first))
                    .findFirst()
                    .orElseThrow();
            assertThat(Files.readString(second)).containsPattern("\"continues\": \\[\\s*\"" + run + "\"\\s*\\]");

            assertThat(program.run(with(command, "--again")).out()).contains("Kept:        205");
            assertThat(account.videosPaidFor()).isEqualTo(30);
        }
    }

    @Test
    void aNewsSiteIsReadForWhatItListsNewOrChanged() throws IOException {
        try (SmallNews news = new SmallNews()) {
            Program program = news.used(new Program(directory));
            String[] command = {"ingest", "bbc", "--accept-terms", "--min-delay", "0", "--max-delay", "0"};
            news.list(1, 2, 3);
            assertThat(program.run(command).out()).contains("Kept:        3");
            Outcome same = program.run(command);
            assertThat(same.code()).isZero();
            assertThat(same.err()).contains("Nothing new: all 3 addresses that are listed are in datasets");

            news.list(2, 3, 4);
            news.changed(3);
            assertThat(program.run(with(command, "--explain")).out())
                    .contains("New:         2 of the 3 addresses that are listed");
            Outcome next = program.run(command);
            assertThat(next.out()).contains("Kept:        2");
            assertThat(receipts("BBC-Somali")).hasSize(2);
            assertThat(program.run("verify").code()).isZero();
        }
    }

    private static String[] with(String[] command, String option) {
        return Stream.concat(Stream.of(command), Stream.of(option)).toArray(String[]::new);
    }

    private List<Path> receipts(String source) throws IOException {
        try (Stream<Path> paths = Files.walk(directory.resolve("data/processed/silver/source=" + source))) {
            return paths.filter(path -> path.toString().endsWith("-receipt.json"))
                    .sorted()
                    .toList();
        }
    }
}
