package dev.siiwad.source.sprakbanken;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * Where Språkbanken's addresses are reached: as they are, or at another server that has them all.
 *
 * @param base replaces scheme and host, such as {@code http://localhost:8080}
 */
record Addresses(Optional<String> base) {
    static final String CORPORA = "https://ws.spraakbanken.gu.se/ws/metadata/v3/?resource-type=corpus";

    Addresses {
        if (base.isPresent() && !Unit.isAddress(base.get())) {
            throw new IllegalArgumentException(
                    "base address is \"" + base.get() + "\"; expected a form like https://example.org");
        }
    }

    String reach(String canonical) throws IOException {
        URI address;
        try {
            address = new URI(canonical);
        } catch (URISyntaxException e) {
            throw new IOException("\"" + canonical + "\" is not an address: " + e.getReason(), e);
        }
        if (!Unit.isAddress(canonical) || address.getHost() == null) {
            throw new IOException("\"" + canonical + "\" is not the address of a web server");
        }
        String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
        return base.isEmpty() ? canonical : base.get().replaceAll("/+$", "") + address.getRawPath() + query;
    }
}
