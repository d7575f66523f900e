package dev.siiwad.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.cli.Program.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files of a dataset on the Hub are read, and what is said of it. */
class HuggingFaceFilesTest {
    private static final String REPOSITORY = "org/name";

    @TempDir
    private Path directory;

    @Test
    void saysWhichFilesOfAnotherFormatArePassedOver() throws IOException {
        Outcome outcome = run(Map.of(
                "a.jsonl", AnyHub.lines("text", 5),
                "b.jsonl", AnyHub.lines("text", 5),
                "all.parquet", new byte[] {1}));

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).startsWith("Read:        10 documents\n");
        assertThat(outcome.err())
                .contains(
                        "INFO: org/name: split \"train\" is read from its 2 files .jsonl/.json/.ndjson, as most of its"
                                + " files are; 1 others are passed over: [all.parquet]");
    }

    @Test
    void readsOneOfTwoLanguagesThatTheCardDoesNotTellApart() throws IOException {
        Map<String, byte[]> files =
                Map.of("so/train.jsonl", AnyHub.lines("text", 3), "en/train.jsonl", AnyHub.lines("text", 4));

        assertThat(run(files, "--data-dir", "so").out()).startsWith("Read:        3 documents\n");
        assertThat(run(files, "--data-files", "en/*.jsonl").out()).startsWith("Read:        4 documents\n");
        Outcome outside = run(files, "--data-dir", "../so");
        assertThat(outside.err())
                .isEqualTo("ERROR: data_dir is \"../so\"; expected a path inside the repository, without .. and :\n");
        assertThat(outside.code()).isEqualTo(2);
    }

    @Test
    void namesTheConfigurationsOfTheHubsConversion() throws IOException {
        Map<String, byte[]> files = Map.of(
                "somali/train/0000.parquet", new byte[] {1}, "english/partial-train/0000.parquet", new byte[] {1});

        Outcome mixed = run(files, "--revision", "refs/convert/parquet");
        assertThat(mixed.code()).isEqualTo(4);
        assertThat(mixed.err())
                .contains(
                        "ERROR: org/name: has several configurations at refs/convert/parquet. Choose one with --config:"
                                + " english, somali");
        assertThat(run(files, "--revision", "refs/convert/parquet", "--config", "english")
                        .err())
                .contains("WARNING: org/name: of split \"train\" of configuration \"english\" the Hub has converted the"
                        + " first 5 GB or so alone, in 1 files partial-train");
    }

    @Test
    void refusesASplitThatTheCardGivesTwice() throws IOException {
        Map<String, byte[]> files = new TreeMap<>(Map.of("a.jsonl", AnyHub.lines("text", 3)));
        files.put(
                "README.md",
                ("\n\n---\nconfigs:\n- config_name: so\n  data_files: [{split: train, path: a.jsonl}, {split: train,"
                                + " path: b.jsonl}]\n---\n")
                        .getBytes(UTF_8));

        Outcome outcome = run(files, "--config", "so");

        assertThat(outcome.code()).isEqualTo(4);
        assertThat(outcome.err()).contains("README.md names the files of split \"train\" twice in one configuration");
    }

    @Test
    void filesOfADatasetAreOfOneThatIsNamed() {
        Program program = new Program(directory);

        assertThat(program.run("ingest", "huggingface", "mc4", "--data-dir", "so")
                        .code())
                .isEqualTo(2);
        assertThat(program.run("ingest", "huggingface", "custom", "--files", "a.jsonl", "--data-files", "b.jsonl")
                        .err())
                .contains("--data-files and --data-dir are for --dataset-name");
    }

    @Test
    void readsAPresetByOneWord() throws IOException {
        Map<String, byte[]> files = Map.of(
                "data/so/so_clean_0000.jsonl.gz", gzip("{\"text\":\"Kani waa qoraal.\\\\nWaa laba sadar oo dhan.\"}\n"),
                "data/so/so_noisy_0000.jsonl.gz", gzip("{\"text\":\"buuq\"}\n"));
        Program program = new Program(directory);
        try (AnyHub hub = new AnyHub("allenai/MADLAD-400", files)) {
            Outcome outcome =
                    program.with("HF_ENDPOINT", hub.url()).run("ingest", "huggingface", "madlad", "--min-length", "0");

            assertThat(outcome.code()).isZero();
            assertThat(outcome.out()).startsWith("Read:        1 document\n");
            assertThat(program.files().toString())
                    .contains("\"line_breaks\": \"escaped\"")
                    .contains("source=HuggingFace-Somali_madlad-so");
        }
    }

    @Test
    void repairsTheTextsOfPresetsUnlessAskedNotTo() throws IOException {
        Map<String, byte[]> files = Map.of(
                "data/so/so_clean_0000.jsonl.gz",
                gzip("{\"text\":\"Qoraal donâ€™t<br/>iyo &amp;amp; laba sadar oo dhan.\"}\n"));
        try (AnyHub hub = new AnyHub("allenai/MADLAD-400", files)) {
            Program program = new Program(directory).with("HF_ENDPOINT", hub.url());
            assertThat(program.run("ingest", "huggingface", "madlad").code()).isEqualTo(7);
            assertThat(program.run("ingest", "huggingface", "madlad", "--min-chars", "0")
                            .code())
                    .isZero();
            assertThat(program.files().toString()).contains("repair/1=on whitespace/2=nfc min-length/1=0");
            assertThat(program.run("ingest", "huggingface", "madlad", "--min-length", "1", "--repair", "off")
                            .code())
                    .isZero();
            assertThat(program.files().toString()).contains("\"whitespace/2=nfc min-length/1=1");
        }
    }

    @Test
    void namesThePresetsAndTheirLanguages() {
        Program program = new Program(directory);

        assertThat(program.run("ingest", "huggingface", "--help").out().replaceAll("\\s+", " "))
                .contains("One of mc4, fineweb2, madlad, hplt, culturax, glotcc, xlsum, cc100, custom;");
        assertThat(program.run("ingest", "huggingface", "hplt", "--lang", "zz").err())
                .isEqualTo(
                        "ERROR: lang is \"zz\"; preset hplt knows so, ko, tr, ha, ig, yo. For another one, give its code in"
                                + " HPLT/HPLT2.0_cleaned as config, in the form of som_Latn\n");
        assertThat(program.run("ingest", "huggingface", "hplt", "--text-field", "x")
                        .err())
                .contains("are for custom; hplt has its own");
        assertThat(program.run("ingest", "huggingface", "oscar").err())
                .contains("There is no dataset called oscar here; expected one of mc4, fineweb2, madlad");
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    private Outcome run(Map<String, byte[]> files, String... options) throws IOException {
        List<String> command = new ArrayList<>(
                List.of("ingest", "huggingface", "custom", "--dataset-name", REPOSITORY, "--min-length", "0"));
        command.addAll(List.of(options));
        try (AnyHub hub = new AnyHub(REPOSITORY, files)) {
            return new Program(directory).with("HF_ENDPOINT", hub.url()).run(command.toArray(String[]::new));
        }
    }
}
