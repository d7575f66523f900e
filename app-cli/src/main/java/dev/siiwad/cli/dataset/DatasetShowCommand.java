package dev.siiwad.cli.dataset;

import dev.siiwad.cli.storage.StorageOption;
import dev.siiwad.cli.storage.Storages;
import dev.siiwad.cli.terminal.ExitCode;
import dev.siiwad.cli.terminal.Session;
import dev.siiwad.publish.Catalog;
import dev.siiwad.publish.Dataset;
import dev.siiwad.publish.Receipt;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Storage;
import dev.siiwad.storage.dataset.CatalogJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code siiwad dataset show RUN}: all that the receipt of one dataset says. */
@Command(name = "show", mixinStandardHelpOptions = true, description = "Shows what a dataset holds and where it is.")
public final class DatasetShowCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "Run id, as siiwad dataset list shows it")
    private RunId run;

    @Option(names = "--json", description = "Print JSON, as siiwad dataset list does")
    private boolean json;

    @Mixin
    private StorageOption place;

    private final Session session;
    private final Storages storages;

    public DatasetShowCommand(Session session, Storages storages) {
        this.session = session;
        this.storages = storages;
    }

    @Override
    public Integer call() throws IOException {
        try (Storage storage = place.open(storages)) {
            Map<SourceId, Catalog> catalogs = Published.catalogs(storage, Optional.empty());
            Dataset dataset = Published.of(run, catalogs);
            if (json) {
                session.print(CatalogJson.of(dataset, catalogs.get(dataset.source())));
            } else {
                lines(dataset).forEach(session::print);
                dataset.problems().forEach(session::print);
            }
            return dataset.sound() ? ExitCode.DONE : ExitCode.FAILED;
        }
    }

    private List<String> lines(Dataset dataset) {
        String files = String.join(
                "\n             ",
                dataset.files().stream().map(DatasetShowCommand::file).toList());
        return List.of(
                "Source:      " + dataset.source(),
                "Run:         " + dataset.run() + ", begun " + dataset.started(),
                "Snapshot:    " + dataset.snapshot(),
                "Settings:    " + dataset.settings().values(),
                "Offsets:     " + dataset.firstIndex() + " to " + dataset.lastIndex()
                        + (dataset.whole() ? ", the whole source" : ", a part of the source"),
                "Documents:   " + number(dataset.tally().kept()) + " kept, "
                        + number(dataset.tally().quarantined()) + " quarantined, dropped "
                        + dataset.tally().dropped(),
                "Set aside:   " + number(dataset.setAside()) + " units",
                "Continues:   " + runs(dataset.relations().continues()),
                "Replaced:    " + runs(dataset.relations().replaces()),
                "Sound:       " + (dataset.sound() ? "yes, by its receipt and the lengths of its files" : "NO"),
                "Receipt:     " + dataset.receipt(),
                "Files:       " + files);
    }

    private static String file(Receipt.PublishedFile file) {
        return file.name() + ", " + number(file.documents()) + " documents, " + number(file.bytes()) + " bytes";
    }

    private static String runs(Iterable<RunId> runs) {
        List<String> names = new ArrayList<>();
        runs.forEach(run -> names.add(run.value()));
        return names.isEmpty() ? "nothing" : String.join(", ", names);
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
