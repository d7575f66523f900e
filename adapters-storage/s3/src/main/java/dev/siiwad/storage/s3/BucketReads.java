package dev.siiwad.storage.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** The bodies of objects, each asked for again where it breaks off. Safe for use by several threads. */
final class BucketReads {
    private final Bucket bucket;

    BucketReads(Bucket bucket) {
        this.bucket = bucket;
    }

    /** Reads a body to the end of what is asked for; a body that breaks off is asked for again. */
    @FunctionalInterface
    interface Reader<T> {
        T read(InputStream in) throws IOException;
    }

    /** Empty if there is no such object. */
    <T> Optional<T> read(String path, Reader<T> reader) throws IOException {
        return bucket.missing("GET", path, () -> {
            ResponseInputStream<GetObjectResponse> in = bucket.client()
                    .getObject(get -> get.bucket(bucket.address().bucket())
                            .key(bucket.address().key(path)));
            try {
                Bucket.whole(in.response().contentLength());
                return reader.read(in);
            } catch (Spool.RefusedException e) {
                throw new UncheckedIOException(e);
            } catch (IOException e) {
                throw BrokenBodyException.of(e);
            } finally {
                in.abort();
            }
        });
    }

    /** Makes a copy of an object, which may fail for reasons of this machine's; false if there is none. */
    boolean copy(String path, Reader<Long> reader) throws IOException {
        try {
            return read(path, reader).isPresent();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
