package dev.siiwad.source.http;

import dev.siiwad.source.proved.BlockDigests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is known of a file before it is downloaded.
 *
 * @param etag a strong one
 */
public record Expected(OptionalLong bytes, Optional<Checksum> checksum, Optional<String> etag) {
    public static final Expected NOTHING = new Expected(OptionalLong.empty(), Optional.empty());

    public Expected(OptionalLong bytes, Optional<Checksum> checksum) {
        this(bytes, checksum, Optional.empty());
    }

    public static Expected of(long bytes, Checksum checksum) {
        return new Expected(OptionalLong.of(bytes), Optional.of(checksum));
    }

    public static Expected of(Checksum checksum) {
        return new Expected(OptionalLong.empty(), Optional.of(checksum));
    }

    public static Expected of(long bytes) {
        return new Expected(OptionalLong.of(bytes), Optional.empty());
    }

    /** Whether there is a file that may be this one, by its length alone. */
    public boolean isThere(Path file) throws IOException {
        return Files.isRegularFile(file) && (bytes.isEmpty() || Files.size(file) == bytes.getAsLong());
    }

    /**
     * What one reading of a whole file has found.
     *
     * @param problem why it cannot be said to be the file; never empty where no checksum is known
     */
    record Look(BlockDigests blocks, Optional<String> problem) {}

    /** Reads a file and says what is wrong with it. */
    Look look(Path file) throws IOException {
        if (checksum.isEmpty()) {
            return new Look(
                    BlockDigests.of(file),
                    Optional.of("has no digests beside it, and its server publishes no checksum"));
        }
        MessageDigest digest = checksum.get().kind().start(Files.size(file));
        BlockDigests blocks = BlockDigests.of(file, digest);
        if (bytes.orElse(blocks.bytes()) != blocks.bytes()) {
            return new Look(blocks, Optional.of("has " + blocks.bytes() + " bytes; expected " + bytes.getAsLong()));
        }
        Checksum found = Checksum.of(checksum.get().kind(), digest);
        return new Look(
                blocks,
                found.equals(checksum.get())
                        ? Optional.empty()
                        : Optional.of("has " + found + "; expected " + checksum.get()));
    }
}
