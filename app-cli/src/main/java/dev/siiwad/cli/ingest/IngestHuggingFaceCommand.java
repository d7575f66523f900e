package dev.siiwad.cli.ingest;

import dev.siiwad.HubSelection;
import dev.siiwad.HuggingFaceOptions;
import dev.siiwad.LocalFilesOptions;
import dev.siiwad.cli.terminal.Positive;
import dev.siiwad.cli.terminal.Session;
import dev.siiwad.cli.terminal.UsageException;
import dev.siiwad.source.rows.Fields;
import java.nio.file.Path;
import java.util.ArrayList;
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
public final class IngestHuggingFaceCommand implements Callable<Integer> {
    private static final String MC4 = "mc4";
    private static final String CUSTOM = "custom";

    /** What there is to choose from, for the help. */
    static final class Datasets extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Datasets() {
            add(MC4);
            addAll(HuggingFaceOptions.presets());
            add(CUSTOM);
        }
    }

    @Parameters(
            arity = "0..1",
            paramLabel = "DATASET",
            completionCandidates = Datasets.class,
            description = "One of ${COMPLETION-CANDIDATES}; mc4: the multilingual C4; custom: the dataset given by"
                    + " --dataset-name, or --files")
    private Optional<String> dataset = Optional.empty();

    @Option(names = "--dataset-name", paramLabel = "NAME", description = "Dataset on the Hub, such as allenai/c4")
    private Optional<String> name = Optional.empty();

    @Option(
            names = "--config",
            paramLabel = "NAME",
            description =
                    "Configuration of the dataset; for mc4, its language; for the other names, what the dataset calls the language")
    private Optional<String> config = Optional.empty();

    @Option(names = "--split", paramLabel = "NAME", description = "Split, such as train (the default) or validation")
    private Optional<String> split = Optional.empty();

    @Option(
            names = "--revision",
            paramLabel = "NAME",
            description = "Branch, tag or commit (default: ${bundle:SDC_SCRAPING__HUGGINGFACE__REVISION})")
    private Optional<String> revision = Optional.empty();

    @Option(
            names = "--data-files",
            arity = "1..*",
            paramLabel = "PATTERN",
            description = "Files of the dataset to read, such as so/*.jsonl.gz, whatever its card says")
    private List<String> dataFiles = List.of();

    @Option(
            names = "--data-dir",
            paramLabel = "DIRECTORY",
            description = "Directory of the dataset to look for files in, whatever its card says")
    private Optional<String> dataDirectory = Optional.empty();

    @Option(
            names = "--files",
            arity = "1..*",
            paramLabel = "FILE",
            description =
                    "Read these files instead: .jsonl, .json, .csv, .tsv or .txt, packed or not, .parquet or .arrow")
    private List<Path> files = List.of();

    @Option(
            names = "--text-field",
            paramLabel = "FIELD",
            description = "Field that holds the text (default: text); also translation.so, messages[].content,"
                    + " instruction+output; of .txt files text, each line, or paragraph, up to a blank line")
    private Optional<String> textField = Optional.empty();

    @Option(names = "--title-field", paramLabel = "FIELD", description = "Field that holds the title")
    private Optional<String> titleField = Optional.empty();

    @Option(names = "--url-field", paramLabel = "FIELD", description = "Field that holds the URL")
    private Optional<String> urlField = Optional.empty();

    @Option(
            names = "--metadata-fields",
            arity = "1..*",
            paramLabel = "FIELD",
            description = "Fields to keep as metadata")
    private List<String> metadataFields = List.of();

    @Option(names = "--lang", paramLabel = "CODE", description = "Language of the texts (default: so)")
    private Optional<String> lang = Optional.empty();

    @Option(names = "--license", paramLabel = "NAME", description = "Licence of a custom dataset (default: unknown)")
    private Optional<String> license = Optional.empty();

    @Option(
            names = "--connections",
            paramLabel = "N",
            description =
                    "Bring a large file over N connections at once, 1 to 16 (default: ${bundle:SDC_SCRAPING__HUGGINGFACE__CONNECTIONS})")
    private Optional<Positive> connections = Optional.empty();

    @Mixin
    private IngestOptions options;

    @Spec
    private CommandSpec spec;

    private final Session session;
    private final Use use;

    public IngestHuggingFaceCommand(Session session, Use use) {
        this.session = session;
        this.use = use;
    }

    @Override
    public Integer call() throws Exception {
        String asked = dataset();
        boolean custom = asked.equals(CUSTOM);
        if (!custom && isCustom()) {
            throw usage("--dataset-name, --files, --data-files, --data-dir, --split and the fields are for custom; "
                    + asked + " has its own");
        }
        if (custom && name.isPresent() != files.isEmpty()) {
            throw usage("custom wants either --dataset-name or --files");
        }
        if (!files.isEmpty() && choosesFiles()) {
            throw usage("--data-files and --data-dir are for --dataset-name; --files are the files themselves");
        }
        return use.ingest(new Asked(
                siiwad -> files.isEmpty() ? siiwad.huggingFace(hub()) : siiwad.files(localFiles()),
                options,
                spec,
                false));
    }

    private String dataset() {
        List<String> known = new Datasets();
        if (dataset.isPresent() && !known.contains(dataset.get())) {
            throw usage("There is no dataset called " + dataset.get() + " here; expected one of "
                    + String.join(", ", known));
        }
        return dataset.orElseGet(() -> byDefault()
                                .orElseThrow(() -> usage("Which dataset is missing: mc4 or custom, or one of "
                                        + String.join(", ", HuggingFaceOptions.presets())))
                        == HuggingFaceOptions.Kind.MC4
                ? MC4
                : CUSTOM);
    }

    private Optional<HuggingFaceOptions.Kind> byDefault() {
        try {
            return HuggingFaceOptions.kindByDefault(session.environment());
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }

    private boolean isCustom() {
        return name.isPresent() || !files.isEmpty() || split.isPresent() || choosesFiles() || fields().isPresent();
    }

    private boolean choosesFiles() {
        return !dataFiles.isEmpty() || dataDirectory.isPresent();
    }

    private HuggingFaceOptions hub() {
        Optional<String> preset = dataset.filter(HuggingFaceOptions.presets()::contains);
        HubSelection selection =
                new HubSelection(name, preset, config, split, revision, dataFiles, dataDirectory, fields());
        return new HuggingFaceOptions(
                selection, lang, license, options.sourceId(), connections.map(this::within), options.keepRaw());
    }

    private int within(Positive number) {
        if (number.value() > HuggingFaceOptions.CONNECTIONS_MAX) {
            throw usage("--connections is " + number.value() + "; expected 1 to " + HuggingFaceOptions.CONNECTIONS_MAX);
        }
        return number.intValue();
    }

    private LocalFilesOptions localFiles() {
        List<Path> resolved = files.stream().map(session::resolve).toList();
        return new LocalFilesOptions(resolved, fields(), lang, license, options.sourceId());
    }

    /** Empty where no field was typed. */
    private Optional<Fields> fields() {
        boolean typed =
                textField.isPresent() || titleField.isPresent() || urlField.isPresent() || !metadataFields.isEmpty();
        return Optional.of(new Fields(
                        textField.orElse(HuggingFaceOptions.TEXT_FIELD),
                        titleField,
                        urlField,
                        metadataFields,
                        Optional.empty()))
                .filter(fields -> typed);
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
