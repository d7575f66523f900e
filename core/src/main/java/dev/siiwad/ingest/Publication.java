package dev.siiwad.ingest;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.CheckpointStore;
import dev.siiwad.publish.Catalog;
import dev.siiwad.publish.CountedSegments;
import dev.siiwad.publish.Dataset;
import dev.siiwad.publish.Datasets;
import dev.siiwad.publish.Publisher;
import dev.siiwad.publish.Receipt;
import dev.siiwad.publish.Relations;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.SourceId;
import dev.siiwad.source.SourceInfo;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Publishes what a run has read, and then removes what it replaces: only once the new receipt is durable, and by that receipt, so that a crash in between
 * is finished by the next start.
 */
record Publication(Publisher publisher, Datasets datasets, CheckpointStore checkpoints, Progress progress) {
    Receipt of(CountedSegments counted, SourceInfo info, Set<RunId> continued, Replace asked) throws IOException {
        Checkpoint checkpoint = counted.checkpoint();
        SourceId source = checkpoint.source();
        Catalog catalog = datasets.catalog(source);
        Map<RunId, SourceId> compared = asked.anything() ? ComparedDatasets.ofOthers(checkpoints, source) : Map.of();
        Replacement replacement = Replacement.of(asked, checkpoint, continued, compared, catalog);
        Set<RunId> promised = promised(checkpoint.runId(), catalog);
        Receipt receipt = publisher.publish(counted, info, withPromised(replacement.relations(continued), promised));
        progress.on(new Progress.Published());
        replacement.kept().forEach((older, reason) -> progress.on(new Progress.NotReplaced(older, reason)));
        asked.named().stream()
                .filter(run -> catalog.of(run).isEmpty() && !promised.contains(run))
                .forEach(run -> progress.on(new Progress.NothingToReplace(run)));
        datasets.describe().forEach(problem -> progress.on(new Progress.CardLeft(problem)));
        if (!receipt.relations().replaces().isEmpty()) {
            counted.ownership().require();
            remove(receipt, catalog);
        }
        return receipt;
    }

    /** What this run has said it replaces, before it was stopped. */
    private static Set<RunId> promised(RunId run, Catalog catalog) {
        return catalog.of(run)
                .map(dataset -> (Set<RunId>) dataset.relations().replaces())
                .orElse(Set.of());
    }

    private static Relations withPromised(Relations decided, Set<RunId> promised) {
        Set<RunId> all = new TreeSet<>(decided.replaces());
        all.addAll(promised);
        all.removeAll(decided.continues());
        return Relations.of(decided.continues(), all);
    }

    private void remove(Receipt receipt, Catalog catalog) throws IOException {
        Set<RunId> there = new TreeSet<>(receipt.relations().replaces());
        there.retainAll(catalog.datasets().stream().map(Dataset::run).toList());
        for (RunId run : there) {
            progress.on(new Progress.Replacing(
                    catalog.of(run).orElseThrow(), receipt.checkpoint().runId()));
        }
        datasets.remove(receipt.checkpoint().source(), there);
    }
}
