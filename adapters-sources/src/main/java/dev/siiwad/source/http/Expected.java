package dev.siiwad.source.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** What is known of a file before it is downloaded. */
public record Expected(OptionalLong bytes, Optional<Checksum> checksum) {
    public static final Expected NOTHING = new Expected(OptionalLong.empty(), Optional.empty());

    public static Expected of(long bytes, Checksum checksum) {
        return new Expected(OptionalLong.of(bytes), Optional.of(checksum));
    }

    public static Expected of(Checksum checksum) {
        return new Expected(OptionalLong.empty(), Optional.of(checksum));
    }

    public static Expected of(long bytes) {
        return new Expected(OptionalLong.of(bytes), Optional.empty());
    }

    /** Whether a verified download of this file is there. It was verified before it got its name, so only its length is looked at. */
    public boolean isThere(Path file) throws IOException {
        return Files.isRegularFile(file) && (bytes.isEmpty() || Files.size(file) == bytes.getAsLong());
    }

    /** Reads a file and says what is wrong with it. */
    Optional<String> problemWith(Path file) throws IOException {
        long length = Files.size(file);
        if (bytes.isPresent() && bytes.getAsLong() != length) {
            return Optional.of("has " + length + " bytes; expected " + bytes.getAsLong());
        }
        if (checksum.isEmpty()) {
            return Optional.empty();
        }
        Checksum found = Checksum.of(checksum.get().kind(), file);
        return found.equals(checksum.get())
                ? Optional.empty()
                : Optional.of("has " + found + "; expected " + checksum.get());
    }
}
