package dev.siiwad.ingest;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.publish.Catalog;
import dev.siiwad.publish.Dataset;
import dev.siiwad.publish.Relations;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.SourceId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which older datasets a new one replaces, and why others stay although that was asked for.
 *
 * @param replaced the oldest first
 * @param kept of those that were asked for, each with the reason
 */
public record Replacement(List<Dataset> replaced, Map<Dataset, String> kept) {
    public Replacement {
        replaced = List.copyOf(replaced);
    }

    /**
     * Decides, from what is asked for and what there is.
     *
     * @param compared datasets that unfinished runs of other sources compare their documents with, and those sources
     */
    static Replacement of(
            Replace asked, Checkpoint fresh, Set<RunId> continued, Map<RunId, SourceId> compared, Catalog catalog) {
        List<Dataset> replaced = new ArrayList<>();
        Map<Dataset, String> kept = new LinkedHashMap<>();
        for (Dataset older : catalog.datasets()) {
            if (older.run().equals(fresh.runId())
                    || !asked.covered() && !asked.named().contains(older.run())) {
                continue;
            }
            Optional<String> reason = needed(older, compared)
                    .or(() -> asked.named().contains(older.run()) ? Optional.empty() : notCovered(older, fresh));
            reason.ifPresentOrElse(why -> kept.put(older, why), () -> replaced.add(older));
        }
        keepContinued(replaced, kept, fresh, continued, catalog);
        return new Replacement(replaced, kept);
    }

    /** The datasets that are to go, and those that are continued. */
    Relations relations(Set<RunId> continued) {
        Set<RunId> runs = new TreeSet<>();
        replaced.forEach(dataset -> runs.add(dataset.run()));
        return Relations.of(continued, runs);
    }

    private static Optional<String> needed(Dataset older, Map<RunId, SourceId> compared) {
        return Optional.ofNullable(compared.get(older.run()))
                .map(source -> "the unfinished run of " + source + " compares its documents with it");
    }

    private static Optional<String> notCovered(Dataset older, Checkpoint fresh) {
        if (!fresh.whole()) {
            return Optional.of("the new dataset does not hold the whole source");
        }
        if (older.tally().kept() > 2 * fresh.processedCount()) {
            return Optional.of(
                    "the new dataset is less than half as large, with " + fresh.processedCount() + " documents");
        }
        return older.started().isAfter(fresh.started()) ? Optional.of("it is newer") : Optional.empty();
    }

    /** Whoever keeps a dataset keeps those that it continues, and those that they continue. */
    private static void keepContinued(
            List<Dataset> replaced,
            Map<Dataset, String> kept,
            Checkpoint fresh,
            Set<RunId> continued,
            Catalog catalog) {
        boolean changed = true;
        while (changed) {
            Map<RunId, RunId> continuedBy = new LinkedHashMap<>();
            continued.forEach(run -> continuedBy.put(run, fresh.runId()));
            catalog.datasets().stream()
                    .filter(dataset -> !replaced.contains(dataset))
                    .forEach(dataset ->
                            dataset.relations().continues().forEach(run -> continuedBy.put(run, dataset.run())));
            List<Dataset> needed = replaced.stream()
                    .filter(dataset -> continuedBy.containsKey(dataset.run()))
                    .toList();
            needed.forEach(dataset -> kept.put(dataset, continuedBy.get(dataset.run()) + " continues it"));
            changed = replaced.removeAll(needed);
        }
    }
}
