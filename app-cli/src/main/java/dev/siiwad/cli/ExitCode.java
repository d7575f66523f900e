package dev.siiwad.cli;

/** What the process says with its exit status. */
final class ExitCode {
    static final int DONE = 0;
    /** The checkpoint is kept. */
    static final int FAILED = 1;

    static final int USAGE = 2;
    static final int CORRUPT = 3;
    static final int STALE = 4;
    static final int BUSY = 5;
    /** A quota is used up; the message says when to go on. */
    static final int PAUSED = 6;
    /** The JVM itself says 130 for SIGINT and 143 for SIGTERM; this is what {@link Main#run} returns for both. */
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}
