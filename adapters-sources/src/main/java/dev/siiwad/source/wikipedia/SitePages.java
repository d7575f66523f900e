package dev.siiwad.source.wikipedia;

import dev.siiwad.source.http.Http;
import dev.siiwad.source.http.HttpStatusException;
import dev.siiwad.source.http.Request;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lists and statuses that a site of dumps gives, as text.
 *
 * @param base without a slash at the end
 */
record SitePages(Http http, String base) {
    private static final Set<Integer> MISSING = Set.of(403, 404, 410);
    private static final Pattern LINK =
            Pattern.compile("<a\\s[^>]{0,300}?href\\s*=\\s*[\"']?([^\"'\\s>]{1,300})", Pattern.CASE_INSENSITIVE);

    /** As nginx lists a file: the rest of the link, the day, the time, and how many bytes. */
    private static final Pattern BYTES = Pattern.compile(
            "[^>\\n]{0,99}>[^<\\n]{0,300}</a>[ \\t]{1,300}[^\\s<]{1,30}[ \\t]{1,9}[^\\s<]{1,30}[ \\t]{1,99}(\\d{1,18})[ \\t]*(?:\\R|$)",
            Pattern.CASE_INSENSITIVE);

    SitePages {
        base = base.replaceAll("/+$", "");
    }

    /** What is at an address below the base; empty if nothing is. */
    Optional<String> text(String path) throws IOException {
        try {
            return Optional.of(http.fetch(Request.get(base + path)).text());
        } catch (HttpStatusException e) {
            if (MISSING.contains(e.status())) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** The files that a directory listing links to, and their lengths in bytes where it has them exactly. */
    Map<String, OptionalLong> files(String path) throws IOException {
        String html = text(path).orElse("");
        Map<String, OptionalLong> files = new TreeMap<>();
        Matcher link = LINK.matcher(html);
        while (link.find()) {
            String target = target(link);
            Matcher bytes = BYTES.matcher(html).region(link.end(), html.length());
            files.put(
                    last(target),
                    bytes.lookingAt() ? OptionalLong.of(Long.parseLong(bytes.group(1))) : OptionalLong.empty());
        }
        return files;
    }

    /** What the server says of the length of a file. */
    OptionalLong length(String path) throws IOException {
        return http.fetch(Request.head(base + path).header("Accept-Encoding", "identity"))
                .headers()
                .number("Content-Length");
    }

    /** The directories that a directory listing links to, in the order of their names. */
    List<String> directories(String path) throws IOException {
        Matcher link = LINK.matcher(text(path).orElse(""));
        Set<String> directories = new TreeSet<>();
        while (link.find()) {
            String target = target(link);
            if (target.endsWith("/") && !target.startsWith(".")) {
                directories.add(last(target.replaceAll("/+$", "")));
            }
        }
        return List.copyOf(directories);
    }

    /** The dates that a directory listing links to, whole or relative and however it is written, the newest first. */
    List<String> dates(String path, Edition edition) throws IOException {
        Matcher link = LINK.matcher(text(path).orElse(""));
        Set<String> dates = new TreeSet<>(Comparator.reverseOrder());
        while (link.find()) {
            String last = last(target(link).replaceAll("/+$", ""));
            if (edition.isDate(last)) {
                dates.add(last);
            }
        }
        return List.copyOf(dates);
    }

    private static String target(Matcher link) {
        return link.group(1).replaceAll("[?#].*", "");
    }

    private static String last(String target) {
        return target.substring(target.lastIndexOf('/') + 1);
    }
}
