package dev.siiwad.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdInputStream;
import dev.siiwad.cli.Program.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which language texts are in is said where it is asked for, and is part of what a run was begun with. */
class LanguageTest {
    private static final String SOMALI =
            "Qoraalkani waa tusaale. Waxaan rabnaa in barnaamijku ogaado luqadda uu ku qoran"
                    + " yahay, sidaas darteed waa in erayadu ay noqdaan kuwo dhab ah.";
    private static final String ENGLISH = "This text is an example. The program is to find out which language it is"
            + " written in, and so its words have to be real words.";

    /** The first article of the Universal Declaration of Human Rights. */
    private static final String OROMO = "Namooti hundinuu birmaduu ta'anii mirgaa fi ulfinaanis wal-qixxee ta'anii"
            + " dhalatan. Sammuu fi sababa ittiin yaadan waan qabaniif, walitti akka obbolaatti wal ilaaluu qabu.";

    private static final String KEPT = "\"identified_language\":\"so\",\"identified_language_margin\":";
    private static final String CARRY_ON = "Carry on as it was begun with: siiwad ";

    @TempDir
    Path directory;

    @TempDir
    Path elsewhere;

    private Program program;

    @BeforeEach
    void start() throws IOException {
        program = new Program(directory);
        write(directory, lines(SOMALI, ENGLISH, OROMO, SOMALI + " Waa dhammaad."));
    }

    @Test
    void saysNothingOfLanguagesUnlessAskedTo() throws IOException {
        assertThat(ingest(program).out()).contains("Kept:        4");
        assertThat(published(program)).hasSize(4).noneMatch(line -> line.contains("identified_language"));
    }

    @Test
    void saysInTheMetadataWhichLanguageEachTextIsIn() throws IOException {
        assertThat(ingest(program, "--identify-language").out()).contains("Kept:        4");
        assertThat(published(program))
                .satisfiesExactly(
                        line -> assertThat(metadata(line)).contains(KEPT, "\"identified_language_parts\":\"so\""),
                        line -> assertThat(metadata(line)).contains("\"identified_language\":\"en\""),
                        line -> assertThat(metadata(line)).contains("\"identified_language\":\"om\""),
                        line -> assertThat(metadata(line)).contains(KEPT));
    }

    @Test
    void countsWhatItDropsByReason() throws IOException {
        Outcome outcome = ingest(program, "--keep-language", "som", "--keep-rejects");
        assertThat(outcome.out()).contains("Kept:        2", "Dropped:     2  (other_language 2)");
        assertThat(published(program))
                .hasSize(2)
                .allMatch(line -> metadata(line).contains(KEPT));
        assertThat(program.files().values()).anySatisfy(file -> assertThat(file).contains("\"other_language\": 2"));
    }

    @Test
    void namesTheOptionWhereAllIsInOtherLanguages() throws IOException {
        write(directory, lines(ENGLISH, OROMO));
        Outcome outcome = ingest(program, "--keep-language", "so");
        assertThat(outcome.code()).isEqualTo(7);
        assertThat(outcome.err())
                .contains(
                        "2 dropped as other_language: in another language; --keep-language decides, and all keeps all");
    }

    @Test
    void whatCannotBeAskedForIsWrongUsage() {
        Outcome unknown = ingest(program, "--keep-language", "so,xx");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("--keep-language so,xx: language is \"xx\"; expected an ISO 639-1 or 639-3");
        assertThat(ingest(program, "--keep-language", "").code()).isEqualTo(2);
        Outcome both = ingest(program, "--keep-language", "so", "--no-identify-language");
        assertThat(both.code()).isEqualTo(2);
        assertThat(both.err()).contains("languages to keep are given, and languages are not to be identified");
    }

    @Test
    @Timeout(120)
    void aRunThatIsKilledAndResumedGivesTheSameBytes() throws Exception {
        String[] texts = new String[3000];
        Arrays.setAll(texts, n -> n % 3 == 0 ? ENGLISH : SOMALI + " " + n);
        write(directory, lines(texts));
        write(elsewhere, lines(texts));
        String[] arguments =
                arguments("--keep-language", "so", "--run-id", "20261101_run", "--checkpoint-every", "100");
        try (Child child = Child.start(directory, Map.of(), arguments)) {
            child.until("INFO: Checkpoint saved: offset=500,").kill();
        }
        Outcome second = program.run(arguments);
        assertThat(second.err()).startsWith("INFO: Found checkpoint: .checkpoint.json");
        assertThat(second.out()).contains("Kept:        2,000", "(other_language 1,000)");

        Program other = new Program(elsewhere);
        other.run(arguments);
        assertThat(program.published()).isNotEmpty().isEqualTo(other.published());
    }

