package dev.siiwad.source.tiktok;

import dev.siiwad.source.http.Http;
import dev.siiwad.source.http.HttpStatusException;
import dev.siiwad.source.http.Request;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The short links that TikTok gives for sharing, such as {@code https://vm.tiktok.com/ZMhKxyz/}. Each is asked where it leads to, and nothing else is
 * fetched: not the page of the video, and no address outside of tiktok.com.
 */
final class ShortLinks {
    private static final int HOPS_MAX = 5;
    private static final long BODY_BYTES_MAX = 4L << 20;
    private static final Pattern SHORT = Pattern.compile("(?i:https?://)?(?:(?i:v[mt]\\.tiktok\\.com)/"
            + "|(?i:(?:www\\.|m\\.)?tiktok\\.com)/t/)[A-Za-z0-9_-]{4,32}/?(?:[?#].*)?");

    private final Http http;
    private final Optional<String> baseUrl;

    /** @param baseUrl replaces scheme and host of every address asked */
    ShortLinks(Http http, Optional<String> baseUrl) {
        this.http = http;
        this.baseUrl = baseUrl;
    }

    static boolean isShort(String address) {
        return SHORT.matcher(address.strip()).matches();
    }

    /** @throws IOException if the link does not lead to a video at TikTok */
    VideoUrl follow(String link) throws IOException {
        String given = link.strip();
        String address = given.matches("(?i)https?://.*") ? given : "https://" + given;
        for (int hops = 0; hops < HOPS_MAX; hops++) {
            String next = target(given, address);
            Optional<VideoUrl> video = VideoUrl.of(next);
            if (video.isPresent()) {
                return video.get();
            }
            address = next;
        }
        throw new IOException(
                "\"" + given + "\" leads to no video in " + HOPS_MAX + " steps; the last one is " + address);
    }

    private String target(String given, String address) throws IOException {
        URI uri = uri(given, address);
        String asked = baseUrl.map(base -> base.replaceFirst("/+$", "") + uri.getRawPath())
                .orElse("https://" + uri.getHost() + uri.getRawPath());
        Request request = Request.get(asked).withoutRedirects().withBodyBytesMax(BODY_BYTES_MAX);
        try {
            http.fetch(request);
        } catch (HttpStatusException e) {
            Optional<String> location = e.header("Location");
            if (e.status() / 100 != 3 || location.isEmpty()) {
                throw e;
            }
            String next = uri.resolve(uri(given, location.get())).toString();
            uri(given, next);
            return next;
        }
        throw new IOException("\"" + given + "\" leads nowhere: " + request + " was answered without a redirect");
    }

    /** An address at TikTok. */
    private static URI uri(String given, String address) throws IOException {
        URI uri;
        try {
            uri = URI.create(address);
        } catch (IllegalArgumentException e) {
            throw new IOException("\"" + given + "\" leads to something that is not an address", e);
        }
        String host = uri.getHost() == null ? "tiktok.com" : uri.getHost().toLowerCase(Locale.ROOT);
        if (!host.equals("tiktok.com") && !host.endsWith(".tiktok.com")) {
            throw new IOException("\"" + given + "\" leads to " + host + "; only tiktok.com is followed");
        }
        return uri;
    }
}
