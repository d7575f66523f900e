package dev.siiwad.source.huggingface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.source.SourceId;
import dev.siiwad.source.rows.Shard;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Paths are those that the pages show which {@code presets.yaml} names, of Somali or in its form. */
class PresetTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fineweb2 | data/som_Latn/train/000_00000.parquet,data/som_Latn/train/001_00000.parquet"
                        + " | data/som_Latn/test/000_00000.parquet,data/som_Latn_removed/train/000_00000.parquet",
                "madlad | data/so/so_clean_0000.jsonl.gz | data/so/so_noisy_0000.jsonl.gz,data/sot/sot_clean_0000.jsonl.gz",
                "hplt | som_Latn/train-00000-of-00007.parquet,som_Latn/train-00006-of-00007.parquet"
                        + " | sot_Latn/train-00000-of-00001.parquet",
                "culturax | so/so_part_00000.parquet | sot/sot_part_00000.parquet,so/checksum.sha256",
                "glotcc | v1.0/som-Latn/som-Latn_0.parquet | v1.0/sot-Latn/sot-Latn_0.parquet,README.md"
            })
    void readsTheFilesOfOneLanguage(String name, String files, String others) throws IOException {
        HubDataset dataset = HubDataset.preset(name, "so", Optional.empty());
        List<String> wanted = List.of(files.split(","));
        List<Shard> all = Arrays.stream((files + "," + others).split(","))
                .map(path -> new Shard(path, 1, Optional.empty()))
                .toList();

        assertThat(new DataFiles(dataset.repo(), dataset.namedFiles(), dataset.split()).among(all))
                .extracting(Shard::path)
                .containsExactlyElementsOf(wanted);
        assertThat(dataset.id()).isEqualTo(new SourceId("HuggingFace-Somali_" + name + "-so"));
        assertThat(dataset.info().language()).isEqualTo("so");
        assertThat(dataset.settings().values())
                .containsKeys("data_files", "text_field")
                .containsEntry("split", "train");
    }

    @Test
    void readsTheHubsConversionWhereADatasetHasAScript() {
        HubDataset dataset = HubDataset.preset("xlsum", "so", Optional.empty());

        assertThat(dataset.revision()).isEqualTo("refs/convert/parquet");
        assertThat(dataset.config()).contains("somali");
        assertThat(dataset.namesFiles()).isFalse();
        assertThat(dataset.license()).isEqualTo("CC-BY-NC-SA-4.0");
        assertThat(dataset.fields().title()).contains("title");
    }

    @Test
    void saysWhichLanguagesAreKnownAndTakesTheDatasetsOwnCode() {
        assertThatThrownBy(() -> HubDataset.preset("hplt", "sw", Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "lang is \"sw\"; preset hplt knows so, ko, tr, ha, ig, yo. For another one, give its code in"
                                + " HPLT/HPLT2.0_cleaned as config, in the form of som_Latn");
        assertThatThrownBy(() -> HubDataset.preset("oscar", "so", Optional.empty()))
                .hasMessage(
                        "preset is \"oscar\"; expected one of fineweb2, madlad, hplt, culturax, glotcc, xlsum, cc100");

        HubDataset swahili = HubDataset.preset("hplt", "sw", Optional.of("swh_Latn"));

        assertThat(swahili.dataFiles()).containsExactly("swh_Latn/train-*.parquet");
        assertThat(swahili.id()).isEqualTo(new SourceId("HuggingFace-Swahili_hplt-swh_Latn"));
        assertThatThrownBy(() -> HubDataset.preset("madlad", "so", Optional.of("../x")))
                .hasMessageContaining("expected a path inside the repository");
    }

    @Test
    void readsLineBreaksThatAreWrittenAsTwoLetters() {
        assertThat(Unescaped.text("kow\\nlaba\\tsaddex\\r\\nafar \\ shan"))
                .isEqualTo("kow\nlaba\tsaddex\nafar \\ shan");
        assertThat(HubDataset.preset("madlad", "so", Optional.empty())
                        .settings()
                        .values())
                .containsEntry("line_breaks", "escaped");
        assertThat(HubDataset.preset("hplt", "so", Optional.empty()).settings().values())
                .doesNotContainKey("line_breaks");
    }

    @Test
    void everyPresetSaysAllThatARunNeeds() {
        assertThat(HubDataset.presets())
                .containsExactly("fineweb2", "madlad", "hplt", "culturax", "glotcc", "xlsum", "cc100");
        for (String name : HubDataset.presets()) {
            HubDataset dataset = HubDataset.preset(name, "so", Optional.empty());
            assertThat(dataset.repo()).contains("/");
            assertThat(dataset.license()).isNotEqualTo(HubDataset.LICENSE_UNKNOWN);
            assertThat(dataset.namesFiles()).isNotEqualTo(dataset.config().isPresent());
            assertThat(dataset.toString()).doesNotContain("{code}");
        }
    }
}
