package dev.siiwad.source.tiktok;

import java.io.IOException;

/** An answer came whole and cannot be read as a page of a dataset. */
final class UnreadablePageException extends IOException {
    private static final long serialVersionUID = 1L;

    UnreadablePageException(IOException problem) {
        super(problem.getMessage(), problem);
    }
}
