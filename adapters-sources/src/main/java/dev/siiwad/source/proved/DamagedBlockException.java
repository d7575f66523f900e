package dev.siiwad.source.proved;

import java.io.IOException;

/** A file has changed on the disk since it was proved whole. No byte of the block was given; those before it are what they were. */
public final class DamagedBlockException extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedBlockException(String message) {
        super(message);
    }

    /** This kind of failure among the causes of another: parsers wrap what their bytes throw. */
    public static boolean isCauseOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DamagedBlockException) {
                return true;
            }
        }
        return false;
    }
}
