package dev.siiwad.checkpoint;

import java.io.IOException;

/** Someone else has committed since we last looked: this run stops, having damaged nothing. */
public final class LostRaceException extends IOException {
    private static final long serialVersionUID = 1L;

    public LostRaceException(String message) {
        super(message);
    }
}
