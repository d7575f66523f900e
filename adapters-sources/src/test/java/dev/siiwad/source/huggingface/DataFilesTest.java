package dev.siiwad.source.huggingface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.source.Helps;
import dev.siiwad.source.Remedy;
import dev.siiwad.source.rows.NaturalOrder;
import dev.siiwad.source.rows.Shard;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        assertThat(new DataFiles("c4", DatasetCard.parse("c4", C4).choose(Optional.of("so")), "train").directory())
                .isEqualTo("multilingual");
    }

    @Test
    void saysWhatThereIsToChooseFrom() throws IOException {
        DatasetCard card = DatasetCard.parse("allenai/c4", C4);

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
                "train | constrained.jsonl,b/other.parquet | b/other.parquet,constrained.jsonl",
                "test | evaluation.jsonl,training_1.jsonl | evaluation.jsonl"
            })
    void tellsSplitsByNamesWhereNoCardSaysSo(String split, String files, String expected) throws IOException {
        assertThat(paths("no card at all", Optional.empty(), split, files(files.split(","))))
                .containsExactly(expected.split(","));
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

        assertThatThrownBy(() -> paths(card, Optional.empty(), "train", files("a.arrow")))
                .hasMessageStartingWith("org/name: a.arrow is of a format that is not read; these are: .jsonl");
        assertThatThrownBy(() -> paths("", Optional.empty(), "train", files("a.arrow")))
                .hasMessageContaining("The Hub converts many datasets to Parquet")
                .satisfies(Helps.by(new Remedy.Choose("revision", List.of("refs/convert/parquet"))));
        assertThatThrownBy(() -> paths("", Optional.empty(), "dev", files("a.jsonl")))
                .hasMessageEndingWith("has no split \"dev\"")
                .satisfies(Helps.by(new Remedy.Choose("split", List.of("train"))));
    }

    @Test
    void refusesACardThatCannotBeRead() {
        assertThatThrownBy(() -> DatasetCard.parse("org/name", "---\nconfigs: [a\n---\n"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("org/name: README.md begins with YAML that cannot be read");
        assertThatThrownBy(
                        () -> DatasetCard.parse("org/name", "---\nconfigs:\n- data_files: https://a.example/b\n---\n"))
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
        DatasetCard.Config chosen = DatasetCard.parse("org/name", readme).choose(config);
        return new DataFiles("org/name", chosen, split)
                .among(files).stream().map(Shard::path).toList();
    }

    private static List<Shard> files(String... paths) {
        return Arrays.stream(paths)
                .map(path -> new Shard(path, 1, Optional.empty()))
                .toList();
    }
}
