package dev.siiwad.segment;

import java.io.IOException;

/** A segment that the checkpoint counts, or the payload of its snapshot, is missing, shorter, longer or changed. The message names it, with what was expected and found. */
public final class DamagedSegmentException extends IOException {
    private static final long serialVersionUID = 1L;

    public DamagedSegmentException(String message) {
        super(message);
    }

    public DamagedSegmentException(String message, Throwable cause) {
        super(message, cause);
    }
}
