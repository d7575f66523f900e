package dev.siiwad.source.packed;

import java.io.IOException;

/** What is packed is damaged, cut short, or not packed as its first bytes say. Reading the same bytes again will not help. */
public final class UnpackingException extends IOException {
    private static final long serialVersionUID = 1L;

    UnpackingException(String message) {
        super(message);
    }

    UnpackingException(String message, Throwable cause) {
        super(message, cause);
    }
}
