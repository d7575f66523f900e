package dev.siiwad.source.huggingface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.source.Helps;
import dev.siiwad.source.Remedy;
import dev.siiwad.source.SourceException;
import dev.siiwad.source.rows.NaturalOrder;
import dev.siiwad.source.rows.Shard;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataFilesTest {
    private static final String C4 = """
            ---
            license: odc-by
            configs:
            - config_name: so
              data_files:
              - split: train
                path: multilingual/c4-so.*.json.gz
              - split: validation
                path: multilingual/c4-so-validation.*.json.gz
            - config_name: no
              data_files: multilingual/c4-no.*.json.gz
            - config_name: both
              data_dir: multilingual/
              data_files:
              - c4-no.*.json.gz
              - "c4-so.*.json.gz"
            ---
            # A heading
            """;

    @Test
    void findsTheFilesThatTheCardNames() throws IOException {
        List<Shard> files = files(
                "multilingual/c4-so.tfrecord-00010-of-00064.json.gz",
                "multilingual/c4-so.tfrecord-00002-of-00064.json.gz",
                "multilingual/c4-so-validation.tfrecord-00000-of-00001.json.gz",
                "multilingual/c4-no.tfrecord-00000-of-00001.json.gz",
                "README.md");

        assertThat(paths(C4, Optional.of("so"), "train", files))
                .containsExactly(
                        "multilingual/c4-so.tfrecord-00002-of-00064.json.gz",
                        "multilingual/c4-so.tfrecord-00010-of-00064.json.gz");
        assertThat(paths(C4, Optional.of("so"), "validation", files))
                .containsExactly("multilingual/c4-so-validation.tfrecord-00000-of-00001.json.gz");
        assertThat(paths(C4, Optional.of("no"), "train", files))
                .containsExactly("multilingual/c4-no.tfrecord-00000-of-00001.json.gz");
        assertThat(paths(C4, Optional.of("both"), "train", files)).hasSize(3);
        assertThat(new DataFiles("c4", card("c4", C4).choose(Optional.of("so")), "train").directory())
                .isEqualTo("multilingual");
    }

    @Test
    void saysWhatThereIsToChooseFrom() throws IOException {
        DatasetCard card = card("allenai/c4", C4);

        assertThatThrownBy(() -> card.choose(Optional.of("xx")))
                .hasMessage("allenai/c4: has no configuration \"xx\"")
                .satisfies(Helps.by(new Remedy.Choose("config", List.of("so", "no", "both"))));
        assertThatThrownBy(() -> card.choose(Optional.empty()))
                .hasMessage("allenai/c4: has several configurations")
                .satisfies(Helps.by(new Remedy.Choose("config", List.of("so", "no", "both"))));
        assertThatThrownBy(() -> new DataFiles("allenai/c4", card.choose(Optional.of("so")), "dev"))
                .hasMessage("allenai/c4: configuration \"so\" has no split \"dev\"")
                .satisfies(Helps.by(new Remedy.Choose("split", List.of("train", "validation"))));
        assertThatThrownBy(() -> paths(C4, Optional.of("so"), "train", files("a.json")))
                .hasMessageContaining("no file matches [multilingual/c4-so.*.json.gz]");
    }

    @Test
    void takesTheDefaultConfiguration() throws IOException {
        String card = "---\nconfigs:\n- config_name: a\n  data_files: a.jsonl\n"
                + "- config_name: b\n  data_files: {train: [b.jsonl], dev: c.jsonl}\n  default: true\n---\n";

        assertThat(paths(card, Optional.empty(), "train", files("a.jsonl", "b.jsonl")))
                .containsExactly("b.jsonl");
        assertThat(paths(card, Optional.empty(), "dev", files("a.jsonl", "c.jsonl")))
                .containsExactly("c.jsonl");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "train | data/train-00000-of-00002.parquet,data/train-00001-of-00002.parquet,data/test-00000-of-00001.parquet"
                        + " | data/train-00000-of-00002.parquet,data/train-00001-of-00002.parquet",
                "so | data/so-00000-of-00001.parquet,data/en-00000-of-00001.parquet | data/so-00000-of-00001.parquet",
                "train | x/train/a.jsonl,x/valid/a.jsonl | x/train/a.jsonl",
                "validation | x/train/a.jsonl,x/valid/a.jsonl | x/valid/a.jsonl",
                "train | my-train-files/a.jsonl,test/a.jsonl | my-train-files/a.jsonl",
                "train | train.jsonl,dev.jsonl,dataset_infos.json,README.md,.hidden.jsonl | train.jsonl",
                "validation | so_dev.jsonl,so_train2.jsonl | so_dev.jsonl",
                "train | constrained.jsonl,b/other.jsonl.gz | b/other.jsonl.gz,constrained.jsonl",
                "test | evaluation.jsonl,training_1.jsonl | evaluation.jsonl"
            })
    void tellsSplitsByNamesWhereNoCardSaysSo(String split, String files, String expected) throws IOException {
        assertThat(paths("no card at all", Optional.empty(), split, files(files.split(","))))
                .containsExactly(expected.split(","));
    }

    /** As infer_module_for_data_files_list of huggingface/datasets b7cb10b0 decides; the last two are inputs of our own. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "train.jsonl,train.parquet | train.parquet",
                "a.jsonl,b.jsonl,all.parquet | a.jsonl,b.jsonl",
                "a.jsonl,b.json,c.ndjson.gz,x.parquet | x.parquet",
                "data/a.json.gz,data/b.json.gz,data/all.json.zst,one.parquet | data/a.json.gz,data/all.json.zst,data/b.json.gz",
                "a.json,b.JSONL,notes.txt | a.json,b.JSONL",
                "x/train.parquet,x/train.jsonl,y/train.jsonl,y/LICENSE.txt | x/train.jsonl,y/train.jsonl"
            })
    void readsASplitInOneFormat(String files, String expected) throws IOException {
        String[] chosen = expected.split(",");
        String card = "---\nconfigs:\n- config_name: a\n  data_files: '**'\n---\n";

        assertThat(paths("", Optional.empty(), "train", files(files.split(","))))
                .containsExactly(chosen);
        assertThat(paths(card, Optional.empty(), "train", files(files.split(","))))
                .containsExactly(chosen);
    }

    @Test
    void takesAFileThatIsNamedInFullWhateverItsFormat() throws IOException {
        String card = "---\nconfigs:\n- data_files: [a.jsonl, b.parquet]\n---\n";

        assertThat(paths(card, Optional.empty(), "train", files("a.jsonl", "b.parquet", "c.parquet")))
                .containsExactly("a.jsonl", "b.parquet");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.xml,b.xml,info.json", "a.conllu,b.conllu,c.conllu,x.parquet,y.jsonl"})
    void refusesASplitMostOfWhichIsNotRead(String files) {
        assertThatThrownBy(() -> paths("", Optional.empty(), "train", files(files.split(","))))
                .isInstanceOf(SourceException.class)
                .hasMessageStartingWith("org/name: the data of split \"train\" are files like a.")
                .hasMessageContaining("of a format that is not read; these are: .jsonl")
                .satisfies(Helps.by(new Remedy.Choose("revision", List.of("refs/convert/parquet"))));
    }

    @Test
    void takesCsvForTheFormatWhereMostFilesAreCsv() {
        assertThat(DataKind.ofMost(List.of("a.csv", "b.csv", "info.json"))).contains(DataKind.CSV);
        assertThat(DataKind.ofMost(List.of("a.tsv", "b.csv", "c.csv", "d/e.parquet")))
                .contains(DataKind.CSV);
        assertThat(DataKind.CSV.includes("a.tsv")).isTrue();
        assertThat(DataKind.ofMost(List.of("LICENSE", "x.py"))).isEmpty();
    }

    /** The Hub's own rule for the beginning is {@code ^(\s*---…)}, as in REGEX_YAML_BLOCK of huggingface_hub ee0a4510. */
    @ParameterizedTest
    @ValueSource(strings = {"\n---\n", "\r\n \t\r\n---\r\n", "\uFEFF---  \n", "\n\n\n---\n# a comment\n"})
    void readsTheCardAfterBlankLines(String beginning) throws IOException {
        String card = beginning + "configs:\n- config_name: a\n  data_files: so/*\n---\n# Heading\n";

        assertThat(paths(card, Optional.empty(), "train", files("so/a.jsonl", "en/a.jsonl")))
                .containsExactly("so/a.jsonl");
    }

    /** As {@code load.py} of the datasets library has it: what is in the file replaces what is in the README, one member at a time. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "configs: [{data_files: b.jsonl}] | b.jsonl",
                "'---\nlicense: mit\nconfigs:\n- data_files:\n  - b.jsonl' | b.jsonl",
                "license: mit | a.jsonl",
                "'' | a.jsonl",
                "configs: | a.jsonl b.jsonl",
                "configs: [] | a.jsonl b.jsonl"
            })
    void readsTheSettingsBeforeTheCard(String settings, String expected) throws IOException {
        Map<String, String> files = Map.of(
                ".huggingface.yaml",
                settings.replace("\\n", "\n"),
                "README.md",
                "---\nconfigs:\n- data_files: a.jsonl\n---\n");

        DatasetCard.Config chosen = DatasetCard.read("org/name", file -> files.getOrDefault(file, ""))
                .choose(Optional.empty());

        assertThat(new DataFiles("org/name", chosen, "train")
                        .among(Stream.of("a.jsonl", "b.jsonl")
                                .map(path -> new Shard(path, 1, Optional.empty()))
                                .toList()))
                .extracting(Shard::path)
                .containsExactly(expected.split(" "));
    }

    @Test
    void namesTheFileThatCannotBeUnderstood() {
        assertThatThrownBy(() -> DatasetCard.read("org/name", file -> "configs: [a\n"))
                .hasMessageStartingWith("org/name: .huggingface.yaml is YAML that cannot be read");
        assertThatThrownBy(() -> DatasetCard.read(
                        "org/name", file -> "configs:\n- {config_name: a, data_files: https://a.example/b}\n"))
                .hasMessage("org/name: .huggingface.yaml has data_files \"https://a.example/b\"; expected paths inside"
                        + " the repository");
    }

    @Test
    void followsAnchorsAndMerges() throws IOException {
        String card = """
                ---
                license: [&l cc0-1.0]
                configs:
                - &a
                  config_name: so1
                  data_files: &files
                  - split: train
                    path: &path so/train.jsonl
                - <<: *a
                  config_name: so2
                - config_name: so3
                  data_files: *files
                - config_name: so4
                  data_files: {train: *path}
                - config_name: so5
                  <<: [{data_files: en/*}, *a]
                  default: true
                ---
                """;
        List<Shard> files = files("so/train.jsonl", "en/train.jsonl");

        for (String config : List.of("so1", "so2", "so3", "so4")) {
            assertThat(paths(card, Optional.of(config), "train", files)).containsExactly("so/train.jsonl");
        }
        assertThat(paths(card, Optional.empty(), "train", files)).containsExactly("en/train.jsonl");
    }

    @Test
    void mergesNoLongerThanTheCardIsLong() throws IOException {
        StringBuilder card = new StringBuilder("---\nm0: &m0 {data_files: a.jsonl}\n");
        for (int i = 1; i <= 2000; i++) {
            String before = "*m" + (i - 1);
            card.append("m" + i + ": &m" + i + " {<<: [" + before + " , " + before + " ]}\n");
        }
        card.append("configs: [*m2000 ]\n---\n");

        assertThat(paths(card.toString(), Optional.empty(), "train", files("a.jsonl", "b.jsonl")))
                .containsExactly("a.jsonl");
    }

    @Test
    void keepsNamesAsTheyAreWritten() throws IOException {
        String card =
                "---\nconfigs:\n- config_name: no\n  data_files: a.jsonl\n- config_name: 1.10\n  data_files: b.jsonl\n"
                        + "- config_name: 2026-01-01\n  data_files: c.jsonl\n---\n";

        for (String config : List.of("no", "1.10", "2026-01-01")) {
            assertThat(paths(card, Optional.of(config), "train", files("a.jsonl", "b.jsonl", "c.jsonl")))
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data_files: [{split: train, path: a.jsonl}, {split: train, path: b.jsonl}]",
                "data_files: {train: a.jsonl, dev: b.jsonl, train: b.jsonl}",
                "data_files: [{path: a.jsonl}, {split: train, path: b.jsonl}]"
            })
    void refusesASplitThatIsGivenTwice(String dataFiles) {
        String card = "---\nlicense: mit\nlicense: mit\nconfigs:\n- config_name: so\n  " + dataFiles + "\n---\n";

        assertThatThrownBy(() -> paths(card, Optional.of("so"), "train", files("a.jsonl", "b.jsonl")))
                .isInstanceOf(SourceException.class)
                .hasMessageStartingWith("org/name: README.md ")
                .hasMessageContaining("train")
                .hasMessageContaining("twice");
    }

    @Test
    void refusesAConfigurationThatIsGivenTwice() throws IOException {
        DatasetCard card = card(
                "org/name",
                "---\nconfigs:\n- config_name: so\n  data_files: a.jsonl\n- config_name: so\n  data_files: b.jsonl\n"
                        + "- config_name: default\n- config_name: x\n  default: true\n---\n");

        assertThatThrownBy(() -> card.choose(Optional.of("so")))
                .hasMessageContaining("has configuration \"so\" 2 times");
        assertThatThrownBy(() -> card.choose(Optional.empty()))
                .hasMessage("org/name: has several configurations by default, [default, x]")
                .satisfies(Helps.by(new Remedy.Choose("config", List.of("so", "default", "x"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../so", "so/../../en", "/so", "C:/so", "a\\\\b"})
    void refusesADirectoryOutsideTheRepository(String directory) {
        assertThatThrownBy(() ->
                        card("org/name", "---\nconfigs:\n- config_name: a\n  data_dir: \"" + directory + "\"\n---\n"))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("expected a path inside the repository");
    }

    @Test
    void looksBelowTheDirectoryOfAConfiguration() throws IOException {
        String card = "---\nconfigs:\n- config_name: a\n  data_dir: ./so\n---\n";

        assertThat(paths(card, Optional.empty(), "train", files("so/train.jsonl", "en/train.jsonl", "train.jsonl")))
                .containsExactly("so/train.jsonl");
    }

    @Test
    void refusesFormatsThatAreNotRead() {
        String card = "---\nconfigs:\n- data_files: '*'\n---\n";

        assertThatThrownBy(() -> paths(card, Optional.empty(), "train", files("a.xml")))
                .hasMessageStartingWith("org/name: a.xml is of a format that is not read; these are: .jsonl");
        assertThatThrownBy(() -> paths("", Optional.empty(), "train", files("a.xml")))
                .hasMessageContaining("The Hub converts many datasets to Parquet")
                .satisfies(Helps.by(new Remedy.Choose("revision", List.of("refs/convert/parquet"))));
        assertThatThrownBy(() -> paths("", Optional.empty(), "dev", files("a.jsonl")))
                .hasMessageEndingWith("has no split \"dev\"")
                .satisfies(Helps.by(new Remedy.Choose("split", List.of("train"))));
    }

    @Test
    void refusesACardThatCannotBeRead() {
        assertThatThrownBy(() -> card("org/name", "---\nconfigs: [a\n---\n"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("org/name: README.md begins with YAML that cannot be read");
        assertThatThrownBy(() -> card("org/name", "---\nconfigs:\n- data_files: https://a.example/b\n---\n"))
                .hasMessageContaining("expected paths inside the repository");
    }

    @Test
    void sortsAsPeopleCount() {
        List<String> sorted = List.of("a", "a1", "a01", "a2", "a10", "a10b", "b");
        List<String> shuffled = new ArrayList<>(sorted);
        Collections.reverse(shuffled);

        shuffled.sort(NaturalOrder.INSTANCE);

        assertThat(shuffled).containsExactly("a", "a01", "a1", "a2", "a10", "a10b", "b");
    }

    private static List<String> paths(String readme, Optional<String> config, String split, List<Shard> files)
            throws IOException {
        DatasetCard.Config chosen = card("org/name", readme).choose(config);
        return new DataFiles("org/name", chosen, split)
                .among(files).stream().map(Shard::path).toList();
    }

    private static List<Shard> files(String... paths) {
        return Arrays.stream(paths)
                .map(path -> new Shard(path, 1, Optional.empty()))
                .toList();
    }

    private static DatasetCard card(String name, String readme) throws IOException {
        return DatasetCard.read(name, file -> file.equals(DatasetCard.README) ? readme : "");
    }
}
