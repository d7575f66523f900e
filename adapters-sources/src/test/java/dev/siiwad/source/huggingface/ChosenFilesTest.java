package dev.siiwad.source.huggingface;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.source.Helps;
import dev.siiwad.source.Remedy;
import dev.siiwad.source.SourceException;
import dev.siiwad.source.SourceId;
import dev.siiwad.source.rows.Fields;
import dev.siiwad.source.rows.Shard;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files of a repository are read: of the Hub's own conversion, and those that are named. */
class ChosenFilesTest {
    private static final String CONVERTED = "refs/convert/parquet";

    @TempDir
    private Path cache;

    private FakeHub hub;

    @BeforeEach
    void start() throws IOException {
        hub = new FakeHub();
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void readsTheConfigurationThatIsAskedForOfTheHubsConversion() throws Exception {
        converted(
                "somali/train/0000.parquet",
                "somali/train/0001.parquet",
                "somali/test/0000.parquet",
                "english/train/0000.parquet",
                "somali/index.duckdb");

        assertThat(paths(custom("somali", "train")))
                .containsExactly("somali/train/0000.parquet", "somali/train/0001.parquet");
        assertThat(paths(custom("somali", "test"))).containsExactly("somali/test/0000.parquet");
        assertThatThrownBy(() -> paths(custom("swahili", "train")))
                .isInstanceOf(SourceException.class)
                .hasMessage("org/name: has no configuration \"swahili\" at refs/convert/parquet")
                .satisfies(Helps.by(new Remedy.Choose("config", List.of("english", "somali"))));
        assertThatThrownBy(() -> paths(custom("somali", "validation")))
                .hasMessage("org/name: configuration \"somali\" has no split \"validation\" at refs/convert/parquet")
                .satisfies(Helps.by(new Remedy.Choose("split", List.of("test", "train"))));
    }

    @Test
    void mixesNoConfigurationsOfTheHubsConversion() throws Exception {
        converted("somali/train/0000.parquet", "english/train/0000.parquet");

        assertThatThrownBy(() -> paths(custom(null, "train")))
                .isInstanceOf(SourceException.class)
                .hasMessage("org/name: has several configurations at refs/convert/parquet")
                .satisfies(Helps.by(new Remedy.Choose("config", List.of("english", "somali"))));
    }

    @Test
    void readsTheOnlyConfigurationOrTheDefaultOne() throws Exception {
        converted("plain_text/partial-train/0000.parquet", "plain_text/partial-train/0001.parquet");
        assertThat(paths(custom(null, "train"))).hasSize(2);

        converted("default/train/0000.parquet", "extra/train/0000.parquet");
        assertThat(paths(custom(null, "train"))).containsExactly("default/train/0000.parquet");
    }

    @Test
    void readsASplitOfManyFilesFromAllItsParts() throws Exception {
        converted(
                "default/train-part10/0000.parquet",
                "default/train-part2/0033.parquet",
                "default/train-part0/0001.parquet");

        assertThat(paths(custom(null, "train")))
                .containsExactly(
                        "default/train-part0/0001.parquet",
                        "default/train-part2/0033.parquet",
                        "default/train-part10/0000.parquet");
    }

    @Test
    void saysThatThereIsNoConversion() throws Exception {
        converted("parquet-train.parquet");

        assertThatThrownBy(() -> paths(custom(null, "train")))
                .hasMessage("org/name: has no files of a form like default/train/0000.parquet at refs/convert/parquet")
                .satisfies(Helps.by(new Remedy.LeaveOut("revision")));
    }

    @Test
    void looksInTheDirectoryThatIsNamed() throws Exception {
        main("so/train.jsonl", "so/test.jsonl", "en/train.jsonl", "some/train.jsonl");
        HubDataset dataset = any("train").withFiles(List.of(), Optional.of("./so/"));

        assertThat(paths(dataset)).containsExactly("so/train.jsonl");
        assertThat(paths(any("test").withFiles(List.of(), Optional.of("so")))).containsExactly("so/test.jsonl");
        assertThat(dataset.id()).isEqualTo(new SourceId("HuggingFace-org.name_so"));
        assertThat(dataset.settings().values()).containsEntry("data_dir", "so").doesNotContainKey("data_files");
        assertThatThrownBy(() -> paths(any("train").withFiles(List.of(), Optional.of("sw"))))
                .isInstanceOf(SourceException.class)
                .hasMessageStartingWith("org/name: has no file of a format that is read");
    }

    @Test
    void readsTheFilesThatAreNamedWhateverTheCardSays() throws Exception {
        main("so/a-1.jsonl", "so/a-2.jsonl", "so/a.parquet", "en/a.jsonl");
        HubDataset two = any("train").withFiles(List.of("so/*.jsonl"), Optional.empty());
        HubDataset below = any("validation").withFiles(List.of("a-2.jsonl", "a.parquet"), Optional.of("so"));

        assertThat(paths(two)).containsExactly("so/a-1.jsonl", "so/a-2.jsonl");
        assertThat(paths(below)).containsExactly("so/a-2.jsonl", "so/a.parquet");
        assertThat(two.settings().values()).containsEntry("data_files", "so/*.jsonl");
        assertThat(two.id()).isEqualTo(new SourceId("HuggingFace-org.name_so--.jsonl"));
        assertThatThrownBy(() -> paths(any("train").withFiles(List.of("sw/*"), Optional.empty())))
                .hasMessageStartingWith("org/name: no file matches [sw/*], which data_files names for split \"train\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "so/../../x", "/etc/passwd", "https://a.example/x", "so\\x"})
    void refusesWhatIsOutsideTheRepository(String path) {
        assertThatThrownBy(() -> any("train").withFiles(List.of(), Optional.of(path)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected a path inside the repository");
        assertThatThrownBy(() -> any("train").withFiles(List.of(path), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("data_files is \"" + path + "\"; expected a path inside");
    }

    @Test
    void refusesTwoWaysToChoose() {
        assertThatThrownBy(() -> custom("so", "train").withFiles(List.of("a.jsonl"), Optional.empty()))
                .hasMessage("config is \"so\", and data_files or data_dir is given; expected one way to choose files");
    }

    private void converted(String... paths) {
        hub.branch(CONVERTED, hub.commit(files(paths)));
    }

    private void main(String... paths) {
        Map<String, byte[]> files = files(paths);
        files.put("README.md", "---\nconfigs:\n- config_name: x\n  data_files: en/*\n---\n".getBytes(UTF_8));
        hub.commit(files);
    }

    private static Map<String, byte[]> files(String... paths) {
        Map<String, byte[]> files = new TreeMap<>();
        for (String path : paths) {
            files.put(path, path.getBytes(UTF_8));
        }
        return files;
    }

    private static HubDataset any(String split) {
        return HubDataset.custom(FakeHub.REPO, Optional.empty(), split, Fields.ofText("text"), "so", "unknown");
    }

    private static HubDataset custom(String config, String split) {
        return HubDataset.custom(
                        FakeHub.REPO, Optional.ofNullable(config), split, Fields.ofText("text"), "so", "unknown")
                .withRevision(CONVERTED);
    }

    private List<String> paths(HubDataset dataset) throws IOException {
        return ShardList.fromJson(hub.source(dataset, cache, false).snapshot()).stream()
                .map(Shard::path)
                .toList();
    }
}
