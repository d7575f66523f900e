package dev.siiwad.source.http;

import java.util.regex.Pattern;

/** Addresses as they may be shown and logged: without a user's name and password, and without what a query may keep secret. */
final class SafeUrl {
    private static final Pattern USER = Pattern.compile("^([A-Za-z][A-Za-z0-9+.-]*://)[^/?#]*@");
    private static final Pattern SECRET =
            Pattern.compile("(?i)([?&][^=&#]*(?:token|key|secret|sig|auth|pass|credential|policy|code)[^=&#]*=)[^&#]*");

    private SafeUrl() {}

    static String of(String url) {
        return SECRET.matcher(USER.matcher(url).replaceFirst("$1")).replaceAll("$1…");
    }

    /** What the file at an address is called, without directories. */
    static String lastName(String url) {
        String path = of(url).replaceFirst("[?#].*", "");
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
