package dev.siiwad.flink;

import dev.siiwad.Environment;
import dev.siiwad.cli.storage.Storages;
import dev.siiwad.cli.terminal.Configuration;
import dev.siiwad.cli.terminal.ExitCode;
import dev.siiwad.cli.terminal.Failures;
import dev.siiwad.cli.terminal.Interruption;
import dev.siiwad.cli.terminal.ProgressLine;
import dev.siiwad.cli.terminal.Session;
import dev.siiwad.cli.terminal.Shell;
import dev.siiwad.cli.terminal.UsageException;
import java.io.UncheckedIOException;
import org.apache.flink.streaming.api.environment.LocalStreamEnvironment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** {@code siiwad-flink ingest …}: a run of {@code siiwad ingest … --slices N --run-id ID} whose processes are workers of a Flink job. */
public final class Main {
    private Main() {}

    /**
     * Ends the process with an exit code of the command line; where Flink has called it, to submit the job, it returns instead.
     *
     * @throws WorkerEndedException if Flink has called it, and the run failed
     */
    public static void main(String[] arguments) throws WorkerEndedException {
        int code = run(Shell.ofThisProcess(), arguments);
        if (StreamExecutionEnvironment.getExecutionEnvironment() instanceof LocalStreamEnvironment) {
            System.exit(code);
        }
        if (code != ExitCode.DONE) {
            throw new WorkerEndedException(code, "the log of this process says why");
        }
    }

    /** Returns the exit code. */
    static int run(Shell shell, String... arguments) {
        Interruption interruption = new Interruption();
        int code = ExitCode.FAILED;
        try {
            Environment environment = Configuration.of(shell).environment();
            Session session = new Session(shell, environment, new ProgressLine(shell.err(), false), interruption);
            Storages storages = dev.siiwad.cli.Main.storages(session);
            FlinkCommand command = new FlinkCommand();
            code = dev.siiwad.cli.Main.commands(command, session, storages, new Submission(session, command))
                    .execute(arguments);
        } catch (UsageException | UncheckedIOException e) {
            code = Failures.failed(e);
        } finally {
            interruption.over(code);
        }
        return code;
    }
}
