package dev.siiwad.source.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * What has arrived of a file: {@code <name>.part}, and {@code <name>.part.etag} with the strong entity tag of the file that it is a part of. The
 * tag is written before the first byte, and a part without one is of no use to a later try.
 */
final class PartFile {
    private final Path file;
    private final Path part;
    private final Path etag;

    PartFile(Path file) {
        this.file = file;
        this.part = file.resolveSibling(file.getFileName() + ".part");
        this.etag = file.resolveSibling(file.getFileName() + ".part.etag");
    }

    Path path() {
        return part;
    }

    long length() throws IOException {
        try {
            return Files.size(part);
        } catch (NoSuchFileException none) {
            return 0;
        }
    }

    Optional<String> etag() throws IOException {
        try {
            String tag = Files.readString(etag).strip();
            return tag.isEmpty() ? Optional.empty() : Optional.of(tag);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    /** Begins at byte 0. */
    OutputStream restart(Optional<String> strongEtag) throws IOException {
        discard();
        Files.createDirectories(file.toAbsolutePath().getParent());
        if (strongEtag.isPresent()) {
            Files.writeString(etag, strongEtag.get() + "\n");
        }
        return Files.newOutputStream(part, StandardOpenOption.CREATE_NEW);
    }

    /** Resumes after the last byte. */
    OutputStream append() throws IOException {
        return Files.newOutputStream(part, StandardOpenOption.APPEND);
    }

    void discard() throws IOException {
        Files.deleteIfExists(part);
        Files.deleteIfExists(etag);
    }

    /** Gives the file its final name, once its bytes are on the disk: after a power cut no half file has that name. */
    void finish() throws IOException {
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            force(channel);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Files.deleteIfExists(etag);
    }

    private void force(FileChannel channel) throws IOException {
        try {
            channel.force(true);
        } catch (IOException e) {
            throw new IOException(part + ": cannot be made durable (fsync): " + e.getMessage(), e);
        }
    }

    /** What the system has against more bytes, with the name and the numbers that it leaves out. What has arrived stays for the next try. */
    IOException refused(long bytesToCome, IOException e) {
        String message =
                part + ": cannot be written: " + e.getMessage() + "; " + bytesToCome + " bytes are still to come";
        try {
            long free = Files.getFileStore(part).getUsableSpace();
            String missing = free < bytesToCome ? ", " + (bytesToCome - free) + " are missing" : "";
            return new IOException(message + ", its disk has " + free + " bytes free" + missing, e);
        } catch (IOException unknown) {
            return new IOException(message, e);
        }
    }
}
