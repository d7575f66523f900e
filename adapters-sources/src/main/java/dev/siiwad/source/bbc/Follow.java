package dev.siiwad.source.bbc;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Links to accounts on other sites and to mail addresses: where the BBC asks its readers to follow it or to write. Links to what somebody posted are not. */
final class Follow {
    private static final Set<String> SITES = Set.of(
            "facebook.com",
            "twitter.com",
            "x.com",
            "instagram.com",
            "youtube.com",
            "tiktok.com",
            "whatsapp.com",
            "wa.me",
            "t.me",
            "telegram.me",
            "linkedin.com",
            "snapchat.com",
            "pinterest.com",
            "vk.com",
            "ok.ru");
    private static final Set<String> POSTS = Set.of("/status", "/posts/", "/p/", "/video", "/watch", "/photo");
    private static final int LINK_CHARS_MAX = 2000;

    private Follow() {}

    static boolean isLink(String link) {
        if (link.startsWith("mailto:")) {
            return true;
        }
        return link.length() <= LINK_CHARS_MAX
                && address(link)
                        .filter(address ->
                                isSite(Optional.ofNullable(address.getHost()).orElse("")))
                        .filter(address -> POSTS.stream()
                                .noneMatch(
                                        Optional.ofNullable(address.getPath()).orElse("")::contains))
                        .isPresent();
    }

    private static boolean isSite(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return SITES.stream().anyMatch(site -> lower.equals(site) || lower.endsWith("." + site));
    }

    private static Optional<URI> address(String link) {
        try {
            return Optional.of(URI.create(link.strip()));
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }
}
