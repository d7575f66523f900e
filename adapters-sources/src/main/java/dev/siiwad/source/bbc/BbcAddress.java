package dev.siiwad.source.bbc;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Any address of the BBC, in its canonical form {@code https://www.bbc.com/…}: without query and fragment, and whichever host it was given with. */
final class BbcAddress {
    static final String CANONICAL = "https://www.bbc.com";

    private static final Set<String> HOSTS =
            Set.of("www.bbc.com", "bbc.com", "www.bbc.co.uk", "bbc.co.uk", "m.bbc.com", "m.bbc.co.uk");
    /** The longest real ones have some 120 characters. */
    private static final int LINK_CHARS_MAX = 2000;

    private static final Pattern OTHER_FORM = Pattern.compile("\\.(?:amp|app|lite)$");

    private BbcAddress() {}

    /** The path of a link on a page of the BBC, without trailing slash and {@code .amp}; empty if it leads elsewhere. */
    static Optional<String> path(String link) {
        if (link.length() > LINK_CHARS_MAX) {
            return Optional.empty();
        }
        URI address;
        try {
            address = URI.create(CANONICAL + "/").resolve(link.strip());
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
        String host = Optional.ofNullable(address.getHost()).orElse("").toLowerCase(Locale.ROOT);
        boolean web = "https".equalsIgnoreCase(address.getScheme()) || "http".equalsIgnoreCase(address.getScheme());
        if (!web || !HOSTS.contains(host)) {
            return Optional.empty();
        }
        String path = address.getRawPath().replaceFirst("/+$", "");
        return Optional.of(OTHER_FORM.matcher(path).replaceFirst(""));
    }

    /** The same address on the host that it was given with, which is one of the BBC's. */
    static String onItsHost(String link) {
        String host = URI.create(link).getHost();
        return "https://" + host.toLowerCase(Locale.ROOT) + path(link).orElseThrow();
    }

    static boolean isOfBbc(String link) {
        return path(link).isPresent();
    }
}
