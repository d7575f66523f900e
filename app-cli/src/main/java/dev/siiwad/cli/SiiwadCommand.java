package dev.siiwad.cli;

import dev.siiwad.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code siiwad} itself. */
@Command(
        name = "siiwad",
        mixinStandardHelpOptions = true,
        versionProvider = SiiwadCommand.OfTheBuild.class,
        description = "Collects text corpora and carries on from where it stopped, whatever stopped it.",
        subcommandsRepeatable = false,
        footer = {
            "",
            "Run a command; stop it in any way; run the same command again.",
            "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 checkpoint corrupt,",
            "4 your decision is needed, 5 another run holds the source, 6 paused,",
            "7 nothing was kept, 129, 130 and 143 interrupted."
        })
final class SiiwadCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is missing");
    }

    /** The version, which datasets name too, and the commit that was built, which they do not: it says nothing about what is in them. */
    static final class OfTheBuild implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"siiwad " + Version.text() + " (build " + commit() + ")"};
        }
    }

    /** The commit that was built, or a word that says that nobody knows. */
    static String commit() {
        return Version.written(SiiwadCommand.class, "commit").orElse("unknown");
    }
}
