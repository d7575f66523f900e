package dev.siiwad.cli.reference;

import dev.siiwad.cli.terminal.Session;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code siiwad completion}. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = "Prints the script with which a shell completes commands and options.")
public final class CompletionCommand implements Runnable {
    private final Session session;
    private final Supplier<CommandLine> siiwad;

    @Parameters(paramLabel = "SHELL", description = "One of ${COMPLETION-CANDIDATES}")
    private Script shell;

    /**
     * @param siiwad the whole program
     */
    public CompletionCommand(Session session, Supplier<CommandLine> siiwad) {
        this.session = session;
        this.siiwad = siiwad;
    }

    @Override
    public void run() {
        session.shell().out().print(shell.of(siiwad.get()));
        session.shell().out().flush();
    }

    /** One for each shell. */
    enum Script {
        bash(BashCompletion::of),
        zsh(ZshCompletion::of);

        private final Function<CommandLine, String> made;

        Script(Function<CommandLine, String> made) {
            this.made = made;
        }

        String of(CommandLine siiwad) {
            return made.apply(siiwad);
        }
    }
}
