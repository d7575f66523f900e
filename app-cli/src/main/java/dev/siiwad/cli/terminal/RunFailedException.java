package dev.siiwad.cli.terminal;

import java.io.IOException;

/** A run of the command line ended with an error, and this is what the user can do. */
public final class RunFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient NextSteps next;
    private final transient IOException failure;

    public RunFailedException(NextSteps next, IOException failure) {
        super(failure);
        this.next = next;
        this.failure = failure;
    }

    public NextSteps next() {
        return next;
    }

    public IOException failure() {
        return failure;
    }
}
