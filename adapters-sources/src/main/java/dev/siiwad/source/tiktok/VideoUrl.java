package dev.siiwad.source.tiktok;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One video, and its address in the one form that is published: {@code https://www.tiktok.com/@user/video/7564865308406648086}.
 *
 * @param id the number in the address, which stays when the user takes another name
 */
record VideoUrl(long id, String url) {
    static final int CHARS_MAX = 2048;

    private static final Pattern FORM = Pattern.compile("(?i:https?://)?(?i:(?:www|m)\\.)?(?i:tiktok\\.com)"
            + "/@([A-Za-z0-9._-]{1,64})/(video|photo)/([0-9]{5,19})/?(?:[?#].*)?");

    /** Reads an address as people copy it, with or without scheme and query; empty if it is not one of a video. */
    static Optional<VideoUrl> of(String text) {
        Matcher matcher = FORM.matcher(text.length() > CHARS_MAX ? "" : text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            long id = Long.parseLong(matcher.group(3));
            String url = "https://www.tiktok.com/@" + matcher.group(1) + "/" + matcher.group(2) + "/" + id;
            return Optional.of(new VideoUrl(id, url));
        } catch (NumberFormatException beyondInt64) {
            return Optional.empty();
        }
    }
}
