package dev.siiwad.source.http;

import java.io.IOException;

/** The network failed under a request: no connection, silence, or a body that ended early. Worth another try. */
public final class BrokenConnectionException extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean slow;

    BrokenConnectionException(String message) {
        this(message, false);
    }

    private BrokenConnectionException(String message, boolean slow) {
        super(message);
        this.slow = slow;
    }

    BrokenConnectionException(Request request, IOException cause) {
        super(request + ": " + describe(cause), cause);
        this.slow = false;
    }

    /** A body that comes so slowly that it might as well not come. */
    static BrokenConnectionException tooSlow(String message) {
        return new BrokenConnectionException(message, true);
    }

    boolean isTooSlow() {
        return slow;
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
