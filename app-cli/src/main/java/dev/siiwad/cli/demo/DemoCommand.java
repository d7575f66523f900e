package dev.siiwad.cli.demo;

import dev.siiwad.cli.terminal.ExitCode;
import dev.siiwad.cli.terminal.Session;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code siiwad demo}: what a newcomer types first. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description =
                "Collects small datasets from servers on this machine, kills itself in the middle, resumes, and compares.")
public final class DemoCommand implements Callable<Integer> {
    private final Session session;

    public DemoCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        return new Demo(session.shell().out()).run() ? ExitCode.DONE : ExitCode.FAILED;
    }
}
