package dev.siiwad.source.proved;

import java.io.IOException;

/**
 * A file is not what upstream pinned, and nobody proved it before it was read: what has been read of it may be wrong. It is left as it is, so that this is
 * found out again until what was read is given up.
 */
public final class SuspectFileException extends IOException {
    private static final long serialVersionUID = 1L;

    public SuspectFileException(String message) {
        super(message);
    }
}
