package dev.siiwad;

import dev.siiwad.source.huggingface.HubDataset;
import dev.siiwad.source.rows.Fields;
import java.util.List;
import java.util.Optional;

/**
 * Which rows of which dataset on the Hugging Face Hub are read.
 *
 * @param name of a dataset, such as {@code allenai/c4}; with neither name nor preset, the multilingual C4
 * @param preset one of {@link HuggingFaceOptions#presets}, which name repository, files, fields and licence
 * @param config the dataset's configuration; of a preset the code that it has for the language, where that is not known; of the multilingual C4 its language: the one
 *     of the options, else of {@code SDC_SCRAPING__HUGGINGFACE__DATASET_CONFIG}, else {@code so} if empty
 * @param split {@code train} if empty
 * @param revision a branch, tag or commit; of the multilingual C4 {@code SDC_SCRAPING__HUGGINGFACE__REVISION} if empty, and then {@code main}
 * @param dataFiles paths or patterns of the files of a dataset that is named, in place of what its card says
 * @param dataDirectory the directory of a dataset that is named, below which its files are
 * @param fields which fields of a row make a document; the multilingual C4 has its own
 */
public record HubSelection(
        Optional<String> name,
        Optional<String> preset,
        Optional<String> config,
        Optional<String> split,
        Optional<String> revision,
        List<String> dataFiles,
        Optional<String> dataDirectory,
        Optional<Fields> fields) {
    public HubSelection {
        dataFiles = List.copyOf(dataFiles);
        boolean ofNamed = split.isPresent() || fields.isPresent() || !dataFiles.isEmpty() || dataDirectory.isPresent();
        if (name.isEmpty() && ofNamed) {
            throw new IllegalArgumentException(
                    "split, files and fields are for a dataset that is named; the multilingual C4 has its own, as presets do");
        }
        if (name.isPresent() && preset.isPresent()) {
            throw new IllegalArgumentException("dataset \"" + name.get() + "\" is named, and preset \"" + preset.get()
                    + "\" too; expected one of them");
        }
    }

    /** Of a dataset that is named, of a preset, or of the multilingual C4, all that it gives by itself. */
    static HubSelection of(Optional<String> name, Optional<String> preset) {
        Optional<String> none = Optional.empty();
        return new HubSelection(name, preset, none, none, none, List.of(), none, Optional.empty());
    }

    HubSelection withConfig(String other) {
        return new HubSelection(name, preset, Optional.of(other), split, revision, dataFiles, dataDirectory, fields);
    }

    HubSelection withSplit(String other) {
        return new HubSelection(name, preset, config, Optional.of(other), revision, dataFiles, dataDirectory, fields);
    }

    HubSelection withRevision(String other) {
        return new HubSelection(name, preset, config, split, Optional.of(other), dataFiles, dataDirectory, fields);
    }

    HubSelection withDataFiles(List<String> other) {
        return new HubSelection(name, preset, config, split, revision, other, dataDirectory, fields);
    }

    HubSelection withDataDirectory(String other) {
        return new HubSelection(name, preset, config, split, revision, dataFiles, Optional.of(other), fields);
    }

    HubSelection withFields(Fields other) {
        return new HubSelection(name, preset, config, split, revision, dataFiles, dataDirectory, Optional.of(other));
    }

    /** The dataset on the Hub, or of a preset whose files are elsewhere. */
    HubDataset dataset(Environment environment, Optional<String> language, Optional<String> license) {
        Optional<String> wanted = revision;
        HubDataset dataset;
        if (name.isPresent()) {
            dataset = custom(name.get(), language, license);
        } else if (preset.isPresent()) {
            dataset = HubDataset.preset(preset.get(), language.orElse(HuggingFaceOptions.LANGUAGE), config);
        } else {
            dataset = HubDataset.mc4(config.or(() -> language)
                    .or(() -> environment.text(HuggingFaceOptions.SETTING + "DATASET_CONFIG"))
                    .orElse(HuggingFaceOptions.LANGUAGE));
            wanted = revision.or(() -> environment.text(HuggingFaceOptions.SETTING + "REVISION"));
        }
        return wanted.map(dataset::withRevision).orElse(dataset);
    }

    private HubDataset custom(String repo, Optional<String> language, Optional<String> license) {
        return HubDataset.custom(
                        repo,
                        config,
                        split.orElse(HubDataset.SPLIT),
                        fields.orElseGet(() -> Fields.ofText(HuggingFaceOptions.TEXT_FIELD)),
                        language.orElse(HuggingFaceOptions.LANGUAGE),
                        license.orElse(HubDataset.LICENSE_UNKNOWN))
                .withFiles(dataFiles, dataDirectory);
    }
}
