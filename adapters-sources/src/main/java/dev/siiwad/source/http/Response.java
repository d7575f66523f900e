package dev.siiwad.source.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A whole answer, read into memory. Its status is 2xx; anything else was thrown as {@link HttpStatusException}.
 *
 * @param url the address that answered, after all redirects; may hold a secret that a redirect put there
 * @param body not copied: nobody may change it
 */
public record Response(int status, String url, ResponseHeaders headers, byte[] body) {
    /** The body as UTF-8. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /**
     * Where a {@code Link} header of this relation points to, made absolute. May be another host: mind the token.
     *
     * @throws IOException if a header speaks of one, and has no address of it that can be asked for
     */
    public Optional<String> link(String relation) throws IOException {
        return headers.link(relation, url);
    }

    @Override
    public String toString() {
        return "status " + status + " from " + SafeUrl.of(url) + " with " + body.length + " bytes";
    }
}
