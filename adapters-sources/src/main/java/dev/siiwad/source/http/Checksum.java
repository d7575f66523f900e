package dev.siiwad.source.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * What the bytes of a file must come to.
 *
 * @param hex in small letters
 */
public record Checksum(Kind kind, String hex) {
    private static final int BUFFER_BYTES = 64 << 10;

    /** Which function, and over what. */
    public enum Kind {
        SHA1("SHA-1"),
        SHA256("SHA-256"),
        /** As git names the contents of a file: sha1 over {@code blob}, a blank, the length, a zero byte, and the bytes. */
        GIT_BLOB("SHA-1");

        private final String algorithm;

        Kind(String algorithm) {
            this.algorithm = algorithm;
        }
    }

    public Checksum {
        hex = hex.toLowerCase(Locale.ROOT);
        int digits = kind == Kind.SHA256 ? 64 : 40;
        if (!hex.matches("[0-9a-f]{" + digits + "}")) {
            throw new IllegalArgumentException(
                    kind + " is \"" + hex + "\"; expected " + digits + " hexadecimal digits");
        }
    }

    public static Checksum sha1(String hex) {
        return new Checksum(Kind.SHA1, hex);
    }

    public static Checksum sha256(String hex) {
        return new Checksum(Kind.SHA256, hex);
    }

    public static Checksum gitBlob(String hex) {
        return new Checksum(Kind.GIT_BLOB, hex);
    }

    /** Reads a file and computes its checksum. */
    public static Checksum of(Kind kind, Path file) throws IOException {
        MessageDigest digest = digest(kind);
        if (kind == Kind.GIT_BLOB) {
            digest.update(("blob " + Files.size(file) + "\0").getBytes(StandardCharsets.US_ASCII));
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
        }
        return new Checksum(kind, HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest digest(Kind kind) {
        try {
            return MessageDigest.getInstance(kind.algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + kind.algorithm, e);
        }
    }

    /** Such as {@code sha256:9f86d0…}. */
    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-') + ":" + hex;
    }
}
