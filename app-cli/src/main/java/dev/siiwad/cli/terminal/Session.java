package dev.siiwad.cli.terminal;

import dev.siiwad.Environment;
import java.nio.file.Path;
import java.time.Instant;

/** One call of the program: what it was told, and where it talks to. */
public record Session(Shell shell, Environment environment, ProgressLine line, Interruption interruption) {
    /** How the user calls the program; the launcher tells. */
    public String program() {
        return environment.text("SIIWAD_COMMAND").orElse("siiwad");
    }

    /** Prints a line of a result; what could move a terminal's cursor or look like another line is not passed on, since some of it quotes files. */
    public void print(String line) {
        shell.out().println(PrintedLine.of(line));
        shell.out().flush();
    }

    /** Prints a whole file, line ends included. */
    public void printAll(String text) {
        shell.out().println(PrintedLine.printable(text));
        shell.out().flush();
    }

    public Path resolve(Path path) {
        return shell.directory().resolve(path);
    }

    public Instant now() {
        return Instant.now();
    }
}
