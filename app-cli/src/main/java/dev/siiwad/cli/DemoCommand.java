package dev.siiwad.cli;

import dev.siiwad.cli.demo.Demo;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code siiwad demo}: what a newcomer types first. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description =
                "Collects small datasets from servers on this machine, kills itself in the middle, carries on, and compares.")
final class DemoCommand implements Callable<Integer> {
    private final Session session;

    DemoCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        return new Demo(session.shell().out()).run() ? ExitCode.DONE : ExitCode.FAILED;
    }
}
