package dev.siiwad.storage.s3;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Delete;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;

/**
 * The few things that are done to a bucket, each repeated until its outcome is certain, at most {@value #TRIES_MAX} times. Paths are below the
 * address's prefix. Whoever opens it closes it. Safe for use by several threads. Public for the command line.
 *
 * <p>The client underneath repeats nothing by itself: a repeated {@code PUT … If-None-Match: *} whose first answer was lost is answered with 412, and
 * only whoever knows what was sent can tell that from a lost race.
 */
public final class Bucket implements Closeable {
    static final int TRIES_MAX = 8;
    static final int LIST_KEYS_MAX = 1000;
    static final int LIST_PAGES_MAX = 10_000;

    /** What a single PUT may have, on every store that is known. */
    static final long OBJECT_BYTES_MAX = 5L << 30;

    private static final BackoffStrategy BACK_OFF =
            BackoffStrategy.exponentialDelayHalfJitter(Duration.ofMillis(200), Duration.ofSeconds(5));

    private final BucketAddress address;
    private final S3Client client;
    private final String endpoint;
    private final Waiting waiting;
    private final BucketLists lists = new BucketLists(this);
    private final BucketReads reads = new BucketReads(this);

    /** One request. */
    @FunctionalInterface
    interface Call<T> {
        T once() throws IOException;
    }

    /** What a listing tells of an object; the path is below the address's prefix, the time by the store's clock. */
    record Listed(String path, long bytes, Instant modified) {
        String name() {
            return path.substring(path.lastIndexOf('/') + 1);
        }
    }

    /** @param endpoint tells one store from another; it is not asked */
    Bucket(BucketAddress address, S3Client client, String endpoint, Waiting waiting) {
        this.address = address;
        this.client = client;
        this.endpoint = endpoint;
        this.waiting = waiting;
    }

    /**
     * Connects, without asking anything yet.
     *
     * @throws IllegalArgumentException if a setting is malformed
     */
    public static Bucket open(BucketAddress address, S3Settings settings, Waiting waiting) {
        return new Bucket(address, settings.client(address), settings.endpointName(), waiting);
    }

    /** What it was opened for. */
    public BucketAddress address() {
        return address;
    }

    /** How a path is called in messages. */
    String url(String path) {
        return address.url(path);
    }

    /** Names this bucket among all that a process may use. */
    String identity() {
        return endpoint + " " + address;
    }

    /** The same, whatever the prefix. */
    String store() {
        return endpoint + " " + address.bucket();
    }

    Waiting waiting() {
        return waiting;
    }

    /** The client, and names as it wants them, for uploads in parts. */
    S3Client client() {
        return client;
    }

    /**
     * Creates an object that nobody has created before.
     *
     * @return whether what is there now is what we wrote; if not, somebody else was first, and nothing was changed
     */
    boolean create(String path, Body body) throws IOException {
        requireSize(path, body);
        String md5 = body.md5();
        for (int tries = 1; ; tries++) {
            try {
                once(() -> client.putObject(
                        put -> put.bucket(address.bucket())
                                .key(address.key(path))
                                .contentMD5(md5)
                                .ifNoneMatch("*"),
                        body.request()));
                return true;
            } catch (SdkException e) {
                if (!S3Errors.mayPass(e) && !S3Errors.saysTaken(e)) {
                    throw S3Errors.describe("PUT", url(path), tries, e);
                }
                Optional<Boolean> ours = holds(path, body);
                if (ours.isPresent()) {
                    return ours.get();
                }
                if (tries == TRIES_MAX) {
                    throw S3Errors.describe("PUT", url(path), tries, e);
                }
            }
            waiting.sleep(pauseAfter(tries));
        }
    }

    /** Writes an object in the place of whatever is there. */
    void put(String path, Body body) throws IOException {
        requireSize(path, body);
        String md5 = body.md5();
        retrying(
                "PUT",
                path,
                () -> client.putObject(
                        put -> put.bucket(address.bucket())
                                .key(address.key(path))
                                .contentMD5(md5),
                        body.request()));
    }

    /** The bytes of a small object, at most one more than {@code bytesMax}; empty if there is none. */
    Optional<byte[]> read(String path, int bytesMax) throws IOException {
        return reads.read(path, in -> in.readNBytes(bytesMax + 1));
    }

    /** Copies an object into a file; false if there is none. */
    boolean fetch(String path, Path file) throws IOException {
        return reads.read(path, in -> {
                    try (OutputStream out = Spool.at(file)) {
                        return in.transferTo(out);
                    }
                })
                .isPresent();
    }

    /** Makes an object all that a spool holds; false if there is none. */
    boolean fetch(String path, Spool spool) throws IOException {
        return reads.read(path, in -> {
                    spool.clear();
                    return in.transferTo(spool);
                })
                .isPresent();
    }

