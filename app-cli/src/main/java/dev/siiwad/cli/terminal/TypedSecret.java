package dev.siiwad.cli.terminal;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** A secret as an option gives it: {@code @FILE}, {@code -} to be asked for it, or itself. */
public final class TypedSecret {
    private static final String FILE = "@";
    private static final String ASK = "-";
    private static final long BYTES_MAX = 4096;

    private final String typed;
    private String secret = "";

    public TypedSecret(String typed) {
        this.typed = typed;
    }

    /**
     * The secret; the same each time.
     *
     * @param option that it was typed for
     * @throws UsageException if there is none
     */
    public synchronized String read(String option, Session session) {
        if (secret.isEmpty()) {
            secret = typed.equals(ASK)
                    ? asked(option)
                    : typed.startsWith(FILE)
                            ? inFile(option, session.resolve(Path.of(typed.substring(FILE.length()))))
                            : warned(option);
        }
        return secret;
    }

    /** Whether it is no secret what was typed. */
    public boolean isFile() {
        return typed.startsWith(FILE);
    }

    /** The secret, once it was read. */
    public synchronized String known() {
        return secret.isEmpty() && !isFile() && !typed.equals(ASK) ? typed : secret;
    }

    private String warned(String option) {
        LoggerFactory.getLogger("dev.siiwad")
                .warn(
                        "{}: other users of this machine see a secret that is typed; give it as {} @FILE, or {} - to be asked for it",
                        option,
                        option,
                        option);
        return typed;
    }

    private static String asked(String option) {
        Console console = System.console();
        char[] answer = console == null ? null : console.readPassword("%s: ", option);
        if (answer == null || answer.length == 0) {
            throw new UsageException(
                    option + " -: there is no terminal to ask at, or no answer; give a file as " + option + " @FILE");
        }
        return new String(answer);
    }

    private static String inFile(String option, Path file) {
        try {
            if (Files.size(file) > BYTES_MAX) {
                throw new UsageException(option + ": " + file + " has " + Files.size(file) + " bytes; at most "
                        + BYTES_MAX + " are read");
            }
            String text = Files.readString(file).strip();
            if (text.isEmpty() || text.lines().count() > 1) {
                throw new UsageException(option + ": " + file + " does not hold one line, and no more");
            }
            return text;
        } catch (IOException e) {
            throw new UsageException(option + ": " + file + ": cannot be read: " + FileWords.problem(e));
        }
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return typed.startsWith(FILE) || typed.equals(ASK) ? typed : "…";
    }
}
