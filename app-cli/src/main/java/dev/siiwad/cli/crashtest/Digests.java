package dev.siiwad.cli.crashtest;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Digests that every Java platform has. */
public final class Digests {
    private Digests() {}

    public static String hex(String algorithm, byte[] bytes) {
        return HexFormat.of().formatHex(start(algorithm).digest(bytes));
    }

    static MessageDigest start(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