    /** Copies all objects whose paths begin so into files of the same names below a directory; tells how many. */
    public int fetchAll(String pathPrefix, Path directory) throws IOException {
        List<Listed> objects = listAll(pathPrefix);
        for (Listed object : objects) {
            Path file = directory.resolve(object.path()).normalize();
            if (!file.startsWith(directory.normalize())) {
                throw new IOException(url(object.path()) + ": has a name that is not a path below its prefix");
            }
            Files.createDirectories(file.getParent());
            fetch(object.path(), file);
        }
        return objects.size();
    }

    /** Removes all objects below the address's prefix, which may not be empty: nobody means a whole bucket. */
    public void removeAll() throws IOException {
        if (address.prefix().isEmpty()) {
            throw new IllegalStateException(address + ": has no prefix; all of a bucket is never removed");
        }
        delete(listAll("").stream().map(Listed::path).toList());
    }

    /** The length of an object, or empty if there is none; from a listing, since a head that breaks off cannot be told from a whole one. */
    Optional<Long> length(String path) throws IOException {
        return list(path, "", 1).stream()
                .filter(object -> object.path().equals(path))
                .map(Listed::bytes)
                .findFirst();
    }

    /** As {@link BucketLists#objects}. */
    List<Listed> list(String pathPrefix, String after, int limit) throws IOException {
        return lists.objects(pathPrefix, after, limit);
    }

    /** All objects whose paths begin so, in the order of their names. */
    List<Listed> listAll(String pathPrefix) throws IOException {
        return lists.objects(pathPrefix, "", Integer.MAX_VALUE);
    }

    /** As {@link BucketLists#uploads}. */
    List<MultipartUpload> uploads(String pathPrefix) throws IOException {
        return lists.uploads(pathPrefix);
    }

    /** All of {@link #directories(String, String)}. */
    List<String> directories(String path) throws IOException {
        return directories(path, "");
    }

    /** As {@link BucketLists#directories}. */
    List<String> directories(String path, String beginning) throws IOException {
        return lists.directories(path, beginning);
    }

    /** Removes objects; nothing happens for those that are not there. */
    void delete(List<String> paths) throws IOException {
        for (int from = 0; from < paths.size(); from += LIST_KEYS_MAX) {
            List<String> batch = paths.subList(from, Math.min(paths.size(), from + LIST_KEYS_MAX));
            List<ObjectIdentifier> keys = batch.stream()
                    .map(path ->
                            ObjectIdentifier.builder().key(address.key(path)).build())
                    .toList();
            List<S3Error> errors = retrying(
                    "DELETE",
                    batch.get(0),
                    () -> client.deleteObjects(delete -> delete.bucket(address.bucket())
                                    .delete(Delete.builder()
                                            .objects(keys)
                                            .quiet(true)
                                            .build()))
                            .errors());
            if (!errors.isEmpty()) {
                S3Error first = errors.get(0);
                throw new IOException("s3://" + address.bucket() + "/" + first.key() + ": DELETE failed: "
                        + first.code() + " " + first.message() + ". The permissions that are needed are in"
                        + " docs/storage.md");
            }
        }
    }

    @Override
    public void close() {
        client.close();
    }

    /** Repeats a request that may be carried out twice without harm. */
    <T> T retrying(String operation, String path, Call<T> call) throws IOException {
        for (int tries = 1; ; tries++) {
            try {
                return once(call);
            } catch (SdkException e) {
                if (tries == TRIES_MAX || !S3Errors.mayPass(e)) {
                    throw S3Errors.describe(operation, url(path), tries, e);
                }
            }
            waiting.sleep(pauseAfter(tries));
        }
    }

    /** The same, for a request whose object may be missing. */
    <T> Optional<T> missing(String operation, String path, Call<T> call) throws IOException {
        return retrying(operation, path, () -> {
            try {
                return Optional.of(call.once());
            } catch (SdkException e) {
                if (S3Errors.saysMissing(e)) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    /** Where the connection breaks before the first byte of an answer's body, the client gives the error as it came. */
    private static <T> T once(Call<T> call) throws IOException {
        try {
            return call.once();
        } catch (UncheckedIOException e) {
            throw BrokenBodyException.of(e.getCause());
        }
    }

    /** Before its first try the SDK waits for nothing, so that the second is where waiting begins. */
    private static Duration pauseAfter(int tries) {
        return BACK_OFF.computeDelay(tries + 1);
    }

    /** An answer that broke off in its head is taken for a whole one by the client, with whatever members came; by us it is not. */
    static <T> T whole(T member) {
        if (member == null) {
            throw BrokenBodyException.of(new EOFException("the answer broke off in its head"));
        }
        return member;
    }

    /** Whether the object there is ours; empty if there is none. */
    private Optional<Boolean> holds(String path, Body body) throws IOException {
        return reads.read(path, body::equalTo);
    }

    private void requireSize(String path, Body body) throws IOException {
        if (body.length() > OBJECT_BYTES_MAX) {
            throw new IOException(url(path) + ": would have " + body.length() + " bytes; at most " + OBJECT_BYTES_MAX
                    + " can be stored at once. Save a checkpoint more often");
        }
    }
}
