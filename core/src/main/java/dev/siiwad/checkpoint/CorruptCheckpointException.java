package dev.siiwad.checkpoint;

import java.io.IOException;

/** A checkpoint is there but cannot be used. The message names the file, the place in it and what is wrong there. */
public class CorruptCheckpointException extends IOException {
    private static final long serialVersionUID = 1L;

    public CorruptCheckpointException(String message) {
        super(message);
    }

    public CorruptCheckpointException(String message, Throwable cause) {
        super(message, cause);
    }
}
