package dev.siiwad.source.http;

import java.io.IOException;

/** A request was not sent, because it was to be sent only if it had not to wait. */
final class BusyHostException extends IOException {
    private static final long serialVersionUID = 1L;

    BusyHostException(String message) {
        super(message);
    }
}
