package dev.siiwad.flink;

import dev.siiwad.cli.terminal.ExitCode;
import java.util.Set;
import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/** A worker ended with an exit code that may pass: Flink starts another in its place. Where it was thrown tells nothing. */
class WorkerEndedException extends Exception {
    private static final long serialVersionUID = 1L;

    /** The same command would end the same way. */
    private static final Set<Integer> FOR_GOOD =
            Set.of(ExitCode.USAGE, ExitCode.CORRUPT, ExitCode.DECISION, ExitCode.NOTHING_KEPT);

    private final int code;

    WorkerEndedException(int code, String problem) {
        super("exit code " + code + ": " + problem, null, false, false);
        this.code = code;
    }

    static WorkerEndedException of(int code, String problem) {
        return FOR_GOOD.contains(code) ? new ForGood(code, problem) : new WorkerEndedException(code, problem);
    }

    int code() {
        return code;
    }

    /** Flink fails the job, and starts none again. */
    @ThrowableAnnotation(ThrowableType.NonRecoverableError)
    static final class ForGood extends WorkerEndedException {
        private static final long serialVersionUID = 1L;

        ForGood(int code, String problem) {
            super(code, problem);
        }
    }
}
