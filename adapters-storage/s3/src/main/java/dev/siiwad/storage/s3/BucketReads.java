package dev.siiwad.storage.s3;

import java.io.IOException;
import java.io.InputStream;
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

    /** Empty if there is no such object. What this machine refuses is not retried. */
    <T> Optional<T> read(String path, Reader<T> reader) throws IOException {
        return bucket.missing("GET", path, () -> {
            ResponseInputStream<GetObjectResponse> in = bucket.client()
                    .getObject(get -> get.bucket(bucket.address().bucket())
                            .key(bucket.address().key(path)));
            try {
                Bucket.whole(in.response().contentLength());
                return reader.read(in);
            } catch (Spool.RefusedException e) {
                throw e;
            } catch (IOException e) {
                throw BrokenBodyException.of(e);
            } finally {
                in.abort();
            }
        });
    }
}
