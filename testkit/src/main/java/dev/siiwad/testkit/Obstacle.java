package dev.siiwad.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** What may stand where a file should be read, and keeps it from being read. */
public final class Obstacle {
    private Obstacle() {}

    /**
     * Closes a file to this user. Root reads whatever the permissions say, so that for root it becomes a link to one of the files that the kernel
     * itself gives nobody to read. Where there is none, the test is skipped.
     */
    public static void unreadable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        if (!isClosed(file)) {
            Optional<Path> closed = closedToAll();
            Assumptions.assumeTrue(closed.isPresent(), "This user may read everything: nothing can be made unreadable");
            Files.delete(file);
            Files.createSymbolicLink(file, closed.get());
        }
    }

    /** Puts a pipe there that nobody writes to: whoever opens it waits for ever. */
    public static void pipe(Path file) throws IOException {
        try {
            int code = new ProcessBuilder("mkfifo", file.toString()).start().waitFor();
            Assumptions.assumeTrue(code == 0, "mkfifo makes no pipe in " + file.getParent());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } catch (IOException e) {
            Assumptions.abort("There is no mkfifo here: " + e.getMessage());
        }
    }

    private static Optional<Path> closedToAll() throws IOException {
        Path buses = Path.of("/sys/bus");
        if (!Files.isDirectory(buses)) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> each = Files.newDirectoryStream(buses)) {
            for (Path bus : each) {
                Path writeOnly = bus.resolve("drivers_probe");
                if (Files.exists(writeOnly) && isClosed(writeOnly)) {
                    return Optional.of(writeOnly);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isClosed(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            in.read();
            return false;
        } catch (AccessDeniedException closed) {
            return true;
        } catch (IOException other) {
            return false;
        }
    }
}