    @Test
    void whatIsLeftOutOnTheWayIsRefusedAndTheRunCarriesOnAsItWasBegun() throws IOException {
        leaveUnfinished("--keep-language", "so");
        Outcome refused = ingest(program);
        assertThat(refused.code()).isEqualTo(4);
        assertThat(refused.err())
                .contains("languages are not identified, and were; --keep-language is not given, and was so")
                .contains("Start over with: siiwad ");
        Outcome carriedOn = program.run(command(refused.err()));
        assertThat(carriedOn.err()).contains("Resuming from checkpoint: offset=4");
        assertThat(carriedOn.out()).contains("(other_language 2)");
    }

    @Test
    void theLanguageOfAPresetIsKeptUnlessTheRunWasBegunBefore() throws IOException {
        Map<String, byte[]> files = Map.of("data/so/so_clean_0000.jsonl.gz", gzip(lines(SOMALI, ENGLISH, OROMO)));
        try (AnyHub hub = new AnyHub("allenai/MADLAD-400", files)) {
            program.with("HF_ENDPOINT", hub.url());
            Outcome fresh = program.run("ingest", "huggingface", "madlad", "--format", "jsonl");
            assertThat(fresh.out()).contains("Kept:        1", "(other_language 2)");
            assertThat(program.run("ingest", "huggingface", "madlad", "--keep-language", "all", "--again")
                            .out())
                    .contains("Kept:        3");
            assertThat(program.run("ingest", "huggingface", "madlad", "--no-identify-language", "--again")
                            .out())
                    .contains("Kept:        3");
        }
        files = Map.of(
                "data/so/so_clean_0000.jsonl.gz",
                gzip(lines(SOMALI, ENGLISH)),
                "data/so/so_clean_0001.jsonl.gz",
                "<!DOCTYPE html>".getBytes(UTF_8));
        try (AnyHub hub = new AnyHub("allenai/MADLAD-400", files)) {
            Program before = new Program(elsewhere).with("HF_ENDPOINT", hub.url());
            assertThat(before.run("ingest", "huggingface", "madlad", "--strict", "--no-identify-language")
                            .code())
                    .isEqualTo(4);
            Outcome carriedOn = before.run("ingest", "huggingface", "madlad");
            assertThat(carriedOn.err()).contains("Resuming from checkpoint: offset=2");
            assertThat(carriedOn.out()).contains("Kept:        2").doesNotContain("other_language");
        }
    }

    /** All is read but a file that is broken. */
    private void leaveUnfinished(String... more) throws IOException {
        Files.writeString(directory.resolve("b.jsonl"), "<!DOCTYPE html>\n");
        String[] strict = Stream.concat(Stream.of(more), Stream.of("--strict")).toArray(String[]::new);
        assertThat(ingest(program, strict).code()).isEqualTo(4);
    }

    private Outcome ingest(Program program, String... more) {
        return program.run(arguments(more));
    }

    private String[] arguments(String... more) {
        Stream<String> files = Files.exists(directory.resolve("b.jsonl"))
                ? Stream.of("--files", "a.jsonl", "b.jsonl")
                : Stream.of("--files", "a.jsonl");
        return Stream.of(
                        Stream.of("ingest", "huggingface", "custom"),
                        files,
                        Stream.of("--source-id", "Mine", "--format", "jsonl"),
                        Stream.of(more))
                .flatMap(words -> words)
                .toArray(String[]::new);
    }

    private static String[] command(String err) {
        String line = err.lines()
                .filter(found -> found.contains(CARRY_ON))
                .findFirst()
                .orElseThrow();
        return line.substring(line.indexOf(CARRY_ON) + CARRY_ON.length()).split(" ");
    }

    private static byte[] lines(String... texts) {
        StringBuilder lines = new StringBuilder();
        List.of(texts).forEach(text -> lines.append("{\"text\":\"").append(text).append("\"}\n"));
        return lines.toString().getBytes(UTF_8);
    }

    /** The lines of all published parts. */
    private static List<String> published(Program program) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> paths = Files.walk(program.directory.resolve("data/processed"))) {
            for (Path path : paths.filter(each -> each.toString().endsWith(".jsonl.zst"))
                    .sorted()
                    .toList()) {
                try (InputStream in = new ZstdInputStream(Files.newInputStream(path))) {
                    new String(in.readAllBytes(), UTF_8).lines().forEach(lines::add);
                }
            }
        }
        return lines;
    }

    /** What is in a string of a line, without what marks it there. */
    private static String metadata(String line) {
        return line.replace("\\", "").replace(": ", ":").replace(", ", ",");
    }

    private static void write(Path directory, byte[] lines) throws IOException {
        Files.write(directory.resolve("a.jsonl"), lines);
    }

    private static byte[] gzip(byte[] lines) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(lines);
        }
        return packed.toByteArray();
    }
}
