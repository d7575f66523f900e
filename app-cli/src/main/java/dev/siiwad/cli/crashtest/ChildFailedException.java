package dev.siiwad.cli.crashtest;

import java.util.List;

/** A child ended by itself, with an exit code that is not 0. The message holds the last it said. */
public final class ChildFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int exitCode;
    private final boolean tested;

    ChildFailedException(boolean tested, int exitCode, List<String> lines) {
        super((tested ? "An attempt of the tested run" : "The reference run") + " ended by itself with exit code "
                + exitCode + ". The last it said:\n" + String.join("\n", lines));
        this.exitCode = exitCode;
        this.tested = tested;
    }

    public int exitCode() {
        return exitCode;
    }

    /** Whether it was an attempt of the tested run; else the reference run failed, and nothing was tested. */
    public boolean tested() {
        return tested;
    }
}
