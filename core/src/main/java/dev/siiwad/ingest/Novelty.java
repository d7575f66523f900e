package dev.siiwad.ingest;

import dev.siiwad.publish.Dataset;
import dev.siiwad.publish.Datasets;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.Collected;
import dev.siiwad.source.Settings;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.Source;
import java.io.IOException;
import java.util.Optional;
import java.util.SortedSet;

/**
 * What a new run would collect.
 *
 * @param snapshot what there is to collect; empty if there is nothing
 * @param nothing why there is nothing, where datasets hold it all
 * @param listed how many addresses upstream or the user lists; 0 for a source that reads no list
 * @param fresh how many of them no dataset holds
 * @param continued the runs whose datasets a new one continues
 */
public record Novelty(
        Optional<Snapshot> snapshot,
        Optional<NothingNew> nothing,
        long listed,
        long fresh,
        SortedSet<RunId> continued) {
    /**
     * Asks upstream, as the start of a new run does.
     *
     * @param offset where the run begins; an offset set by hand counts in all that upstream has
     */
    static Novelty of(Source source, Settings settings, Datasets datasets, RunRequest request, long offset)
            throws IOException {
        CollectedBefore before = new CollectedBefore(datasets, source.id());
        boolean all = request.again() || offset > 0;
        Optional<Snapshot> snapshot = source.snapshot(all ? Collected.NOTHING : before);
        boolean readsList = before.asked() > 0;
        Optional<NothingNew> nothing = Optional.empty();
        if (snapshot.isEmpty()) {
            Dataset newest = before.newest().orElseThrow();
            nothing = Optional.of(new NothingNew.AllHeld(before.asked(), newest));
        } else if (!all && !request.force() && !readsList) {
            nothing = same(snapshot.get(), source, settings, datasets, request);
        }
        return new Novelty(snapshot, nothing, before.asked(), before.fresh(), before.continued());
    }

    private static Optional<NothingNew> same(
            Snapshot snapshot, Source source, Settings settings, Datasets datasets, RunRequest request)
            throws IOException {
        long most = request.maxRecords().orElse(Long.MAX_VALUE);
        Optional<Dataset> same = datasets.catalog(source.id()).datasets().stream()
                .filter(dataset -> dataset.snapshot().equals(snapshot.id()))
                .filter(dataset -> dataset.settings().equals(settings))
                .filter(dataset -> isWhole(dataset) && dataset.lastIndex() <= most)
                .reduce((older, newer) -> newer);
        return same.isEmpty()
                ? Optional.empty()
                : Optional.of(new NothingNew.SameSnapshot(
                        same.get(), datasets.details(same.get()).setAside()));
    }

    /** Of one that an earlier version published, it is not known whether the run was to end before the end of the source. */
    private static boolean isWhole(Dataset dataset) {
        return dataset.whole() && dataset.info().isPresent();
    }
}
