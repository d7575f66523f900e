package dev.siiwad.cli.dataset;

import dev.siiwad.cli.storage.StorageOption;
import dev.siiwad.cli.storage.Storages;
import dev.siiwad.cli.terminal.ExitCode;
import dev.siiwad.cli.terminal.Session;
import dev.siiwad.publish.Catalog;
import dev.siiwad.publish.Dataset;
import dev.siiwad.publish.DatasetDetails;
import dev.siiwad.publish.Origin;
import dev.siiwad.publish.Receipt;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.Input;
import dev.siiwad.source.Settings;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Storage;
import dev.siiwad.storage.dataset.CatalogJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code siiwad dataset show RUN}: all that the receipt of one dataset says. */
@Command(name = "show", mixinStandardHelpOptions = true, description = "Shows what a dataset holds and where it is.")
public final class DatasetShowCommand implements Callable<Integer> {
    private static final int SHOWN_MAX = 20;

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
                session.printAll(
                        CatalogJson.of(dataset, storage.datasets().details(dataset), catalogs.get(dataset.source())));
            } else {
                lines(dataset, storage.datasets().details(dataset)).forEach(session::print);
                dataset.problems().forEach(session::print);
            }
            return dataset.sound() ? ExitCode.DONE : ExitCode.CORRUPT;
        }
    }

    private static List<String> lines(Dataset dataset, DatasetDetails details) {
        Origin origin = details.origin();
        List<String> lines = new ArrayList<>(List.of(
                "Source:      " + dataset.source(),
                "Run:         " + dataset.run() + ", begun " + dataset.started(),
                "Program:     " + dataset.programVersion(),
                "Snapshot:    " + dataset.snapshot(),
                "Settings:    " + pairs(dataset.settings().values()),
                "Options:     " + pairs(origin.options())));
        add("Inputs:      ", inputs(origin.inputs()), "not named", lines);
        if (!origin.addresses().isEmpty()) {
            lines.add("Addresses:   " + number(origin.addresses().size()) + " read, such as "
                    + origin.addresses().get(0));
        }
        origin.costUsd().ifPresent(cost -> lines.add("Cost:        " + cost.toPlainString() + " USD"));
        lines.add("Offsets:     " + dataset.firstIndex() + " to " + dataset.lastIndex()
                + (dataset.whole() ? ", the whole source" : ", a part of the source"));
        lines.add("Documents:   " + number(dataset.tally().kept()) + " kept, "
                + number(dataset.tally().quarantined()) + " quarantined, dropped: "
                + pairs(dataset.tally().dropped()));
        add("Set aside:   ", setAside(details.setAside()), "nothing", lines);
        add("Continues:   ", runs(dataset.relations().continues()), "nothing", lines);
        add("Replaced:    ", runs(dataset.relations().replaces()), "nothing", lines);
        lines.add("Sound:       " + (dataset.sound() ? "yes, by its receipt and the lengths of its files" : "NO"));
        lines.add("Receipt:     " + dataset.receipt());
        add(
                "Files:       ",
                dataset.files().stream().map(DatasetShowCommand::file).toList(),
                "none",
                lines);
        return lines;
    }

    /** One on each line, below each other. */
    private static void add(String label, List<String> values, String none, List<String> lines) {
        lines.add(label + (values.isEmpty() ? none : values.get(0)));
        values.stream().skip(1).forEach(value -> lines.add(" ".repeat(label.length()) + value));
    }

    private static String pairs(Map<String, ?> values) {
        return values.isEmpty()
                ? "none"
                : values.entrySet().stream()
                        .map(value -> value.getKey().replace(Settings.GIVEN, "") + "=" + value.getValue())
                        .collect(Collectors.joining(", "));
    }

    private static List<String> inputs(Origin.Inputs inputs) {
        return withRest(
                inputs.named().stream()
                        .limit(SHOWN_MAX)
                        .map(DatasetShowCommand::input)
                        .toList(),
                inputs.count());
    }

    private static String input(Input input) {
        return input.name()
                + (input.bytes().isPresent() ? ", " + number(input.bytes().getAsLong()) + " bytes" : "")
                + input.digest().map(digest -> ", " + digest).orElse("");
    }

    private static List<String> setAside(Receipt.SetAside setAside) {
        return withRest(
                setAside.units().stream()
                        .limit(SHOWN_MAX)
                        .map(unit -> unit.name() + ": " + unit.reason())
                        .toList(),
                setAside.count());
    }

    private static List<String> withRest(List<String> lines, long count) {
        if (count <= lines.size()) {
            return lines;
        }
        List<String> all = new ArrayList<>(lines);
        all.add("and " + number(count - lines.size()) + " more; the receipt names them");
        return all;
    }

    private static String file(Receipt.PublishedFile file) {
        return file.name() + ", " + number(file.documents()) + " documents, " + number(file.bytes()) + " bytes";
    }

    private static List<String> runs(Set<RunId> runs) {
        return runs.stream().map(RunId::value).toList();
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
