package dev.siiwad.publish;

import dev.siiwad.segment.RunId;
import java.util.List;
import java.util.Optional;

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
}
