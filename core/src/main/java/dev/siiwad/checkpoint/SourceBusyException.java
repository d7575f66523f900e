package dev.siiwad.checkpoint;

import java.io.IOException;

/** Another run that still lives holds this source. The message says which, as far as that is known. */
public final class SourceBusyException extends IOException {
    private static final long serialVersionUID = 1L;

    public SourceBusyException(String message) {
        super(message);
    }
}
