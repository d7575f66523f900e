package dev.siiwad.cli.dashboard;

import com.sun.net.httpserver.Headers;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who may see the page: on this machine, whoever asks it by one of its own names, so that no page of the web can have a browser ask under another name; from elsewhere, whoever knows the token.
 *
 * @param token the first part of each path; empty where only this machine is answered
 * @param address that is listened on
 */
record Gate(Optional<String> token, InetAddress address) {
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "::1");
    private static final Pattern HOST = Pattern.compile("(?:\\[([0-9a-f:.%]+)\\]|([a-z0-9._-]+))(?::\\d{1,5})?");
    private static final int ANOTHER_PART = 421;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    /** What to answer instead of what was asked for; empty if the request may pass. */
    Optional<Integer> refusal(Headers headers, String path) {
        if (token.isEmpty() && !isOurs(headers.getFirst("Host"))) {
            return Optional.of(ANOTHER_PART);
        }
        String site = headers.getFirst("Sec-Fetch-Site");
        boolean navigation = "navigate".equals(headers.getFirst("Sec-Fetch-Mode"));
        if (site != null && !site.equals("same-origin") && !site.equals("none") && !navigation) {
            return Optional.of(FORBIDDEN);
        }
        return token.isPresent() && below(path).isEmpty() ? Optional.of(NOT_FOUND) : Optional.empty();
    }

    private boolean isOurs(String host) {
        if (host == null) {
            return false;
        }
        Matcher matcher = HOST.matcher(host.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return false;
        }
        String name = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        return THIS_MACHINE.contains(name) || name.equals(address.getHostAddress());
    }

    /** What is asked for, without the slash and the token before it; empty if the token is another. */
    Optional<String> below(String path) {
        if (token.isEmpty()) {
            return Optional.of(path.replaceFirst("^/", ""));
        }
        int end = path.indexOf('/', 1);
        String given = end < 0 ? "" : path.substring(1, end);
        boolean same = MessageDigest.isEqual(
                given.getBytes(StandardCharsets.UTF_8), token.get().getBytes(StandardCharsets.UTF_8));
        return same ? Optional.of(path.substring(end + 1)) : Optional.empty();
    }

    /** The path of the page. */
    String root() {
        return token.map(known -> "/" + known + "/").orElse("/");
    }
}
