package dev.siiwad.source.bbc;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The canonical address of an article. Four shapes are articles, as the routes of the BBC's own program say:
 *
 * <pre>
 * /somali/articles/c51xj8nq3e4o      Optimo, since 2019, with ten or more characters between c and o; a script such as /lat may follow.
 *                                    Some services say it in their language, sport has a discipline before it
 * /somali/war-52525903               CPS, a subject and a number; sport has a discipline before it
 * /somali/57955398                   CPS, the number alone
 * /somali/warar/2016/06/160628_qoraal    before that
 * </pre>
 *
 * @param id the address without host, service and {@code articles/}
 */
record ArticleAddress(String url, String id) {
    private static final String SCRIPT = "(?:simp|trad|cyr|lat)";
    /** Below these there are players, live pages, forms and programmes, some of which have numbers too. */
    private static final String NO_ARTICLES =
            "topics|pynciau|live|send|av|av-embeds|av_embeds|videos?|video_and_audio|media|podcasts|popular|watch|downloads|"
                    + "resources|special|extra|programmes|scores-fixtures|sounds|iplayer|bbc_[a-z_]+_(?:radio|tv)|offline|rss|sitemaps?";

    private static final String OPTIMO = "c[a-zA-Z0-9]{10,}o(?:/" + SCRIPT + ")?";

    /** The first three are what lists of earlier versions hold: they are not to become narrower. */
    private static final Pattern SHAPE = Pattern.compile("/(?<service>[a-z]+)(?:/" + SCRIPT + ")?/(?:"
            + "articles/" + OPTIMO
            + "|[a-z0-9_+-]*[0-9]{5,}"
            + "|(?:[a-z0-9_-]+/){0,4}[0-9]{4}/[0-9]{2}/[0-9]{6}_[a-z0-9_-]+(?:\\.shtml)?"
            + "|(?:[a-z0-9_-]+/){0,4}(?:199[0-9]|20[01][0-9])/[0-9]{2}/[a-z0-9_-]+(?:\\.shtml)?"
            + "|(?!(?:[^/]+/)*(?:" + NO_ARTICLES + ")(?:/|$))(?:"
            + "(?:[a-z0-9_-]+/)?(?:articles|erthyglau|sgeulachdan)/" + OPTIMO
            + "|(?!articles/|erthyglau/|sgeulachdan/)(?:[a-z0-9_-]+/){1,2}[a-z0-9_+-]*[0-9]{5,}))");

    /** What is known to be no article: the front page, what {@link #NO_ARTICLES} says, error pages, data, and sections, whose names are a few words. */
    private static final Pattern OTHER_PAGE = Pattern.compile("/[a-z]+(?:/" + SCRIPT + ")?(?:"
            + "|/(?:[^/]+/)*(?:" + NO_ARTICLES + ")(?:/.*)?"
            + "|/(?:404|500)(?:/" + SCRIPT + ")?"
            + "|/.*\\.(?:json|xml|js)"
            + "|(?:/[a-z]+[0-9]?(?:[_-][a-z]+){0,3}){1,4})");

    /** The article of this service that a link leads to; empty if it leads to anything else. */
    static Optional<ArticleAddress> of(Service service, String link) {
        return BbcAddress.path(link).flatMap(path -> ofPath(service, path));
    }

    /** Whether a link leads to a page of this service that is neither an article nor anything else that is known. */
    static boolean isUnknown(Service service, String link) {
        return BbcAddress.path(link)
                .filter(path -> path.startsWith("/" + service.name() + "/"))
                .filter(path -> ofPath(service, path).isEmpty())
                .filter(path -> !OTHER_PAGE.matcher(path).matches())
                .isPresent();
    }

    private static Optional<ArticleAddress> ofPath(Service service, String path) {
        Matcher shape = SHAPE.matcher(path);
        if (!shape.matches() || !shape.group("service").equals(service.name())) {
            return Optional.empty();
        }
        String id = path.substring(1 + service.name().length() + 1)
                .replaceFirst("(^|/)(?:articles|erthyglau|sgeulachdan)/", "$1");
        return Optional.of(new ArticleAddress(BbcAddress.CANONICAL + path, id));
    }
}
