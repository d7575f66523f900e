package dev.siiwad.storage.s3;

import dev.siiwad.paging.PagedList;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What is in a bucket, page by page, and never taken for all before the bucket says so. Safe for use by several threads. */
final class BucketLists {
    private final Bucket bucket;

    BucketLists(Bucket bucket) {
        this.bucket = bucket;
    }

    /**
     * Objects whose paths begin so, in the order of their names, and after {@code after}, which may be empty: as many as are asked for, or all that there are.
     */
    List<Bucket.Listed> objects(String pathPrefix, String after, int limit) throws IOException {
        List<Bucket.Listed> found = new ArrayList<>();
        PagedList<String> list = new PagedList<>(bucket.url(pathPrefix), "", Bucket.LIST_PAGES_MAX);
        while (list.next().isPresent() && found.size() < limit) {
            int most = Math.min(limit - found.size(), Bucket.LIST_KEYS_MAX);
            List<Bucket.Listed> page = listed(page(list, pathPrefix, request -> {
                request.maxKeys(most);
                if (!after.isEmpty()) {
                    request.startAfter(bucket.address().key(after));
                }
            }));
            found.addAll(page.subList(0, Math.min(page.size(), most)));
        }
        return found;
    }

    /** The names, beginning so, of what looks like directories right below a path, which ends with a slash; in order, without slashes. */
    List<String> directories(String path, String beginning) throws IOException {
        List<String> names = new ArrayList<>();
        PagedList<String> list = new PagedList<>(bucket.url(path), "", Bucket.LIST_PAGES_MAX);
        while (list.next().isPresent()) {
            page(list, path + beginning, request -> request.delimiter("/"))
                    .commonPrefixes()
                    .forEach(common -> {
                        String name = common.prefix()
                                .substring(bucket.address().key(path).length());
                        names.add(name.substring(0, name.length() - 1));
                    });
        }
        return names;
    }

    /** Where a page of a list of uploads begins. */
    private record Marker(String key, String upload) {}

    /** The uploads in parts that have begun and not ended, of objects whose paths begin so. */
    List<MultipartUpload> uploads(String pathPrefix) throws IOException {
        List<MultipartUpload> found = new ArrayList<>();
        PagedList<Marker> list =
                new PagedList<>(bucket.url(pathPrefix) + " (uploads)", new Marker("", ""), Bucket.LIST_PAGES_MAX);
        while (list.next().isPresent()) {
            Marker from = list.next().get();
            ListMultipartUploadsResponse page = bucket.retrying(
                    "LIST (uploads)",
                    pathPrefix,
                    () -> bucket.client().listMultipartUploads(request -> {
                        request.bucket(bucket.address().bucket())
                                .prefix(bucket.address().key(pathPrefix));
                        if (!from.key().isEmpty()) {
                            request.keyMarker(from.key()).uploadIdMarker(from.upload());
                        }
                    }));
            found.addAll(page.uploads());
            boolean more = Boolean.TRUE.equals(page.isTruncated());
            list.read(
                    page.uploads().stream()
                            .map(upload -> new Marker(upload.key(), upload.uploadId()))
                            .toList(),
                    more ? Optional.of(new Marker(page.nextKeyMarker(), page.nextUploadIdMarker())) : Optional.empty());
        }
        return found;
    }

    /** The next page of a list. Only what the page says of itself makes it the last one: it may be shorter than was asked for, and even empty. */
    private ListObjectsV2Response page(
            PagedList<String> list, String prefix, Consumer<ListObjectsV2Request.Builder> asked) throws IOException {
        String token = list.next().orElseThrow();
        ListObjectsV2Response page = bucket.retrying(
                "LIST",
                prefix,
                () -> wholePage(bucket.client().listObjectsV2(request -> {
                    request.bucket(bucket.address().bucket())
                            .prefix(bucket.address().key(prefix));
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
            throw new IOException(bucket.url(prefix) + ": LIST says that there is more, and not where. The store is not"
                    + " compatible with S3 in that");
        }
        return Optional.of(page.nextContinuationToken());
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

    private List<Bucket.Listed> listed(ListObjectsV2Response page) {
        int above = bucket.address().key("").length();
        return page.contents().stream()
                .map(object -> new Bucket.Listed(object.key().substring(above), object.size(), object.lastModified()))
                .toList();
    }
}
