package dev.siiwad.source.http;

import java.io.IOException;
import java.util.Optional;

/** A server answered with a status that is not success. The message names request, status, what the server said of it, and no secret. */
public final class HttpStatusException extends IOException {
    public static final int EXCERPT_CHARS_MAX = 300;
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String url;
    private final String excerpt;
    private final String redirectedTo;
    private final transient ResponseHeaders headers;

    /** @param redirectedTo the host that answered, if redirects led to another one than was asked; else empty */
    HttpStatusException(
            Request request, int status, String reason, ResponseHeaders headers, String excerpt, String redirectedTo) {
        super(message(request, status, reason, headers, excerpt));
        this.status = status;
        this.url = SafeUrl.of(request.url());
        this.excerpt = excerpt;
        this.redirectedTo = redirectedTo;
        this.headers = headers;
    }

    public int status() {
        return status;
    }

    /** The address asked for, without secrets. */
    public String url() {
        return url;
    }

    /** The beginning of the body, at most {@value #EXCERPT_CHARS_MAX} characters. */
    public String excerpt() {
        return excerpt;
    }

    /**
     * The host that answered, if redirects led to another one than was asked, as where files are kept apart from what names them. Such a host may refuse an
     * address that is only valid for some time, and knows nothing of what the request was for: the host that was asked gives another address.
     */
    public Optional<String> redirectedTo() {
        return Optional.of(redirectedTo).filter(host -> !host.isEmpty());
    }

    /** A header of the answer, such as {@code X-Error-Code}. */
    public Optional<String> header(String name) {
        return headers.first(name);
    }

    ResponseHeaders headers() {
        return headers;
    }

    private static String message(Request request, int status, String reason, ResponseHeaders headers, String excerpt) {
        String code = headers.first("X-Error-Code").map(value -> ", " + value).orElse("");
        String said = excerpt.isBlank() || request.sendsForm()
                ? ""
                : ": " + excerpt.strip().replaceAll("\\s+", " ");
        return request.withoutToken(
                request + ": status " + status + (reason.isBlank() ? "" : " " + reason) + code + said);
    }
}
