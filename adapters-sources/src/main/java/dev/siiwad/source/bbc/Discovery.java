package dev.siiwad.source.bbc;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the articles of a service: in its feeds, on its front page, then page after page of the topics that the front page names, first pages first. The
 * same site gives the same articles in the same order. Looks no further than it must for as many as are wanted.
 */
final class Discovery {
    /** An hour's work at the rate of one request a minute; nothing of it is saved until it is done. */
    static final int LISTS_MAX = 60;

    static final int ARTICLES_MAX = 100_000;

    private static final Logger LOG = LoggerFactory.getLogger(Discovery.class);

    private final Site site;
    private final Service service;
    private final int wanted;
    private final Map<String, ArticleAddress> found = new LinkedHashMap<>();
    private int lists;

    Discovery(Site site, Service service, OptionalInt articlesMax) {
        this.site = site;
        this.service = service;
        this.wanted = Math.min(articlesMax.orElse(ARTICLES_MAX), ARTICLES_MAX);
    }

    /** @throws IOException if the BBC does not answer, or lists no article */
    List<ArticleAddress> articles() throws IOException {
        feed("https://feeds.bbci.co.uk/" + service.name() + "/rss.xml");
        feed(BbcAddress.CANONICAL + "/" + service.name() + "/index.xml");
        String front = BbcAddress.CANONICAL + "/" + service.name();
        topics(front(front).topics(service));
        if (found.isEmpty()) {
            throw new IOException(front + ": neither the feeds nor the page lists an article. Look at it in a browser:"
                    + " the site may have changed");
        }
        return found.values().stream().limit(wanted).toList();
    }

    private void topics(List<String> topics) throws IOException {
        List<String> more = topics;
        for (int page = 1; !more.isEmpty() && !done(); page++) {
            List<String> longer = new ArrayList<>();
            for (String topic : more) {
                if (list(page == 1 ? topic : topic + "?page=" + page).lastPage() > page) {
                    longer.add(topic);
                }
            }
            more = longer;
        }
    }

    private ListPage front(String url) throws IOException {
        try {
            return done() ? ListPage.EMPTY : readList(url);
        } catch (BadPageException e) {
            throw new IOException(
                    url + ": " + e.getMessage() + ". Look at it in a browser: the site may have changed", e);
        }
    }

    private void feed(String url) throws IOException {
        if (done()) {
            return;
        }
        lists++;
        try {
            add(Feed.links(Markup.rss(site.fetch(url, anywhere -> {}))));
        } catch (BadPageException e) {
            LOG.warn("{}: {}; going on without it", url, e.getMessage());
        }
    }

    private ListPage list(String url) throws IOException {
        if (done()) {
            return ListPage.EMPTY;
        }
        try {
            return readList(url);
        } catch (BadPageException e) {
            LOG.warn("{}: {}; going on without it", url, e.getMessage());
            return ListPage.EMPTY;
        }
    }

    private ListPage readList(String url) throws IOException, BadPageException {
        lists++;
        ListPage page = ListPage.parse(Markup.html(site.fetch(url, anywhere -> {})));
        add(page.links());
        return page;
    }

    private void add(List<String> links) throws IOException {
        for (String link : links) {
            ArticleAddress article = ArticleAddress.of(service, link).orElse(null);
            if (article != null && !found.containsKey(article.url()) && site.allows(article.url())) {
                found.put(article.url(), article);
            }
        }
    }

    private boolean done() {
        return found.size() >= wanted || lists >= LISTS_MAX;
    }
}
