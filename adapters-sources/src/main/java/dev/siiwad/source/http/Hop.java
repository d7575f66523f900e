package dev.siiwad.source.http;

import java.io.IOException;
import java.util.Optional;
import okhttp3.HttpUrl;

/**
 * One address on the way that redirects lead a request, and the token that goes there. A token goes from hop to hop only as long as scheme, host
 * and port stay those of the request; once lost, it never comes back.
 */
record Hop(Request request, HttpUrl url, Optional<String> token) {
    static Hop first(Request request) throws IOException {
        HttpUrl url = HttpUrl.parse(request.url());
        if (url == null) {
            throw new IOException(request + ": expected an address that begins with https:// or http://");
        }
        return new Hop(request, url, request.token());
    }

    Hop redirectedTo(String location) throws IOException {
        HttpUrl target = url.resolve(location);
        if (target == null) {
            throw new IOException(request + ": redirects to " + SafeUrl.of(location) + ", which is not a web address");
        }
        if (InsideHosts.isInside(target.host()) && !isOfRequest(target)) {
            throw new IOException(request + ": redirects to " + SafeUrl.of(target.toString())
                    + ", inside of this machine's own network; refused");
        }
        if (request.token().isPresent() && url.isHttps() && !target.isHttps()) {
            throw new IOException(request + ": redirects from https to " + SafeUrl.of(target.toString())
                    + "; refused, since the request carries a token");
        }
        return new Hop(request, target, sameOrigin(target) ? token : Optional.empty());
    }

    /** Whether it is on the host that the request names. */
    boolean isOfRequest() {
        return isOfRequest(url);
    }

    /** Whether others on the way to the host can read the token, or what a form holds. */
    boolean exposesSecret() {
        return !url.isHttps() && !Proxies.isThisMachine(url.host()) && (token.isPresent() || request.sendsForm());
    }

    private boolean isOfRequest(HttpUrl target) {
        HttpUrl first = HttpUrl.parse(request.url());
        return first != null && first.host().equals(target.host());
    }

    private boolean sameOrigin(HttpUrl target) {
        return target.scheme().equals(url.scheme()) && target.host().equals(url.host()) && target.port() == url.port();
    }

    /** Without the token. */
    @Override
    public String toString() {
        return request.method() + " " + SafeUrl.of(url.toString());
    }
}
