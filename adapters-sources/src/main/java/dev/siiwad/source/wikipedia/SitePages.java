package dev.siiwad.source.wikipedia;

import dev.siiwad.source.http.Http;
import dev.siiwad.source.http.HttpStatusException;
import dev.siiwad.source.http.Request;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    /** The dates that a directory listing links to, whole or relative and however it is written, the newest first. */
    List<String> dates(String path, Edition edition) throws IOException {
        Matcher link = LINK.matcher(text(path).orElse(""));
        Set<String> dates = new TreeSet<>(Comparator.reverseOrder());
        while (link.find()) {
            String target = link.group(1).replaceAll("[?#].*", "").replaceAll("/+$", "");
            String last = target.substring(target.lastIndexOf('/') + 1);
            if (edition.isDate(last)) {
                dates.add(last);
            }
        }
        return List.copyOf(dates);
    }
}
