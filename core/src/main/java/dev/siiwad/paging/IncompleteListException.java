package dev.siiwad.paging;

import java.io.IOException;

/** A list that came in pages is not proved to be whole. The message names the list, the page, and what speaks against it. */
public final class IncompleteListException extends IOException {
    private static final long serialVersionUID = 1L;

    IncompleteListException(String message) {
        super(message);
    }
}
