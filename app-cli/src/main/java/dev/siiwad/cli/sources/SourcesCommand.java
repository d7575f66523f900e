package dev.siiwad.cli.sources;

import dev.siiwad.Siiwad;
import dev.siiwad.cli.storage.TemporaryDirectory;
import dev.siiwad.cli.terminal.ExitCode;
import dev.siiwad.cli.terminal.Nearest;
import dev.siiwad.cli.terminal.Session;
import dev.siiwad.cli.terminal.UsageException;
import dev.siiwad.source.huggingface.HubDataset;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code siiwad sources}. */
@Command(
        name = "sources",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Lists the sources, or what one of them has now: dumps of a Wikipedia, configurations and columns of a dataset"
                    + " on the Hub, corpora of Språkbanken, services of the BBC. Asks upstream each time, and keeps nothing."
        })
public final class SourcesCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            index = "0",
            paramLabel = "NAME",
            description = "wikipedia, huggingface, sprakbanken, bbc or tiktok")
    private Optional<String> name = Optional.empty();

    @Parameters(
            arity = "0..1",
            index = "1",
            paramLabel = "DATASET",
            description = "With huggingface: a dataset on the Hub, such as allenai/c4")
    private Optional<String> dataset = Optional.empty();

    @Option(
            names = "--lang",
            paramLabel = "CODE",
            description = "With wikipedia and sprakbanken: another language (default: so)")
    private Optional<String> lang = Optional.empty();

    @Option(
            names = "--columns",
            description = "With huggingface DATASET: also name the columns, for which the first file is read")
    private boolean columns;

    @Option(names = "--config", paramLabel = "NAME", description = "With --columns: which configuration")
    private Optional<String> config = Optional.empty();

    @Option(
            names = "--revision",
            paramLabel = "NAME",
            description = "With huggingface DATASET: a branch, tag or commit (default: " + HubDataset.BRANCH + ")")
    private Optional<String> revision = Optional.empty();

    @Option(names = "--json", description = "Print JSON; docs/json.md says what is in it")
    private boolean json;

    private final Session session;

    public SourcesCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        Listing listing = listing();
        if (json) {
            session.print(listing.json().toString());
        } else {
            listing.lines().forEach(session::print);
        }
        return ExitCode.DONE;
    }

    private Listing listing() throws IOException {
        if (name.isEmpty()) {
            return Listings.sources(session.environment());
        }
        boolean hub = name.get().equals("huggingface");
        if (!hub && (dataset.isPresent() || columns || config.isPresent() || revision.isPresent())) {
            throw new UsageException("DATASET, --columns, --config and --revision are for huggingface");
        }
        if (hub && dataset.isEmpty()) {
            return Listings.presets();
        }
        return switch (name.get()) {
            case "bbc" -> Listings.services();
            case "tiktok" -> Listings.tikTok();
            case "wikipedia", "huggingface", "sprakbanken" -> asked();
            default ->
                throw new UsageException("There is no source \"" + name.get() + "\""
                        + Nearest.to(name.get(), Listings.NAMES)
                                .map(meant -> "; did you mean " + meant + "?")
                                .orElse("; there are " + String.join(", ", List.copyOf(Listings.NAMES))));
        };
    }

    /** What is on the way goes to a directory that is removed. */
    private Listing asked() throws IOException {
        try (TemporaryDirectory nowhere = TemporaryDirectory.create("siiwad-look-");
                Siiwad siiwad = open(nowhere)) {
            session.interruption().watch(siiwad::stop, siiwad::cutOff, () -> {});
            return switch (name.orElseThrow()) {
                case "wikipedia" -> Listings.dumps(siiwad, lang);
                case "sprakbanken" -> Listings.corpora(siiwad, lang);
                default -> Listings.dataset(siiwad, dataset.orElseThrow(), revision, config, columns);
            };
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }

    private Siiwad open(TemporaryDirectory nowhere) {
        return Siiwad.open(nowhere.path(), session.environment().asMap());
    }
}
