package dev.siiwad.segment;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A chain over the digests of all segments in order: {@code d(0) = sha256("")}, {@code d(n) = sha256(d(n-1) + " " + digest(n))}, each in its written
 * form {@code sha256:} and 64 hexadecimal digits. It can be carried on without reading what went before.
 */
public record OutputDigest(String value) {
    private static final Pattern FORM = Pattern.compile("sha256:[0-9a-f]{64}");

    public static final OutputDigest EMPTY = new OutputDigest(sha256(""));

    public OutputDigest {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "digest is \"" + value + "\"; expected sha256: and 64 hexadecimal digits");
        }
    }

    public OutputDigest plus(Segment segment) {
        return new OutputDigest(sha256(value + " " + segment.digest()));
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
