package dev.siiwad.source.tiktok;

import java.io.IOException;

/** One item of a dataset cannot be read, however often it is asked for, while the dataset answers otherwise. */
final class UnreadableItemException extends IOException {
    private static final long serialVersionUID = 1L;

    private final long offset;

    UnreadableItemException(long offset, IOException problem) {
        super(problem.getMessage(), problem);
        this.offset = offset;
    }

    long offset() {
        return offset;
    }
}
