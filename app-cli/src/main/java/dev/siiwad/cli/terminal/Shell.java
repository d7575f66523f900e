package dev.siiwad.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where the program was called from.
 *
 * @param variables the environment variables; they may hold secrets, so this is never printed
 * @param directory the working directory, empty for the process's own, so that messages show paths as the user types them
 * @param out for results
 * @param err for the log and the progress line
 * @param terminal whether {@code err} is watched by a person
 */
public record Shell(Map<String, String> variables, Path directory, PrintStream out, PrintStream err, boolean terminal) {
    public static Shell ofThisProcess() {
        return new Shell(
                System.getenv(),
                Path.of(""),
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                standardErrorIsATerminal());
    }

    @Override
    public String toString() {
        return "Shell in " + directory.toAbsolutePath();
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /** Java tells of stdin and stdout only; Linux of each. */
    private static boolean standardErrorIsATerminal() {
        Path descriptor = Path.of("/proc/self/fd/2");
        try {
            if (Files.isSymbolicLink(descriptor)) {
                String target = Files.readSymbolicLink(descriptor).toString();
                return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
            }
        } catch (IOException unknown) {
            return false;
        }
        return System.console() != null;
    }
}
