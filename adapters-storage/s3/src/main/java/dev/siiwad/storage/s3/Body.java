package dev.siiwad.storage.s3;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import software.amazon.awssdk.core.sync.RequestBody;

/** What is to be stored; it can be read as often as a request must be repeated. */
interface Body {
    long length() throws IOException;

    InputStream open() throws IOException;

    RequestBody request();

    /** Lets the store refuse what was damaged on the way. */
    default String md5() throws IOException {
        try (InputStream in = open()) {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            byte[] buffer = new byte[64 * 1024];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                md5.update(buffer, 0, length);
            }
            return Base64.getEncoder().encodeToString(md5.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }

    /** Whether a stream has exactly these bytes; reads at most one more of them. */
    default boolean equalTo(InputStream there) throws IOException {
        try (InputStream ours = new BufferedInputStream(open());
                InputStream theirs = new BufferedInputStream(there)) {
            int single = ours.read();
            while (single == theirs.read()) {
                if (single < 0) {
                    return true;
                }
                single = ours.read();
            }
            return false;
        }
    }

    static Body of(byte[] bytes) {
        return new Bytes(bytes, 0, bytes.length);
    }

    /** Part of an array, which must not change until it is stored. */
    record Bytes(byte[] bytes, int start, int count) implements Body {
        @Override
        public long length() {
            return count;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(bytes, start, count);
        }

        @Override
        public RequestBody request() {
            return RequestBody.fromContentProvider(this::open, count, "application/octet-stream");
        }
    }

    /** A temporary file, which must neither change nor be closed until it is stored. */
    record OfSpool(Spool spool) implements Body {
        @Override
        public long length() {
            return spool.length();
        }

        @Override
        public InputStream open() {
            return spool.content();
        }

        @Override
        public RequestBody request() {
            return RequestBody.fromContentProvider(this::open, length(), "application/octet-stream");
        }
    }
}
