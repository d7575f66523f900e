package dev.siiwad.cli.terminal;

/** What the process says with its exit status. */
public final class ExitCode {
    public static final int DONE = 0;
    /** The checkpoint is kept. */
    public static final int FAILED = 1;

    public static final int USAGE = 2;
    public static final int CORRUPT = 3;
    /** The same command would fail again: another snapshot, other settings, an offset past the end, a source that cannot be read as asked. */
    public static final int DECISION = 4;

    public static final int BUSY = 5;
    /** A quota is used up; the message says when to go on. */
    public static final int PAUSED = 6;
    /** No dataset is published, since there would be no document in it. */
    public static final int NOTHING_KEPT = 7;
    /** The JVM itself says 130 for SIGINT and 143 for SIGTERM; both are told by this one. */
    public static final int INTERRUPTED = 130;

    private ExitCode() {}
}
