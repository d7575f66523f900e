package dev.siiwad.cli.dataset;

import dev.siiwad.cli.terminal.Session;
import dev.siiwad.publish.Dataset;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Storage;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes datasets, source by source, each while no run holds it, and makes the card say what is left. */
final class Removing {
    private static final Logger LOG = LoggerFactory.getLogger("dev.siiwad");

    private final Session session;
    private final Storage storage;
    private final boolean dryRun;

    Removing(Session session, Storage storage, boolean dryRun) {
        this.session = session;
        this.storage = storage;
        this.dryRun = dryRun;
    }

    /** @throws dev.siiwad.checkpoint.SourceBusyException if a run holds the source of one of them */
    void remove(List<Dataset> datasets) throws IOException {
        Map<SourceId, List<Dataset>> bySource =
                datasets.stream().collect(Collectors.groupingBy(Dataset::source, TreeMap::new, Collectors.toList()));
        for (Map.Entry<SourceId, List<Dataset>> source : bySource.entrySet()) {
            if (!dryRun) {
                remove(source.getKey(), source.getValue());
            }
            source.getValue().forEach(dataset -> session.print(text(dataset)));
        }
        if (!dryRun) {
            storage.datasets().describe().forEach(problem -> LOG.warn("{}", problem));
        }
    }

    @SuppressWarnings("try") // held for its life, never asked
    private void remove(SourceId source, List<Dataset> datasets) throws IOException {
        TreeSet<RunId> runs = new TreeSet<>();
        datasets.forEach(dataset -> runs.add(dataset.run()));
        try (Closeable held = storage.checkpoints().acquire(source)) {
            storage.checkpoints().load(source);
            storage.datasets().remove(source, runs);
        }
    }

    private String text(Dataset dataset) {
        return (dryRun ? "Would remove " : "Removed ") + dataset.run() + " of " + dataset.source() + ", "
                + String.format(
                        Locale.ROOT, "%,d documents, %,d bytes", dataset.tally().kept(), dataset.bytes());
    }
}
