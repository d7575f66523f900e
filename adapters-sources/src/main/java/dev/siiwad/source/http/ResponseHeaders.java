package dev.siiwad.source.http;

import java.io.IOException;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** The headers of an answer, whatever the case of their names. */
public final class ResponseHeaders {
    private static final int QUOTED_CHARS_MAX = 300;

    private final Map<String, List<String>> values;

    ResponseHeaders(Map<String, List<String>> values) {
        TreeMap<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(values);
        this.values = Collections.unmodifiableMap(copy);
    }

    /** The first header of this name. */
    public Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }

    /** All headers of this name, in order. */
    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** A header that is a number from 0, such as {@code Content-Length}. Empty if it is missing or is not one. */
    public OptionalLong number(String name) {
        Optional<String> text = first(name).filter(value -> value.matches("\\d{1,18}"));
        return text.isPresent() ? OptionalLong.of(Long.parseLong(text.get())) : OptionalLong.empty();
    }

    /** The entity tag, if it is a strong one: equal tags then mean equal bytes. */
    public Optional<String> strongEtag() {
        return first("ETag").map(String::strip).filter(ResponseHeaders::isStrong);
    }

    static boolean isStrong(String etag) {
        return etag.matches("\"[^\"\\p{Cntrl}]*\"");
    }

    /**
     * Where a {@code Link} header of this relation points to, made absolute; empty if no header speaks of one.
     *
     * @param base the address that answered
     * @throws IOException if a header speaks of one, and has no address of it that can be asked for
     */
    public Optional<String> link(String relation, String base) throws IOException {
        for (String header : all("Link")) {
            Optional<String> target = LinkHeader.target(header, relation);
            Optional<String> address = target.flatMap(link -> resolve(base, link));
            if (address.isPresent()) {
                return address;
            }
            if (target.isPresent() || LinkHeader.mentions(header, relation)) {
                throw unusable(header, relation, base);
            }
        }
        return Optional.empty();
    }

    private static IOException unusable(String header, String relation, String base) {
        String quoted = header.substring(0, Math.min(header.length(), QUOTED_CHARS_MAX));
        return new IOException(SafeUrl.of(base) + ": the header \"Link: " + SafeUrl.of(quoted) + "\" speaks of rel="
                + relation + " and has no address that can be asked for. Without it the answer is incomplete; if"
                + " another attempt does not help, upstream has changed");
    }

    /** A link that is a query alone keeps the whole path, which {@link URI#resolve(URI)} would shorten. */
    private static Optional<String> resolve(String base, String link) {
        if (link.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI address = URI.create(base)
                    .resolve(link.startsWith("?") ? URI.create(base).getRawPath() + link : link);
            boolean web = "https".equalsIgnoreCase(address.getScheme()) || "http".equalsIgnoreCase(address.getScheme());
            return web && address.getRawAuthority() != null ? Optional.of(address.toString()) : Optional.empty();
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "headers " + values.keySet();
    }
}
