package dev.siiwad.storage.s3;

import dev.siiwad.paging.PagedList;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.Delete;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Object;

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
                client.putObject(
                        put -> put.bucket(address.bucket())
                                .key(address.key(path))
                                .contentMD5(md5)
                                .ifNoneMatch("*"),
                        body.request());
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
        return get(path, in -> in.readNBytes(bytesMax + 1));
    }

    /** Copies an object into a file; false if there is none. */
    boolean fetch(String path, Path file) throws IOException {
        return copy(path, in -> {
            try (OutputStream out = Spool.at(file)) {
                return in.transferTo(out);
            }
        });
    }

    /** Makes an object all that a spool holds; false if there is none. */
    boolean fetch(String path, Spool spool) throws IOException {
        return copy(path, in -> {
            spool.clear();
            return in.transferTo(spool);
        });
    }

    private boolean copy(String path, Reader<Long> reader) throws IOException {
        try {
            return get(path, reader).isPresent();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
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

    /**
     * Objects whose paths begin so, in the order of their names, and after {@code after}, which may be empty: as many as are asked for, or all that there are.
     */
    List<Listed> list(String pathPrefix, String after, int limit) throws IOException {
        List<Listed> found = new ArrayList<>();
        PagedList<String> list = new PagedList<>(url(pathPrefix), "", LIST_PAGES_MAX);
        while (list.next().isPresent() && found.size() < limit) {
            int most = Math.min(limit - found.size(), LIST_KEYS_MAX);
            List<Listed> page = listed(page(list, pathPrefix, request -> {
                request.maxKeys(most);
                if (!after.isEmpty()) {
                    request.startAfter(address.key(after));
                }
            }));
            found.addAll(page.subList(0, Math.min(page.size(), most)));
        }
        return found;
    }

    /** All objects whose paths begin so, in the order of their names. */
    List<Listed> listAll(String pathPrefix) throws IOException {
        return list(pathPrefix, "", Integer.MAX_VALUE);
    }

    /** The names of what looks like directories right below a path, which ends with a slash; in order, without slashes. */
    List<String> directories(String path) throws IOException {
        List<String> names = new ArrayList<>();
        PagedList<String> list = new PagedList<>(url(path), "", LIST_PAGES_MAX);
        while (list.next().isPresent()) {
            page(list, path, request -> request.delimiter("/")).commonPrefixes().forEach(common -> {
                String name = common.prefix().substring(address.key(path).length());
                names.add(name.substring(0, name.length() - 1));
            });
        }
        return names;
    }

    /** The next page of a list. Only what the page says of itself makes it the last one: it may be shorter than was asked for, and even empty. */
    private ListObjectsV2Response page(
            PagedList<String> list, String prefix, Consumer<ListObjectsV2Request.Builder> asked) throws IOException {
        String token = list.next().orElseThrow();
        ListObjectsV2Response page = retrying(
                "LIST",
                prefix,
                () -> wholePage(client.listObjectsV2(request -> {
                    request.bucket(address.bucket()).prefix(address.key(prefix));
                    asked.accept(request);
                    if (!token.isEmpty()) {
                        request.continuationToken(token).startAfter(null);
                    }
                })));
        list.read(names(page), following(page, prefix));
        return page;
    }

    private static List<String> names(ListObjectsV2Response page) {
        return Stream.concat(
                        page.contents().stream().map(S3Object::key),
                        page.commonPrefixes().stream().map(CommonPrefix::prefix))
                .toList();
    }

    private Optional<String> following(ListObjectsV2Response page, String prefix) throws IOException {
        if (!page.isTruncated()) {
            return Optional.empty();
        }
        if (page.nextContinuationToken() == null || page.nextContinuationToken().isEmpty()) {
            throw new IOException(url(prefix) + ": LIST says that there is more, and not where. The store is not"
                    + " compatible with S3 in that");
        }
        return Optional.of(page.nextContinuationToken());
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
                return call.once();
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

    /** Before its first try the SDK waits for nothing, so that the second is where waiting begins. */
    private static Duration pauseAfter(int tries) {
        return BACK_OFF.computeDelay(tries + 1);
    }

    /** Reads a body to the end of what is asked for; a body that breaks off is asked for again. */
    @FunctionalInterface
    private interface Reader<T> {
        T read(InputStream in) throws IOException;
    }

    private <T> Optional<T> get(String path, Reader<T> reader) throws IOException {
        return missing("GET", path, () -> {
            ResponseInputStream<GetObjectResponse> in =
                    client.getObject(get -> get.bucket(address.bucket()).key(address.key(path)));
            try {
                whole(in.response().contentLength());
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

    /** An answer that broke off in its head is taken for a whole one by the client, with whatever members came; by us it is not. */
    static <T> T whole(T member) {
        if (member == null) {
            throw BrokenBodyException.of(new EOFException("the answer broke off in its head"));
        }
        return member;
    }

    private static ListObjectsV2Response wholePage(ListObjectsV2Response page) {
        if (page.isTruncated() == null) {
            throw BrokenBodyException.of(new EOFException("the answer broke off; it lists nothing, not even an end"));
        }
        int listed = page.contents().size() + page.commonPrefixes().size();
        if (page.keyCount() != null && page.keyCount() > listed) {
            throw BrokenBodyException.of(
                    new EOFException("the answer lists " + listed + " names; it announces " + page.keyCount()));
        }
        return page;
    }

    /** Whether the object there is ours; empty if there is none. */
    private Optional<Boolean> holds(String path, Body body) throws IOException {
        return get(path, body::equalTo);
    }

    private void requireSize(String path, Body body) throws IOException {
        if (body.length() > OBJECT_BYTES_MAX) {
            throw new IOException(url(path) + ": would have " + body.length() + " bytes; at most " + OBJECT_BYTES_MAX
                    + " can be stored at once. Save a checkpoint more often");
        }
    }

    private List<Listed> listed(ListObjectsV2Response page) {
        int above = address.key("").length();
        return page.contents().stream()
                .map(object -> new Listed(object.key().substring(above), object.size(), object.lastModified()))
                .toList();
    }
}
