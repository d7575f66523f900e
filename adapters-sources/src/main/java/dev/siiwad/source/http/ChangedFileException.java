package dev.siiwad.source.http;

import java.io.IOException;

/** A server gives bytes of another file than those that have arrived, or none of a place in it; what has arrived is of no use. */
final class ChangedFileException extends IOException {
    private static final long serialVersionUID = 1L;

    ChangedFileException(String message) {
        super(message);
    }
}
