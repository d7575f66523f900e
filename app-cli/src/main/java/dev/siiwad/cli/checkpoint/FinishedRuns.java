package dev.siiwad.cli.checkpoint;

import dev.siiwad.cli.terminal.Counted;
import dev.siiwad.publish.Catalog;
import dev.siiwad.publish.Dataset;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The last runs of each source that were finished, by what they have published.
 *
 * @param storage open for as long as they are asked for
 */
record FinishedRuns(Storage storage) {
    private static final int SHOWN_MAX = 3;

    /** A line for each source, and one for each run, the newest first. */
    List<String> lines() throws IOException {
        List<String> lines = new ArrayList<>();
        for (SourceId source : storage.datasets().sources()) {
            Catalog catalog = storage.datasets().catalog(source);
            List<Dataset> datasets = catalog.datasets();
            if (datasets.isEmpty()) {
                continue;
            }
            lines.add(source + ": " + Counted.of(datasets.size(), "finished run"));
            for (int i = datasets.size() - 1; i >= Math.max(0, datasets.size() - SHOWN_MAX); i--) {
                lines.add(line(datasets.get(i)));
            }
        }
        return lines;
    }

    private static String line(Dataset dataset) {
        return String.format(
                Locale.ROOT,
                "  %s: %,d documents of %,d read, in date_accessed=%s%s",
                dataset.run(),
                dataset.tally().kept(),
                dataset.tally().read(),
                dataset.day(),
                dataset.whole() ? "" : ", a part of the source");
    }
}
