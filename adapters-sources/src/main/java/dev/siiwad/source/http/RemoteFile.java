package dev.siiwad.source.http;

import java.io.IOException;
import java.util.Optional;

/**
 * A file on a server of which only some bytes are fetched, and that may not change while they are: every answer must be of the same length and, as
 * far as the server gives one, of the same strong entity tag. Not safe for use by several threads.
 */
public final class RemoteFile {
    private static final int PARTIAL = 206;

    private final Http http;
    private final Request request;
    private final long length;
    private Optional<String> etag;

    /**
     * @param length of the whole file, which upstream pinned
     * @param etag a strong one that upstream pinned; if empty, that of the first answer
     */
    public RemoteFile(Http http, Request request, long length, Optional<String> etag) {
        this.http = http;
        this.request = request;
        this.length = length;
        this.etag = etag;
    }

    /** For messages. */
    public String name() {
        return SafeUrl.of(request.url());
    }

    public long length() {
        return length;
    }

    /**
     * Fetches the bytes from one place on.
     *
     * @throws OtherContentException if the server gives other bytes than asked for, or the file has changed
     */
    public byte[] read(long from, int count) throws IOException {
        if (from < 0 || count < 0 || from > length - count) {
            throw new IOException(
                    name() + ": asked for " + count + " bytes from " + from + " on; the file has " + length);
        }
        if (count == 0) {
            return new byte[0];
        }
        long last = from + count - 1;
        Response response = http.fetch(request.header("Accept-Encoding", "identity")
                .header("Range", "bytes=" + from + "-" + last)
                .withBodyBytesMax(count));
        Optional<ContentRange> range = ContentRange.of(response.headers());
        if (response.status() != PARTIAL || range.isEmpty()) {
            throw new OtherContentException(name() + ": asked for bytes " + from + "-" + last + ", got status "
                    + response.status() + " and no Content-Range. Use another server");
        }
        requireSame(range.get(), from, last);
        requireUnchanged(range.get(), response.headers().strongEtag());
        if (response.body().length != count) {
            throw new OtherContentException(name() + ": asked for " + count + " bytes, got " + response.body().length);
        }
        return response.body();
    }

    private void requireSame(ContentRange range, long from, long last) throws IOException {
        if (range.first() != from || range.last() != last) {
            throw new OtherContentException(name() + ": asked for bytes " + from + "-" + last + ", got bytes "
                    + range.first() + "-" + range.last());
        }
    }

    private void requireUnchanged(ContentRange range, Optional<String> found) throws IOException {
        if (range.total().orElse(length) != length) {
            throw new OtherContentException(name() + ": has " + range.total().getAsLong() + " bytes; " + length
                    + " were pinned. The file has changed");
        }
        if (etag.isPresent() && !found.equals(etag)) {
            throw new OtherContentException(name() + ": has entity tag " + found.orElse("(none)") + "; " + etag.get()
                    + " was pinned. The file has changed");
        }
        etag = found;
    }
}
