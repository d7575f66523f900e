package dev.siiwad.cli.terminal;

import java.util.Optional;

/**
 * Which run the log is of. There is one at a time in a process, and many of its threads log; so it belongs to the process and not, as that of slf4j does, to a thread. Safe for
 * use by several threads.
 */
public final class LogContext {
    private static volatile Optional<String> source = Optional.empty();
    private static volatile Optional<String> run = Optional.empty();

    private LogContext() {}

    /** What is logged from now on is of this source. */
    public static void source(String id) {
        source = Optional.of(id);
    }

    /** What is logged from now on is of this run. */
    public static void run(String id) {
        run = Optional.of(id);
    }

    /** What is logged from now on is of no run. */
    public static void clear() {
        source = Optional.empty();
        run = Optional.empty();
    }

    static Optional<String> source() {
        return source;
    }

    static Optional<String> run() {
        return run;
    }
}
