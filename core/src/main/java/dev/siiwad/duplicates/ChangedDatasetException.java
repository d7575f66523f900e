package dev.siiwad.duplicates;

import java.io.IOException;

/** A published dataset that a run depends on is gone, or is not the one any more that it was when the run began; or was damaged already then. */
public final class ChangedDatasetException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient PinnedDataset dataset;

    ChangedDatasetException(PinnedDataset dataset, String problem) {
        super(problem);
        this.dataset = dataset;
    }

    ChangedDatasetException(PinnedDataset dataset, IOException problem) {
        super(problem.getMessage(), problem);
        this.dataset = dataset;
    }

    public PinnedDataset dataset() {
        return dataset;
    }
}
