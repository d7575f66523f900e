package dev.siiwad.source.http;

import dev.siiwad.source.proved.SeekableBytes;
import java.io.IOException;
import java.util.Optional;

/**
 * A file on a server of which only some bytes are fetched, and that may not change while they are: every answer must be of the same length and, as
 * far as the server gives one, of the same strong entity tag. Not safe for use by several threads.
 */
public final class RemoteFile implements SeekableBytes {
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

    /**
     * One that the server is asked how long it is.
     *
     * @throws IOException if it does not say
     */
    public static RemoteFile look(Http http, Request get) throws IOException {
        Request head = Request.head(get.url()).header("Accept-Encoding", "identity");
        ResponseHeaders headers = http.fetch(head).headers();
        long length = headers.number("Content-Length")
                .orElseThrow(() -> new NoRangesException(head + ": the server does not say how long the file is"));
        return new RemoteFile(http, get, length, Optional.empty());
    }

    @Override
    public String name() {
        return SafeUrl.of(request.url());
    }

    @Override
    public long length() {
        return length;
    }

    /**
     * Fetches the bytes from one place on.
     *
     * @throws OtherContentException if the server gives other bytes than asked for, or the file has changed
     */
    @Override
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

    /** Nothing stays open between two requests. */
    @Override
    public void close() {}

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
