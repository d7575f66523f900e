package dev.siiwad.storage.file;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * What the system has against a change of a file. Its own words name neither the file nor how full the disk is, and are written in the machine's
 * language; so the room that is left is told in numbers.
 */
final class DiskErrors {
    private static final String NO_SPACE = "No space left on device";

    private DiskErrors() {}

    /** Bytes that were not taken. */
    static IOException write(Path file, long bytes, OptionalLong free, IOException e) {
        String missing = free.isPresent() && free.getAsLong() < bytes
                ? ", " + (bytes - free.getAsLong()) + " bytes are missing"
                : "";
        return new IOException(
                file + ": cannot write " + bytes + " bytes: " + reason(e) + ofDisk(free) + missing + cure(e), e);
    }

    /** Bytes that were not made durable. */
    static IOException force(Path file, OptionalLong free, IOException e) {
        return new IOException(file + ": cannot be made durable (fsync): " + reason(e) + ofDisk(free) + cure(e), e);
    }

    /** Names in a directory that were not made durable. */
    static IOException sync(Path directory, IOException e) {
        String unable =
                ". Without that a power cut may take back what was saved. Keep everything on another file system";
        return new IOException(
                directory + ": the names in it cannot be made durable (fsync): " + reason(e)
                        + (cure(e).isEmpty() ? unable : cure(e)),
                e);
    }

    /** A name that was not made. */
    static IOException create(Path path, OptionalLong free, IOException e) {
        return name(path + ": cannot be created", free, e);
    }

    /** A file that was not opened for writing, be it there or not. */
    static IOException open(Path file, OptionalLong free, IOException e) {
        return Files.exists(file) ? name(file + ": cannot be opened for writing", free, e) : create(file, free, e);
    }

    /** A file that was not given its name. */
    static IOException rename(Path from, Path to, OptionalLong free, IOException e) {
        String what = to + ": " + from.getFileName() + " cannot be given this name";
        return Files.isDirectory(to) ? new IOException(what + ", " + directoryInPlace(to), e) : name(what, free, e);
    }

    private static String directoryInPlace(Path path) {
        Path moved = path.resolveSibling(path.getFileName() + ".moved");
        return "which a directory has. First move that away with: mv " + RegularFile.quoted(path) + " "
                + RegularFile.quoted(moved);
    }

    /** What the exception says by its type alone is left to it. */
    private static IOException name(String what, OptionalLong free, IOException e) {
        boolean says = e instanceof FileSystemException refused && refused.getReason() != null;
        if (!says) {
            return e;
        }
        boolean full = reason(e).equals(NO_SPACE);
        String names = full && free.orElse(0) > 0 ? "; what is used up may be the number of files (df -i)" : "";
        return new IOException(what + ": " + reason(e) + (full ? ofDisk(free) : "") + names + cure(e), e);
    }

    /** A directory in whose place there is something else. */
    static IOException noDirectory(Path path) throws IOException {
        String found = Files.isSymbolicLink(path)
                ? "a symbolic link to " + Files.readSymbolicLink(path) + ", where there is no directory"
                : "no directory";
        return new IOException(path + ": is " + found + ". Remove it, or have a directory there");
    }

    private static String reason(IOException e) {
        return e instanceof FileSystemException refused && refused.getReason() != null
                ? refused.getReason()
                : String.valueOf(e.getMessage());
    }

    /** What helps where it is not room on the disk. */
    private static String cure(IOException e) {
        return switch (reason(e)) {
            case "Read-only file system" ->
                ". Make it writable again; where nobody has made it read-only, its disk may be failing (dmesg)";
            case "Disk quota exceeded" -> ". Remove what is not needed, or have the quota raised";
            case "File too large" ->
                ". This process may not write larger files (ulimit -f), or the file system holds none";
            default -> "";
        };
    }

    private static String ofDisk(OptionalLong free) {
        return free.isPresent() ? "; its disk has " + free.getAsLong() + " bytes free" : "";
    }
}
