package dev.siiwad.publish;

import dev.siiwad.segment.RunId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The published datasets of one source, by their receipts.
 *
 * @param datasets the oldest first
 * @param unreadable what is wrong with receipts that are there and cannot be believed; each names the file
 */
public record Catalog(List<Dataset> datasets, List<String> unreadable) {
    public Catalog {
        datasets = datasets.stream().sorted(Dataset.BY_AGE).toList();
        unreadable = List.copyOf(unreadable);
    }

    public Optional<Dataset> of(RunId run) {
        return datasets.stream().filter(dataset -> dataset.run().equals(run)).findFirst();
    }

    /** The same without the datasets of some runs. */
    public Catalog without(Set<RunId> runs) {
        return new Catalog(
                datasets.stream()
                        .filter(dataset -> !runs.contains(dataset.run()))
                        .toList(),
                unreadable);
    }

    /**
     * What readers take by the name of the source, the oldest first: the newest dataset that is whole, or else the one with most documents, together with all that it
     * continues. Empty if there is none that is sound.
     */
    public List<Dataset> current() {
        Optional<Dataset> newest = newestWhole()
                .or(() -> datasets.stream()
                        .filter(Dataset::sound)
                        .max(Comparator.<Dataset>comparingLong(
                                        dataset -> dataset.tally().kept())
                                .thenComparing(Dataset.BY_AGE)));
        Set<RunId> taken =
                newest.map(dataset -> continued(Set.of(dataset.run()))).orElse(Set.of());
        return datasets.stream()
                .filter(dataset -> taken.contains(dataset.run()))
                .toList();
    }

    /** These runs, and all whose datasets theirs continue. */
    public Set<RunId> continued(Set<RunId> runs) {
        Set<RunId> all = new HashSet<>(runs);
        boolean more = true;
        while (more) {
            List<RunId> next = datasets.stream()
                    .filter(dataset -> all.contains(dataset.run()))
                    .flatMap(dataset -> dataset.relations().continues().stream())
                    .toList();
            more = all.addAll(next);
        }
        return all;
    }

    /**
     * What may go where the newest whole datasets are enough: everything older than the newest of them, but for so many of them, and for what kept datasets continue.
     *
     * @param keep how many whole datasets stay, at least 1
     */
    public List<Dataset> prunable(int keep) {
        if (keep < 1) {
            throw new IllegalArgumentException("keep is " + keep + "; expected 1 or more");
        }
        Optional<Dataset> newest = newestWhole();
        if (newest.isEmpty()) {
            return List.of();
        }
        List<Dataset> whole = datasets.stream().filter(Catalog::isWhole).toList();
        Set<RunId> kept = new HashSet<>();
        whole.subList(Math.max(0, whole.size() - keep), whole.size()).forEach(dataset -> kept.add(dataset.run()));
        List<Dataset> older = new ArrayList<>(datasets.subList(0, datasets.indexOf(newest.get())));
        datasets.stream()
                .filter(dataset -> !older.contains(dataset) || !dataset.sound())
                .forEach(dataset -> kept.add(dataset.run()));
        Set<RunId> needed = continued(kept);
        older.removeIf(dataset -> needed.contains(dataset.run()));
        return List.copyOf(older);
    }

    private Optional<Dataset> newestWhole() {
        return datasets.stream().filter(Catalog::isWhole).reduce((older, newer) -> newer);
    }

    private static boolean isWhole(Dataset dataset) {
        return dataset.whole() && dataset.sound();
    }
}
