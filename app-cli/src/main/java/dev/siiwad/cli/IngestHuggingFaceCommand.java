package dev.siiwad.cli;

import dev.siiwad.source.huggingface.Fields;
import dev.siiwad.source.huggingface.HubDataset;
import dev.siiwad.source.huggingface.LocalFilesSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code siiwad ingest huggingface}. */
@Command(
        name = "huggingface",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Collects the texts of a dataset on the Hugging Face Hub, or of files in its formats.")
final class IngestHuggingFaceCommand implements Callable<Integer> {
    private static final String SETTING = "SDC_SCRAPING__HUGGINGFACE__";

    /** Spelled as on the command line. */
    enum Dataset {
        mc4,
        custom
    }

    @Parameters(
            arity = "0..1",
            paramLabel = "mc4|custom",
            description = "mc4: the multilingual C4; custom: the dataset of --dataset-name, or --files")
    private Optional<Dataset> dataset = Optional.empty();

    @Option(names = "--dataset-name", paramLabel = "NAME", description = "Such as allenai/c4")
    private Optional<String> name = Optional.empty();

    @Option(names = "--config", paramLabel = "NAME", description = "The dataset's configuration; of mc4: the language")
    private Optional<String> config = Optional.empty();

    @Option(names = "--split", paramLabel = "NAME", description = "Such as train (the default) or validation")
    private Optional<String> split = Optional.empty();

    @Option(names = "--revision", paramLabel = "NAME", description = "A branch, tag or commit (default: main)")
    private Optional<String> revision = Optional.empty();

    @Option(
            names = "--files",
            arity = "1..*",
            paramLabel = "FILE",
            description = "Read these files instead: .jsonl, .json.gz, .jsonl.zst or .parquet")
    private List<Path> files = List.of();

    @Option(names = "--text-field", paramLabel = "FIELD", description = "Which field is the text (default: text)")
    private Optional<String> textField = Optional.empty();

    @Option(names = "--title-field", paramLabel = "FIELD", description = "Which field is the title")
    private Optional<String> titleField = Optional.empty();

    @Option(names = "--url-field", paramLabel = "FIELD", description = "Which field is the address")
    private Optional<String> urlField = Optional.empty();

    @Option(
            names = "--metadata-fields",
            arity = "1..*",
            paramLabel = "FIELD",
            description = "Which fields to keep beside the text")
    private List<String> metadataFields = List.of();

    @Option(names = "--lang", paramLabel = "CODE", description = "The language of the texts (default: so)")
    private Optional<String> lang = Optional.empty();

    @Option(names = "--license", paramLabel = "NAME", description = "The licence of a custom dataset")
    private String license = HubDataset.LICENSE_UNKNOWN;

    @Mixin
    private IngestOptions options;

    @Spec
    private CommandSpec spec;

    private final Session session;

    IngestHuggingFaceCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        boolean mc4 = chosen() == Dataset.mc4;
        if (mc4 && isCustom()) {
            throw usage("--dataset-name, --files, --split and the fields are for custom; mc4 has its own");
        }
        if (!mc4 && name.isPresent() != files.isEmpty()) {
            throw usage("custom wants either --dataset-name or --files");
        }
        return new IngestFlow(session, options, spec).run(siiwad -> mc4 ? mc4(siiwad) : custom(siiwad));
    }

    private Dataset chosen() {
        Optional<String> byDefault = session.environment().text(SETTING + "DEFAULT_DATASET");
        if (dataset.isPresent() || byDefault.isEmpty()) {
            return dataset.orElseThrow(() -> usage("Which dataset is missing: mc4 or custom"));
        }
        try {
            return Dataset.valueOf(byDefault.get());
        } catch (IllegalArgumentException e) {
            throw new UsageException(
                    SETTING + "DEFAULT_DATASET is \"" + byDefault.get() + "\"; expected mc4 or custom");
        }
    }

    private boolean isCustom() {
        return name.isPresent()
                || !files.isEmpty()
                || split.isPresent()
                || textField.isPresent()
                || titleField.isPresent()
                || urlField.isPresent()
                || !metadataFields.isEmpty();
    }

    private Ingestion mc4(Siiwad siiwad) {
        return siiwad.huggingFace(named(siiwad.mc4Dataset(config.or(() -> lang), revision)), options.keepRaw());
    }

    private Ingestion custom(Siiwad siiwad) throws IOException {
        Fields fields = new Fields(textField.orElse("text"), titleField, urlField, metadataFields, Optional.empty());
        String language = lang.orElse("so");
        if (!files.isEmpty()) {
            List<Path> resolved = files.stream().map(session::resolve).toList();
            return siiwad.ingest(LocalFilesSource.of(resolved, options.sourceId(), fields, language, license))
                    .minLength(siiwad.huggingFaceMinLength());
        }
        HubDataset hub =
                HubDataset.custom(name.get(), config, split.orElse(HubDataset.SPLIT), fields, language, license);
        return siiwad.huggingFace(named(revision.map(hub::withRevision).orElse(hub)), options.keepRaw());
    }

    private HubDataset named(HubDataset hub) {
        return options.sourceId().map(hub::withId).orElse(hub);
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
