package dev.siiwad.source.http;

import java.io.IOException;

/** A whole answer came, or was announced, and it is not the file that was expected: another one, or an error page. */
public final class OtherFileException extends IOException {
    private static final long serialVersionUID = 1L;

    OtherFileException(String message) {
        super(message);
    }
}
