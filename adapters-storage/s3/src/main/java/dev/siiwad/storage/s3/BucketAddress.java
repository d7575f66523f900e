package dev.siiwad.storage.s3;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where in which bucket things are kept: {@code s3://bucket/prefix}.
 *
 * @param prefix without a slash at either end; empty for the whole bucket
 */
public record BucketAddress(String bucket, String prefix) {
    private static final Pattern FORM = Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/(.*))?");
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9!_.*'()/=+-]{0,512}");

    public BucketAddress {
        if (!PREFIX.matcher(prefix).matches()
                || prefix.contains("//")
                || prefix.startsWith("/")
                || prefix.endsWith("/")) {
            throw new IllegalArgumentException("the prefix is \"" + prefix
                    + "\"; expected at most 512 of A-Z a-z 0-9 ! _ . * ' ( ) = + - and single slashes between them");
        }
    }

    /** @throws IllegalArgumentException if the text is not of the form {@code s3://bucket/prefix} */
    public static BucketAddress parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("storage is \"" + text
                    + "\"; expected a form like s3://bucket/prefix, the bucket in small letters");
        }
        String prefix = matcher.group(2) == null ? "" : matcher.group(2);
        return new BucketAddress(
                matcher.group(1), prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix);
    }

    /** The key of something below the prefix. */
    String key(String path) {
        return prefix.isEmpty() ? path : prefix + "/" + path;
    }

    /** How a path below the prefix is called in messages. */
    public String url(String path) {
        return "s3://" + bucket + "/" + key(path);
    }

    @Override
    public String toString() {
        return "s3://" + bucket + (prefix.isEmpty() ? "" : "/" + prefix);
    }
}
