package dev.siiwad.cli.dashboard;

import dev.siiwad.publish.Catalog;
import dev.siiwad.publish.Datasets;
import dev.siiwad.source.SourceId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The published datasets of a place. Receipts never change, so they are read again only where other files are there than before; on this machine also now and then, since a file may be cut short. */
final class DatasetWatch {
    private static final Duration AGAIN_AFTER = Duration.ofMinutes(5);

    private final Datasets datasets;
    private final boolean paid;
    private final Map<SourceId, Seen> seen = new HashMap<>();

    /** @param paid whether each look costs something */
    DatasetWatch(Datasets datasets, boolean paid) {
        this.datasets = datasets;
        this.paid = paid;
    }

    private record Seen(List<String> files, Instant when, Catalog catalog) {}

    /** By source; those that have none left out. */
    SortedMap<SourceId, Catalog> look(Instant now) throws IOException {
        SortedMap<SourceId, Catalog> all = new TreeMap<>();
        List<SourceId> sources = datasets.sources();
        seen.keySet().retainAll(sources);
        for (SourceId source : sources) {
            List<String> files = datasets.files(source);
            Seen before = seen.get(source);
            boolean same = before != null
                    && before.files().equals(files)
                    && (paid || now.isBefore(before.when().plus(AGAIN_AFTER)));
            if (!same) {
                seen.put(source, new Seen(files, now, datasets.catalog(source)));
            }
            Catalog catalog = seen.get(source).catalog();
            if (!catalog.datasets().isEmpty() || !catalog.unreadable().isEmpty()) {
                all.put(source, catalog);
            }
        }
        return all;
    }
}
