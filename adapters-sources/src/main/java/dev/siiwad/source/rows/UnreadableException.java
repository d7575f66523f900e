package dev.siiwad.source.rows;

import java.io.IOException;

/**
 * What a file holds cannot be read: it is damaged, cut short, or something else than its name says. Reading the same bytes again will not help; as
 * against a failure of the disk or the network. So is a file that is lost where it is fetched from, while the files beside it are there. The message begins with the file, once it has left the reader of lines or of Parquet.
 */
public final class UnreadableException extends IOException {
    private static final long serialVersionUID = 1L;

    public UnreadableException(String message) {
        super(message);
    }

    public UnreadableException(String message, Throwable cause) {
        super(message, cause);
    }
}
