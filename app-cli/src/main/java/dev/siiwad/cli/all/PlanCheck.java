package dev.siiwad.cli.all;

import dev.siiwad.cli.ingest.Use;
import dev.siiwad.cli.terminal.Configuration;
import dev.siiwad.cli.terminal.Session;
import dev.siiwad.cli.terminal.UsageException;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;

/** Whether what {@code siiwad.yaml} says of sources can be. */
public final class PlanCheck {
    private PlanCheck() {}

    /**
     * What is wrong with it, by key.
     *
     * @param ingest makes the commands of all sources, for a use
     */
    public static List<String> problems(Session session, Function<Use, CommandLine> ingest) {
        try {
            new Entries(ingest.apply(new Unused()), session.environment())
                    .of(Configuration.of(session.shell()).planned());
            return List.of();
        } catch (UsageException e) {
            return e.getMessage().lines().toList();
        }
    }
}
