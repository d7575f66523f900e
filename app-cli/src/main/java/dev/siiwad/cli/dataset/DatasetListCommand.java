package dev.siiwad.cli.dataset;

import dev.siiwad.cli.storage.StorageOption;
import dev.siiwad.cli.storage.Storages;
import dev.siiwad.cli.terminal.ExitCode;
import dev.siiwad.cli.terminal.Session;
import dev.siiwad.cli.terminal.Table;
import dev.siiwad.publish.Catalog;
import dev.siiwad.publish.Dataset;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Storage;
import dev.siiwad.storage.dataset.CatalogJson;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code siiwad dataset list}: what is published, by the receipts and by the lengths of the files. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description =
                "Lists published datasets, oldest first. Whether one is sound is told by its receipt and by the lengths of its"
                        + " files; siiwad dataset verify reads all of them. A star marks what readers take by the name of the source.")
public final class DatasetListCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "SOURCE",
            description = "Those of one source, by its id or its command (default: all)")
    private Optional<String> source = Optional.empty();

    @Option(names = "--json", description = "Print JSON; docs/formats.md says what is in it")
    private boolean json;

    @Mixin
    private StorageOption place;

    private final Session session;
    private final Storages storages;

    public DatasetListCommand(Session session, Storages storages) {
        this.session = session;
        this.storages = storages;
    }

    @Override
    public Integer call() throws IOException {
        try (Storage storage = place.open(storages)) {
            Map<SourceId, Catalog> catalogs = Published.catalogs(storage, source);
            if (json) {
                session.printAll(CatalogJson.of(catalogs));
            } else {
                table(catalogs);
            }
            return catalogs.values().stream().allMatch(DatasetListCommand::isSound) ? ExitCode.DONE : ExitCode.CORRUPT;
        }
    }

    private static boolean isSound(Catalog catalog) {
        return catalog.unreadable().isEmpty() && catalog.datasets().stream().allMatch(Dataset::sound);
    }

    private void table(Map<SourceId, Catalog> catalogs) {
        Table table =
                new Table("", "SOURCE", "RUN", "DAY", "DOCUMENTS", "BYTES", "FORMAT", "SNAPSHOT", "EXTENT", "SOUND");
        catalogs.forEach((id, catalog) -> catalog.datasets()
                .forEach(dataset -> table.row(
                        catalog.current().contains(dataset) ? "*" : "",
                        id.value(),
                        dataset.run().value(),
                        dataset.day().toString(),
                        number(dataset.tally().kept()),
                        number(dataset.bytes()),
                        Published.format(dataset),
                        Published.shortened(dataset.snapshot()),
                        dataset.whole() ? "whole" : "partial",
                        dataset.sound() ? "yes" : "NO")));
        if (catalogs.values().stream().allMatch(catalog -> catalog.datasets().isEmpty())) {
            session.print("No datasets");
        } else {
            table.lines().forEach(session::print);
        }
        catalogs.values().forEach(catalog -> {
            catalog.datasets().forEach(dataset -> dataset.problems().forEach(session::print));
            catalog.unreadable().forEach(session::print);
        });
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
