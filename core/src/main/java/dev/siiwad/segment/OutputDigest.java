package dev.siiwad.segment;

import dev.siiwad.digest.Sha256;
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
        return plus(segment.digest());
    }

    /** @param digest of the next segment */
    public OutputDigest plus(String digest) {
        return new OutputDigest(sha256(value + " " + digest));
    }

    private static String sha256(String text) {
        return "sha256:" + Sha256.hex(text);
    }
}
