package dev.siiwad.source.http;

import java.io.IOException;

/** The network failed under a request: no connection, silence, or a body that ended early. Worth another try. */
public final class BrokenConnectionException extends IOException {
    private static final long serialVersionUID = 1L;

    BrokenConnectionException(String message) {
        super(message);
    }

    BrokenConnectionException(Request request, IOException cause) {
        super(request + ": " + describe(cause), cause);
    }

    /** The same failure, of a request that is not sent twice. */
    IOException afterOneTry() {
        return new IOException(getMessage() + " (tried once). Check the network", this);
    }

    /** The same failure, seen as the last of several tries. */
    IOException after(Trouble trouble) {
        return new IOException(
                getMessage() + " (" + trouble.summary() + ")"
                        + (trouble.isOfThisRequest() ? "" : ". Check the network"),
                this);
    }

    private static String describe(IOException cause) {
        String message = cause.getMessage();
        return cause.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }
}
