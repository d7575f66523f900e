package dev.siiwad.cli.config;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.siiwad.cli.terminal.Configuration;
import dev.siiwad.cli.terminal.ExitCode;
import dev.siiwad.cli.terminal.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code siiwad config check}: whether every value is one that its setting can have. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Says which settings cannot be what they are set to (exit code 2); asks nobody.")
public final class ConfigCheckCommand implements Callable<Integer> {
    private static final int VERSION = 1;

    @Option(names = "--json", description = "Print JSON; docs/json.md says what is in it")
    private boolean json;

    private final Session session;
    private final Supplier<List<String>> planned;

    /** @param planned what is wrong with the sources that are to be collected */
    public ConfigCheckCommand(Session session, Supplier<List<String>> planned) {
        this.session = session;
        this.planned = planned;
    }

    @Override
    public Integer call() {
        List<String> problems =
                new ArrayList<>(Configuration.of(session.shell()).problems());
        problems.addAll(planned.get());
        Logger log = LoggerFactory.getLogger("dev.siiwad");
        problems.forEach(problem -> log.error("{}", problem));
        if (json) {
            ObjectNode found = new ObjectMapper().createObjectNode().put("version", VERSION);
            problems.forEach(found.putArray("problems")::add);
            session.print(found.toString());
        } else if (problems.isEmpty()) {
            session.print("Every setting can be what it is set to");
        }
        return problems.isEmpty() ? ExitCode.DONE : ExitCode.USAGE;
    }
}
