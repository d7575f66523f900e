package dev.siiwad.storage;

import java.io.IOException;

/**
 * A storage cannot be used as it is set up: there are no credentials, they do not allow what is needed, or the place does not exist. Asking again would be answered the same
 * until somebody changes that; what is stored is as it was.
 */
public final class StorageSetupException extends IOException {
    private static final long serialVersionUID = 1L;

    /** @param message what is wrong, where, and what helps; holds no secret */
    public StorageSetupException(String message, Throwable cause) {
        super(message, cause);
    }
}
