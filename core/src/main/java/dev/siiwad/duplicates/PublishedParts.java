package dev.siiwad.duplicates;

import dev.siiwad.publish.DamagedDatasetException;
import dev.siiwad.publish.Dataset;
import dev.siiwad.publish.Datasets;
import dev.siiwad.publish.PublishedText;
import dev.siiwad.publish.Receipt;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The parts of the datasets that a run is compared with, in the order of {@link PinnedDataset} and within them in their own. */
final class PublishedParts {
    private final Datasets datasets;
    private final List<Part> parts;
    private final BooleanSupplier stopRequested;

    /** One of them. */
    record Part(PinnedDataset pinned, Dataset dataset, Receipt.PublishedFile file) {}

    /** Hears of the documents of a part. */
    @FunctionalInterface
    interface Texts {
        /** Whether to go on to the next. */
        boolean take(PublishedText text) throws IOException;
    }

    private PublishedParts(Datasets datasets, List<Part> parts, BooleanSupplier stopRequested) {
        this.datasets = datasets;
        this.parts = List.copyOf(parts);
        this.stopRequested = stopRequested;
    }

    /**
     * Those of the datasets that are pinned.
     *
     * @throws ChangedDatasetException if a dataset is not the one any more that was pinned
     */
    static PublishedParts of(Against against, Datasets datasets, BooleanSupplier stopRequested) throws IOException {
        List<Part> parts = new ArrayList<>();
        for (PinnedDataset pinned : against.pinned()) {
            Dataset dataset = pinned.in(datasets);
            datasets.parts(dataset).forEach(file -> parts.add(new Part(pinned, dataset, file)));
        }
        return new PublishedParts(datasets, parts, stopRequested);
    }

    List<Part> all() {
        return parts;
    }

    /** How many documents they have. */
    long documents() {
        return parts.stream().mapToLong(part -> part.file().documents()).sum();
    }

    /**
     * Reads one.
     *
     * @return false if the run was asked to stop, or whoever heard of a text wanted no more
     * @throws ChangedDatasetException if it is gone, or not the one that was pinned
     */
    boolean read(Part part, Texts texts) throws IOException {
        Hearing hearing = new Hearing(texts);
        try {
            datasets.read(part.dataset(), part.file(), hearing);
        } catch (DamagedDatasetException | NoSuchFileException e) {
            part.pinned().in(datasets);
            throw new ChangedDatasetException(part.pinned(), e);
        }
        return hearing.ended();
    }

    /** Keeps what goes wrong with what is made of the texts apart from what goes wrong with the part. */
    private final class Hearing implements Datasets.Texts {
        private final Texts texts;
        private boolean stopped;
        private Optional<IOException> failure = Optional.empty();

        Hearing(Texts texts) {
            this.texts = texts;
        }

        @Override
        public boolean take(PublishedText text) {
            try {
                stopped = stopRequested.getAsBoolean() || !texts.take(text);
            } catch (IOException e) {
                failure = Optional.of(e);
                stopped = true;
            }
            return !stopped;
        }

        boolean ended() throws IOException {
            if (failure.isPresent()) {
                throw failure.get();
            }
            return !stopped;
        }
    }
}
