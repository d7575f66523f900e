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

    private static final String HOST = "(?i:https?://)?(?i:(?:www|m)\\.)?(?i:tiktok\\.com)";
    private static final String REST = "/?(?:[?#].*)?";
    private static final Pattern FORM =
            Pattern.compile(HOST + "/@([A-Za-z0-9._-]{0,64})/(video|photo)/([0-9]{5,19})" + REST);
    /** Addresses of players and of mobile pages, which do not name the user. */
    private static final Pattern NAMELESS = Pattern.compile(
            HOST + "/(?:v|share/video|embed(?:/v[0-9])?|player/v[0-9])/([0-9]{15,19})(?:\\.html)?" + REST);

    private static final Pattern ID = Pattern.compile("[0-9]{15,19}");

    /** The same without the user, who may take another name. */
    String nameless() {
        return "https://www.tiktok.com/@/video/" + id;
    }

    /** Reads an address as people copy it, with or without scheme and query, or an id alone; empty if it is not one of a video. */
    static Optional<VideoUrl> of(String text) {
        String address = text.length() > CHARS_MAX ? "" : text.strip();
        Matcher named = FORM.matcher(address);
        if (named.matches()) {
            return of(named.group(3), "@" + named.group(1) + "/" + named.group(2));
        }
        Matcher nameless = NAMELESS.matcher(address);
        if (nameless.matches()) {
            return of(nameless.group(1), "@/video");
        }
        return ID.matcher(address).matches() ? of(address, "@/video") : Optional.empty();
    }

    /** TikTok leads an address without a user to the one with it. */
    private static Optional<VideoUrl> of(String id, String path) {
        try {
            long number = Long.parseLong(id);
            return Optional.of(new VideoUrl(number, "https://www.tiktok.com/" + path + "/" + number));
        } catch (NumberFormatException beyondInt64) {
            return Optional.empty();
        }
    }
}
