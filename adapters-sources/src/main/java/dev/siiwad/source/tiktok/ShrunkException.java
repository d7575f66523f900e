package dev.siiwad.source.tiktok;

import java.io.IOException;

/** What a paid run has left is not there any more, or less of it than was read before. */
final class ShrunkException extends IOException {
    private static final long serialVersionUID = 1L;

    ShrunkException(String message) {
        super(message);
    }
}
