package dev.siiwad.source.http;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalLong;
import okhttp3.HttpUrl;
import okhttp3.Response;

/**
 * An answer whose body is still on its way. The body's end counts only if the server marked it: by a length, by chunks, or by HTTP/2. The caller
 * closes it.
 */
final class Answer implements Closeable {
    private static final int NO_CONTENT = 204;
    private static final int BUFFER_BYTES = 64 << 10;
    private static final int DRAIN_BYTES_MAX = 4 * HttpStatusException.EXCERPT_CHARS_MAX;

    private final Request request;
    private final Host host;
    private final Response response;
    private final ResponseHeaders headers;
    private final InputStream body;
    private final Timing timing;
    private final Traffic.Exchange exchange;
    private final Runnable onClose;
    private final Throughput throughput = new Throughput();
    private long received;
    private boolean closed;

    Answer(Request request, Host host, Response response, Timing timing, Traffic.Exchange exchange, Runnable onClose) {
        this.request = request;
        this.host = host;
        this.response = response;
        this.headers = new ResponseHeaders(response.headers().toMultimap());
        this.body = response.body().byteStream();
        this.timing = timing;
        this.exchange = exchange;
        exchange.heard();
        this.onClose = onClose;
    }

    /** That answered, after all redirects. */
    Host host() {
        return host;
    }

    int status() {
        return response.code();
    }

    String url() {
        return response.request().url().toString();
    }

    ResponseHeaders headers() {
        return headers;
    }

    /** The length that the body must have, as far as the server has told. */
    OptionalLong announcedBytes() {
        return headers.number("Content-Length");
    }

    /**
     * Reads some of the body; -1 at an end that is proven to be the end.
     *
     * @throws BrokenConnectionException also if fewer than {@value Throughput#BYTES_MIN} bytes came in a minute
     */
    int read(byte[] buffer) throws BrokenConnectionException {
        return read(buffer, buffer.length);
    }

    /**
     * The same, with the rest left to the next read.
     *
     * @param bytesMax at least 1
     */
    int read(byte[] buffer, int bytesMax) throws BrokenConnectionException {
        long began = timing.nanos();
        exchange.heard();
        int count;
        try {
            count = body.read(buffer, 0, bytesMax);
        } catch (IOException e) {
            throw new BrokenConnectionException(request, e);
        }
        if (count >= 0) {
            received += count;
            if (!throughput.isEnough(count, Duration.ofNanos(timing.nanos() - began))) {
                throw BrokenConnectionException.tooSlow(request + ": fewer than " + Throughput.BYTES_MIN
                        + " bytes came in a minute; " + received + " have come in all");
            }
            return count;
        }
        OptionalLong announced = announcedBytes();
        if (announced.isPresent() && announced.getAsLong() != received) {
            throw new BrokenConnectionException(request + ": the body ended after " + received + " bytes; "
                    + announced.getAsLong() + " were announced");
        }
        return -1;
    }

    /** The whole body, of which nothing has been read yet. */
    byte[] readFully(long bytesMax) throws IOException {
        if (hasNoBody()) {
            return new byte[0];
        }
        requireMarkedEnd();
        if (request.headers().containsKey("Range") && status() == 200) {
            throw new NoRangesException(
                    request + ": asked for " + request.headers().get("Range")
                            + ", got the whole file. The server gives no parts of files; use another one");
        }
        if (announcedBytes().orElse(0) > bytesMax) {
            throw tooLong(announcedBytes().getAsLong(), bytesMax);
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int count = read(buffer); count >= 0; count = read(buffer)) {
            if (whole.size() + (long) count > bytesMax) {
                throw tooLong(whole.size() + (long) count, bytesMax);
            }
            whole.write(buffer, 0, count);
        }
        return whole.toByteArray();
    }

    /** So much of the body, or all of it. */
    void readSome(int bytes) throws BrokenConnectionException {
        byte[] buffer = new byte[bytes];
        int count = hasNoBody() ? -1 : read(buffer);
        while (count >= 0 && received < bytes) {
            count = read(buffer);
        }
    }

    private boolean hasNoBody() {
        return request.method().equals("HEAD") || status() == NO_CONTENT;
    }

    /** @throws IOException if a body cut short could not be told from a whole one */
    void requireMarkedEnd() throws IOException {
        Response raw = response.networkResponse() == null ? response : response.networkResponse();
        boolean unpackedWithChecksum =
                raw.header("Content-Encoding") != null && response.header("Content-Encoding") == null;
        boolean marked = announcedBytes().isPresent()
                || unpackedWithChecksum
                || "chunked".equalsIgnoreCase(raw.header("Transfer-Encoding"))
                || response.protocol().toString().startsWith("h2");
        if (!marked) {
            throw new IOException(request + ": the server does not say how long its answer is,"
                    + " so an answer cut short would look whole. Use another server");
        }
    }

    /** The failure that a status other than success is. */
    HttpStatusException statusException() {
        String excerpt = "";
        try {
            byte[] start = body.readNBytes(DRAIN_BYTES_MAX);
            excerpt = new String(start, StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            excerpt = "(no readable body)";
        }
        excerpt = request.withoutToken(excerpt);
        excerpt = excerpt.substring(0, Math.min(excerpt.length(), HttpStatusException.EXCERPT_CHARS_MAX));
        return new HttpStatusException(request, status(), response.message(), headers, excerpt, redirectedTo());
    }

    private String redirectedTo() {
        HttpUrl asked = HttpUrl.parse(request.url());
        HttpUrl answered = response.request().url();
        boolean same = asked != null && asked.host().equals(answered.host()) && asked.port() == answered.port();
        return same ? "" : answered.host();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            try {
                response.close();
            } finally {
                onClose.run();
            }
        }
    }

    private AnswerTooLongException tooLong(long bytes, long bytesMax) {
        return new AnswerTooLongException(request + ": the answer has " + bytes + " bytes or more; at most " + bytesMax
                + " are taken into memory");
    }
}
