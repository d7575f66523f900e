package dev.siiwad.cli.inspect;

import dev.siiwad.cli.dataset.Published;
import dev.siiwad.cli.storage.Directories;
import dev.siiwad.cli.storage.StorageOption;
import dev.siiwad.cli.storage.Storages;
import dev.siiwad.cli.terminal.ExitCode;
import dev.siiwad.cli.terminal.Loading;
import dev.siiwad.cli.terminal.Positive;
import dev.siiwad.cli.terminal.Session;
import dev.siiwad.publish.Catalog;
import dev.siiwad.publish.Dataset;
import dev.siiwad.publish.Removals;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code siiwad inspect DATASET}: what is in a dataset, and some of its documents, to be read by a person. */
@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Shows what a dataset holds, and some of its documents: lengths, languages, what was dropped.")
public final class InspectCommand implements Callable<Integer> {
    private static final int SAMPLE_MAX = 1000;

    @Parameters(paramLabel = "DATASET", description = "Run id, as siiwad dataset list shows it")
    private RunId run;

    @Option(names = "--n", paramLabel = "N", description = "Show N documents, at most " + SAMPLE_MAX + " (default: 10)")
    private Optional<Positive> count = Optional.empty();

    @Option(names = "--seed", paramLabel = "N", description = "Choose other documents; a seed always chooses the same")
    private long seed;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Write it as one page that loads nothing, instead of printing it")
    private Optional<Path> html = Optional.empty();

    @Option(names = "--json", description = "Print JSON")
    private boolean json;

    @Mixin
    private StorageOption place;

    private final Session session;
    private final Storages storages;

    public InspectCommand(Session session, Storages storages) {
        this.session = session;
        this.storages = storages;
    }

    @Override
    public Integer call() throws IOException {
        Loading.requireCompression();
        Directories directories = place.directories(storages);
        try (Storage storage = storages.open(directories, false)) {
            SortedMap<SourceId, Catalog> catalogs = Published.catalogs(storage, Optional.empty());
            Dataset dataset = Published.of(run, catalogs);
            int wanted = (int) Math.min(SAMPLE_MAX, count.map(Positive::value).orElse(10L));
            Contents contents = new Contents(wanted, seed);
            DatasetReading reading = new DatasetReading(storage.datasets(), directories);
            reading.of(dataset, contents::add);
            reading.rejectsOf(dataset, contents.twins()::add);
            readTwins(contents.twins(), catalogs, reading);
            show(dataset, contents);
        }
        return ExitCode.DONE;
    }

    /** What is still there of the datasets that those dropped are in. */
    private static void readTwins(Twins twins, SortedMap<SourceId, Catalog> catalogs, DatasetReading reading)
            throws IOException {
        Set<RunId> runs = new HashSet<>();
        Set<String> ids = new HashSet<>();
        for (Removals.Elsewhere twin : twins.elsewhere()) {
            runs.add(twin.run());
            ids.add(twin.id());
        }
        for (Catalog catalog : catalogs.values()) {
            for (Dataset dataset : catalog.datasets()) {
                if (runs.contains(dataset.run()) && dataset.sound()) {
                    reading.of(dataset, record -> {
                        if (ids.contains(record.text("id"))) {
                            twins.addText(record);
                        }
                    });
                }
            }
        }
    }

    private void show(Dataset dataset, Contents contents) throws IOException {
        if (html.isPresent()) {
            Path file = session.resolve(html.get());
            Files.writeString(file, Page.of(dataset, contents));
            session.print("Page:        " + file);
        }
        if (json) {
            session.print(ContentsJson.of(dataset, contents));
        } else if (html.isEmpty()) {
            ContentsText.lines(dataset, contents).forEach(session::print);
        }
    }
}
