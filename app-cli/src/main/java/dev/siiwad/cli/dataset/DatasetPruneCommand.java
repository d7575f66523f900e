package dev.siiwad.cli.dataset;

import dev.siiwad.cli.storage.StorageOption;
import dev.siiwad.cli.storage.Storages;
import dev.siiwad.cli.terminal.ExitCode;
import dev.siiwad.cli.terminal.Positive;
import dev.siiwad.cli.terminal.Session;
import dev.siiwad.publish.Catalog;
import dev.siiwad.publish.Dataset;
import dev.siiwad.source.SourceInfo;
import dev.siiwad.storage.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code siiwad dataset prune}. */
@Command(
        name = "prune",
        mixinStandardHelpOptions = true,
        description =
                "Removes datasets that are older than the newest whole one of their source. What a kept dataset continues"
                        + " stays, and so does what an unfinished run is compared with, and whatever is not sound. Comments that were paid for are removed only where their source is"
                        + " named.")
public final class DatasetPruneCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "SOURCE",
            description = "Those of one source, by its id or its command (default: of all)")
    private Optional<String> source = Optional.empty();

    @Option(
            names = "--keep",
            paramLabel = "N",
            description = "Keep the N newest whole datasets of each source (default: 1)")
    private Optional<Positive> keep = Optional.empty();

    @Option(names = "--dry-run", description = "Say what would be removed, without removing it")
    private boolean dryRun;

    @Mixin
    private StorageOption place;

    private final Session session;
    private final Storages storages;

    public DatasetPruneCommand(Session session, Storages storages) {
        this.session = session;
        this.storages = storages;
    }

    /** What was bought by one list is not in a dataset of another one. */
    private static boolean isPaid(Catalog catalog) {
        return catalog.datasets().stream()
                .anyMatch(dataset ->
                        dataset.info().map(SourceInfo::sourceType).orElse("").equals("social")
                                || dataset.source().value().startsWith("TikTok"));
    }

    @Override
    public Integer call() throws IOException {
        try (Storage storage = place.open(storages)) {
            int kept =
                    (int) Math.min(Integer.MAX_VALUE, keep.map(Positive::value).orElse(1L));
            List<Dataset> prunable = new ArrayList<>();
            for (Catalog catalog : Published.catalogs(storage, source).values()) {
                if (source.isPresent() || !isPaid(catalog)) {
                    prunable.addAll(catalog.prunable(kept));
                }
            }
            new Compared(session, storage).takeOut(prunable).forEach(session::print);
            new Removing(session, storage, dryRun).remove(prunable);
            if (prunable.isEmpty()) {
                session.print("Nothing to remove");
            }
            return ExitCode.DONE;
        }
    }
}
