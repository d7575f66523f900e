package dev.siiwad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.cli.Program.Outcome;
import dev.siiwad.source.SourceId;
import dev.siiwad.source.files.LocalFilesSource;
import dev.siiwad.storage.file.FileCheckpointStore;
import dev.siiwad.storage.file.NioDisk;
import dev.siiwad.testkit.Checkpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which runs are runs of the same thing, and how a source is named on the command line. */
class IdentityTest {
    private static final String TEXT = "{\"text\":\"Waa qoraal ku filan in la hayo maanta.\"}\n";

    @TempDir
    Path directory;

    private Program program;

    @BeforeEach
    void start() throws IOException {
        program = new Program(directory);
        for (String folder : List.of("one", "two", "three")) {
            Files.createDirectories(directory.resolve(folder));
            Files.writeString(directory.resolve(folder + "/a.jsonl"), TEXT);
        }
    }

    private Outcome ingest(String folder, String... more) {
        return program.run(Stream.concat(
                        Stream.of(
                                "ingest", "huggingface", "custom", "--min-length", "0", "--files", folder + "/a.jsonl"),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    @Test
    void filesOfOneNameInThreeFoldersAreThreeDatasets() throws IOException {
        for (String folder : List.of("one", "two", "three")) {
            assertThat(ingest(folder).code()).isZero();
        }
        ingest("./one/../one");
        try (Stream<Path> sources = Files.list(directory.resolve("data/processed/silver"))) {
            assertThat(sources.filter(path -> path.getFileName().toString().startsWith("source=")))
                    .hasSize(3);
        }
    }

    @Test
    void anUnfinishedRunUnderTheNamesAloneIsCarriedOnUnderThem() throws IOException {
        Files.writeString(directory.resolve("one/b.jsonl"), "<!DOCTYPE html>\n");
        List<Path> files = List.of(directory.resolve("one/b.jsonl"), directory.resolve("one/a.jsonl"));
        String earlier = LocalFilesSource.earlierIdOf(files).value();
        assertThat(ingest("one", "one/b.jsonl", "--strict", "--source-id", earlier)
                        .code())
                .isEqualTo(4);

        Outcome carriedOn = ingest("one", "one/b.jsonl");
        assertThat(carriedOn.code()).isZero();
        assertThat(carriedOn.err()).contains("Resuming from checkpoint: offset=1");
        assertThat(carriedOn.out()).contains("source=" + earlier + "/");
        assertThat(ingest("one", "one/b.jsonl").out()).doesNotContain("source=" + earlier + "/");
    }

    @Test
    void anUnfinishedRunOfOtherFilesUnderTheSameNamesIsLeftAlone() throws IOException {
        String earlier = LocalFilesSource.earlierIdOf(
                        List.of(directory.resolve("one/a.jsonl"), directory.resolve("one/b.jsonl")))
                .value();
        Files.writeString(directory.resolve("one/b.jsonl"), "<!DOCTYPE html>\n");
        Files.writeString(
                directory.resolve("two/b.jsonl"), TEXT.replace("{\"text\":\"", "{\"text\":\"Waxaa kale oo jira: "));
        ingest("one", "one/b.jsonl", "--strict", "--source-id", earlier);
        assertThat(ingest("two", "two/b.jsonl").out()).contains("Kept:        2");
        assertThat(program.checkpoint(earlier)).isRegularFile();
    }

    @Test
    void aSourceIsNamedByItsIdOrByItsCommand() throws IOException {
        leaveUnfinished("BBC-Somali");
        leaveUnfinished("HuggingFace-a.b_default");
        leaveUnfinished("HuggingFace-a.c_default");
        assertThat(program.run("checkpoint", "show", "bbc").out()).contains("\"source\": \"BBC-Somali\"");
        Outcome several = program.run("checkpoint", "show", "huggingface");
        assertThat(several.code()).isEqualTo(2);
        assertThat(several.err()).contains("name one of them: HuggingFace-a.b_default, HuggingFace-a.c_default");
        Outcome none = program.run("checkpoint", "show", "tiktok");
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.err())
                .contains("There is no source \"tiktok\" in ", "; there are: BBC-Somali, HuggingFace-a.b_default");
    }

    @Test
    void aSlipIsNeverANewSource() throws IOException {
        leaveUnfinished("Wikipedia-Somali");
        Map<String, String> before = program.files();
        for (String verb : List.of("show", "backup", "restore", "delete", "set")) {
            for (String slip : List.of("Wikipedia-Somalii", "wikipedia-somali", "Wikipeda-Somali")) {
                Outcome outcome = verb.equals("set")
                        ? program.run("checkpoint", verb, slip, "--offset", "5")
                        : program.run("checkpoint", verb, slip);
                assertThat(outcome.code()).isEqualTo(2);
                assertThat(outcome.err()).contains("did you mean Wikipedia-Somali?");
            }
        }
        assertThat(program.files()).isEqualTo(before);
        assertThat(directory.resolve("data/staging/source=Wikipedia-Somalii")).doesNotExist();
        assertThat(program.run("checkpoint", "set", "Wikipedia-English", "--offset", "5", "--new")
                        .code())
                .isZero();
    }

    private void leaveUnfinished(String source) throws IOException {
        FileCheckpointStore store =
                new FileCheckpointStore(directory.resolve("data/staging"), new NioDisk(), () -> Instant.EPOCH);
        SourceId id = new SourceId(source);
        store.load(id);
        Files.createDirectories(program.staging(source));
        store.commit(Checkpoints.begun(id, "run-1", Checkpoints.OWNER));
    }
}
