package dev.siiwad.source.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okio.Buffer;

/** Serves one file with ranges, and lets its first answers end too early. */
class RangeServer extends Dispatcher {
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");

    private final byte[] content;
    private final String etag;
    private final int cutBytes;
    private int cutsLeft;

    RangeServer(byte[] content, String etag, int cuts) {
        this(content, etag, cuts, content.length / (cuts + 1));
    }

    RangeServer(byte[] content, String etag, int cuts, int cutBytes) {
        this.content = content;
        this.etag = etag;
        this.cutsLeft = cuts;
        this.cutBytes = cutBytes;
    }

    @Override
    public synchronized MockResponse dispatch(RecordedRequest request) {
        String range = request.getHeaders().get("Range");
        Matcher matcher = RANGE.matcher(range == null ? "" : range);
        boolean part = matcher.matches();
        int from = part ? Integer.parseInt(matcher.group(1)) : 0;
        int last = part && !matcher.group(2).isEmpty() ? Integer.parseInt(matcher.group(2)) : content.length - 1;
        int length = last + 1 - from;
        int sent = cutsLeft > 0 ? Math.min(cutBytes, length) : length;
        cutsLeft--;
        MockResponse.Builder response = new MockResponse.Builder()
                .code(part ? 206 : 200)
                .body(new Buffer().write(content, from, sent))
                .setHeader("Content-Length", length)
                .addHeader("ETag", etag);
        if (part) {
            response.addHeader("Content-Range", "bytes " + from + "-" + last + "/" + content.length);
        }
        if (sent < length) {
            response.onResponseEnd(new mockwebserver3.SocketEffect.CloseSocket());
        }
        return response.build();
    }
}
