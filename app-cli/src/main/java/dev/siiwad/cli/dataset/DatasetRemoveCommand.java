package dev.siiwad.cli.dataset;

import dev.siiwad.cli.storage.StorageOption;
import dev.siiwad.cli.storage.Storages;
import dev.siiwad.cli.terminal.ExitCode;
import dev.siiwad.cli.terminal.Session;
import dev.siiwad.publish.Catalog;
import dev.siiwad.publish.Dataset;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code siiwad dataset remove RUN…}. */
@Command(
        name = "remove",
        mixinStandardHelpOptions = true,
        description =
                "Removes datasets with all their files. One that a kept dataset continues is removed only together"
                        + " with that, and one that an unfinished run is compared with not at all.")
public final class DatasetRemoveCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "RUN", description = "Run ids, as siiwad dataset list shows them")
    private List<RunId> runs;

    @Option(names = "--dry-run", description = "Say what would be removed, without removing it")
    private boolean dryRun;

    @Mixin
    private StorageOption place;

    private final Session session;
    private final Storages storages;

    public DatasetRemoveCommand(Session session, Storages storages) {
        this.session = session;
        this.storages = storages;
    }

    @Override
    public Integer call() throws IOException {
        try (Storage storage = place.open(storages)) {
            Map<SourceId, Catalog> catalogs = Published.catalogs(storage, Optional.empty());
            List<Dataset> named = new ArrayList<>();
            runs.forEach(run -> named.add(Published.of(run, catalogs)));
            List<String> needed = named.stream()
                    .flatMap(dataset -> continuing(dataset, catalogs.get(dataset.source())).stream())
                    .toList();
            List<String> compared = new Compared(session, storage).among(named, place.again());
            if (!needed.isEmpty() || !compared.isEmpty()) {
                needed.forEach(session::print);
                compared.forEach(session::print);
                session.print("Nothing was removed" + (needed.isEmpty() ? "" : ". Name both, or keep both"));
                return ExitCode.DECISION;
            }
            new Removing(session, storage, dryRun).remove(named);
            return ExitCode.DONE;
        }
    }

    private List<String> continuing(Dataset named, Catalog catalog) {
        return catalog.datasets().stream()
                .filter(kept -> !runs.contains(kept.run()))
                .filter(kept -> kept.relations().continues().contains(named.run()))
                .map(kept ->
                        kept.run() + " continues " + named.run() + ": it leaves out the documents that this one holds")
                .toList();
    }
}
