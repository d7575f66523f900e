package dev.siiwad.publish;

import java.io.IOException;

/** A published file is not the one that its receipt names. */
public final class DamagedDatasetException extends IOException {
    private static final long serialVersionUID = 1L;

    /** @param message begins with the file, and has both values */
    public DamagedDatasetException(String message) {
        super(message);
    }

    public DamagedDatasetException(String message, Throwable cause) {
        super(message, cause);
    }
}
