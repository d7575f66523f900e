package dev.siiwad.cli.config;

import dev.siiwad.cli.terminal.Configuration;
import dev.siiwad.cli.terminal.ExitCode;
import dev.siiwad.cli.terminal.Session;
import java.util.List;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;

/** {@code siiwad config check}: whether every value is one that its setting can have. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Says which settings cannot be what they are set to (exit code 2); asks nobody.")
public final class ConfigCheckCommand implements Callable<Integer> {
    private final Session session;

    public ConfigCheckCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        List<String> problems = Configuration.of(session.shell()).problems();
        Logger log = LoggerFactory.getLogger("dev.siiwad");
        problems.forEach(problem -> log.error("{}", problem));
        if (problems.isEmpty()) {
            session.print("Every setting can be what it is set to");
        }
        return problems.isEmpty() ? ExitCode.DONE : ExitCode.USAGE;
    }
}
