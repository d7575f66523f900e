package dev.siiwad.duplicates;

import dev.siiwad.publish.Dataset;
import dev.siiwad.publish.Datasets;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.SourceId;
import java.io.IOException;
import java.util.Comparator;
import java.util.Optional;

/**
 * A published dataset that a run depends on, as it was when the run began.
 *
 * @param digest of its receipt
 */
public record PinnedDataset(SourceId source, RunId run, String digest) implements Comparable<PinnedDataset> {
    private static final Comparator<PinnedDataset> ORDER = Comparator.comparing(PinnedDataset::source)
            .thenComparing(PinnedDataset::run)
            .thenComparing(PinnedDataset::digest);

    static PinnedDataset of(Dataset dataset) {
        return new PinnedDataset(dataset.source(), dataset.run(), dataset.digest());
    }

    /** {@code <source>/<run>}. */
    public String name() {
        return source + "/" + run;
    }

    /**
     * The dataset, if it still is the one that was pinned and its files are there.
     *
     * @throws ChangedDatasetException if it is not
     */
    Dataset in(Datasets datasets) throws IOException {
        Optional<Dataset> found = datasets.catalog(source).of(run);
        if (found.isEmpty()) {
            throw new ChangedDatasetException(this, datasets.where(source) + ": has no dataset of run " + run);
        }
        if (!found.get().digest().equals(digest)) {
            throw new ChangedDatasetException(
                    this,
                    found.get().receipt() + ": has the digest " + found.get().digest() + "; it was " + digest);
        }
        requireSound(found.get());
        return found.get();
    }

    /** @throws ChangedDatasetException if the files of a dataset are not those that its receipt names, as far as that shows without reading them */
    static void requireSound(Dataset dataset) throws ChangedDatasetException {
        if (!dataset.sound()) {
            throw new ChangedDatasetException(of(dataset), dataset.problems().get(0));
        }
    }

    @Override
    public int compareTo(PinnedDataset other) {
        return ORDER.compare(this, other);
    }

    /** Its form in settings. */
    @Override
    public String toString() {
        return name() + "@" + digest;
    }

    /** @throws IllegalArgumentException if it is not what {@link #toString} gave */
    static PinnedDataset parse(String text) {
        int slash = text.indexOf('/');
        int at = text.indexOf('@');
        if (slash < 0 || at < slash) {
            throw new IllegalArgumentException(
                    "pinned dataset is \"" + text + "\"; expected <source>/<run>@<digest of its receipt>");
        }
        return new PinnedDataset(
                new SourceId(text.substring(0, slash)),
                new RunId(text.substring(slash + 1, at)),
                text.substring(at + 1));
    }
}
