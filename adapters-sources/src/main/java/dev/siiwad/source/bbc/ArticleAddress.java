package dev.siiwad.source.bbc;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The canonical address of an article. Four shapes are articles, as the routes of the BBC's own program say:
 *
 * <pre>
 * /somali/articles/c51xj8nq3e4o      Optimo, since 2019, with ten or more characters between c and o; a script such as /lat may follow
 * /somali/war-52525903               CPS, a subject and a number
 * /somali/57955398                   CPS, the number alone
 * /somali/warar/2016/06/160628_qoraal    before that
 * </pre>
 *
 * @param id the address without host, service and {@code articles/}
 */
record ArticleAddress(String url, String id) {
    private static final Pattern SHAPE = Pattern.compile(
            "/(?<service>[a-z]+)(?<script>/(?:simp|trad|cyr|lat))?/(?:articles/(?<optimo>c[a-zA-Z0-9]{10,}o(?:/(?:simp|trad|cyr|lat))?)"
                    + "|(?<cps>[a-z0-9_+-]*[0-9]{8,})"
                    + "|(?<legacy>(?:[a-z0-9_-]+/){0,4}[0-9]{4}/[0-9]{2}/[0-9]{6}_[a-z0-9_-]+(?:\\.shtml)?))");

    /** The article of this service that a link leads to; empty if it leads to anything else. */
    static Optional<ArticleAddress> of(Service service, String link) {
        return BbcAddress.path(link).flatMap(path -> ofPath(service, path));
    }

    private static Optional<ArticleAddress> ofPath(Service service, String path) {
        Matcher shape = SHAPE.matcher(path);
        if (!shape.matches() || !shape.group("service").equals(service.name())) {
            return Optional.empty();
        }
        String id = path.substring(1 + service.name().length() + 1).replaceFirst("(^|/)articles/", "$1");
        return Optional.of(new ArticleAddress(BbcAddress.CANONICAL + path, id));
    }
}
