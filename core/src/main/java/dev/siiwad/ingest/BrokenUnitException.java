package dev.siiwad.ingest;

import java.io.IOException;

/** A unit is broken for good, and the request forbids to set it aside: the run stops before it. The message names it and says why. */
public final class BrokenUnitException extends IOException {
    private static final long serialVersionUID = 1L;

    public BrokenUnitException(String name, String reason) {
        super(name + ": " + reason);
    }
}
