package dev.siiwad.cli.dataset;

import dev.siiwad.cli.storage.SourceNames;
import dev.siiwad.cli.terminal.Nearest;
import dev.siiwad.cli.terminal.UsageException;
import dev.siiwad.publish.Catalog;
import dev.siiwad.publish.Dataset;
import dev.siiwad.publish.Datasets;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Storage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Finds published datasets by what a user types. Public for every command about one. */
public final class Published {
    private static final int SNAPSHOT_CHARS_MAX = 40;

    private Published() {}

    /**
     * The source that is named, by its id or by the command that collects it; empty if none is.
     *
     * @throws UsageException if nothing is published of it, with the nearest
     */
    static Optional<SourceId> source(Optional<String> word, Storage storage) throws IOException {
        return word.isEmpty()
                ? Optional.empty()
                : Optional.of(SourceNames.find(word.get(), storage.datasets().sources(), "the published datasets"));
    }

    /**
     * The datasets of one source, or of all.
     *
     * @throws UsageException if nothing is published of that source
     */
    public static SortedMap<SourceId, Catalog> catalogs(Storage storage, Optional<String> word) throws IOException {
        Datasets datasets = storage.datasets();
        SortedMap<SourceId, Catalog> catalogs = new TreeMap<>();
        for (SourceId id : source(word, storage).map(List::of).orElse(datasets.sources())) {
            catalogs.put(id, datasets.catalog(id));
        }
        return catalogs;
    }

    /** @throws UsageException if there is no dataset of that run */
    public static Dataset of(RunId run, Map<SourceId, Catalog> catalogs) {
        return catalogs.values().stream()
                .flatMap(catalog -> catalog.of(run).stream())
                .findFirst()
                .orElseThrow(() -> new UsageException("There is no dataset of run " + run + "; "
                        + nearest(run, catalogs) + "the runs are listed by: siiwad dataset list"));
    }

    private static String nearest(RunId run, Map<SourceId, Catalog> catalogs) {
        List<String> runs = catalogs.values().stream()
                .flatMap(catalog -> catalog.datasets().stream())
                .map(dataset -> dataset.run().value())
                .toList();
        return Nearest.to(run.value(), runs)
                .map(near -> "did you mean " + near + "? ")
                .orElse("");
    }

    static String format(Dataset dataset) {
        return dataset.files().stream().anyMatch(file -> file.name().endsWith(".parquet")) ? "parquet" : "jsonl";
    }

    static String shortened(String snapshot) {
        return snapshot.length() <= SNAPSHOT_CHARS_MAX
                ? snapshot
                : snapshot.substring(0, SNAPSHOT_CHARS_MAX - 1) + "\u2026";
    }
}
