package dev.siiwad.source.http;

import java.nio.charset.StandardCharsets;
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

        /** Begins a digest of a file of so many bytes, which the caller feeds. */
        MessageDigest start(long bytes) {
            try {
                MessageDigest digest = MessageDigest.getInstance(algorithm);
                if (this == GIT_BLOB) {
                    digest.update(("blob " + bytes + "\0").getBytes(StandardCharsets.US_ASCII));
                }
                return digest;
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has " + algorithm, e);
            }
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

    /** Of a digest that was given every byte of a file; see {@link Kind#start}. */
    static Checksum of(Kind kind, MessageDigest digest) {
        return new Checksum(kind, HexFormat.of().formatHex(digest.digest()));
    }

    /** Such as {@code sha256:9f86d0…}. */
    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-') + ":" + hex;
    }
}
