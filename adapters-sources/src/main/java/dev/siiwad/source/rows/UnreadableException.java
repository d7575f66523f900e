package dev.siiwad.source.rows;

import java.io.IOException;

/**
 * What a file holds cannot be read: it is damaged, cut short, or something else than its name says. Reading the same bytes again will not help; as
 * against a failure of the disk or the network. The message begins with the file, once it has left the reader of lines or of Parquet.
 */
final class UnreadableException extends IOException {
    private static final long serialVersionUID = 1L;

    UnreadableException(String message) {
        super(message);
    }

    UnreadableException(String message, Throwable cause) {
        super(message, cause);
    }
}
