package dev.siiwad.storage.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * A file of ours as it is found: perhaps there is none, or something else in its place that must neither be taken for it nor waited for, such as a
 * directory, a pipe or a link to nothing. Every message names the file, what is there, and the command that helps.
 */
final class RegularFile {
    private RegularFile() {}

    /**
     * Opens it; empty if nothing is there.
     *
     * @throws ObstructedFileException if something else is in its place
     * @throws IOException if it may not or cannot be read
     */
    static Optional<InputStream> open(Path file) throws IOException {
        if (attributes(file).isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.newInputStream(file));
        } catch (NoSuchFileException removedMeanwhile) {
            return Optional.empty();
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** Its length in bytes; empty if nothing is there. Fails as {@link #open} does. */
    static Optional<Long> length(Path file) throws IOException {
        return attributes(file).map(BasicFileAttributes::size);
    }

    /** @throws IOException if a link is in its place, which may lead to what somebody else has made */
    static void requireNoLink(Path file) throws IOException {
        if (Files.isSymbolicLink(file)) {
            throw new IOException(file + ": is a link to " + Files.readSymbolicLink(file)
                    + "; expected a file of this program's own, or nothing. Remove the link with: rm " + quoted(file));
        }
    }

    /** Whether anything has this name, or that cannot be seen. */
    static boolean mayExist(Path file) {
        try {
            Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** What to say when opening or reading it failed: the system names neither the file nor a remedy. */
    static IOException unreadable(Path file, IOException e) {
        if (e instanceof AccessDeniedException) {
            return new IOException(file + ": permission denied. " + permissions(file), e);
        }
        String reason = e instanceof FileSystemException named && named.getReason() != null
                ? named.getReason()
                : e.getMessage();
        return new IOException(
                file + ": cannot be read: " + reason + ". Look at its disk, and then at: ls -l " + quoted(file), e);
    }

    /** As a shell takes it for one word. */
    static String quoted(Path file) {
        return "'" + file.toString().replace("'", "'\\''") + "'";
    }

    private static Optional<BasicFileAttributes> attributes(Path file) throws IOException {
        BasicFileAttributes found;
        try {
            found = Files.readAttributes(file, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            if (Files.isSymbolicLink(file)) {
                throw obstructed(file, "is a link to " + Files.readSymbolicLink(file) + ", which is not there");
            }
            return Optional.empty();
        } catch (IOException e) {
            throw unreadable(file, e);
        }
        if (!found.isRegularFile()) {
            throw obstructed(file, found.isDirectory() ? "is a directory" : "is a pipe or a device");
        }
        return Optional.of(found);
    }

    private static ObstructedFileException obstructed(Path file, String what) {
        return new ObstructedFileException(file + ": " + what + "; expected a file. First move it away with: mv "
                + quoted(file) + " " + quoted(file.resolveSibling(file.getFileName() + ".moved")));
    }

    private static String permissions(Path file) {
        try {
            PosixFileAttributes found = Files.readAttributes(file, PosixFileAttributes.class);
            String owner = found.owner().getName();
            String mode = PosixFilePermissions.toString(found.permissions());
            boolean ours = owner.equals(System.getProperty("user.name"));
            return "It belongs to " + owner + " (" + mode + "). Let it be read with: "
                    + (ours ? "chmod u+rw " : "sudo chown \"$(id -un)\" ") + quoted(file);
        } catch (IOException | UnsupportedOperationException unknown) {
            return "Look which directory above it is closed with: namei -l " + quoted(file);
        }
    }
}
