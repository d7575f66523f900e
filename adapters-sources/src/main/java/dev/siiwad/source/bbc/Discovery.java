package dev.siiwad.source.bbc;

import dev.siiwad.paging.IncompleteListException;
import dev.siiwad.source.Collected;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the articles of a service: in its feeds, on its front page, then page after page of the topics that the front page names, first pages first. The
 * same site gives the same articles in the same order. Looks no further than it must for as many as are wanted. A feed or a page of a topic that fails for good
 * costs what only it lists; every list is saved as soon as it was read.
 */
final class Discovery {
    /** An hour's work at the rate of one request a minute. */
    static final int LISTS_MAX = 60;

    static final int ARTICLES_MAX = 100_000;

    /** Names, in the receipt, the addresses of no known shape. */
    static final String UNKNOWN = "#unknown";

    private static final int EXAMPLES_MAX = 10;

    private static final Logger LOG = LoggerFactory.getLogger(Discovery.class);

    private final Site site;
    private final Service service;
    private final SavedLists saved;
    private final int wanted;
    private final Collected collected;
    private final Map<String, ArticleAddress> found = new LinkedHashMap<>();
    /** When an article was changed last, as far as a list says. */
    private final Map<String, Instant> changed = new HashMap<>();
    /** Those found that no dataset holds as they are now. */
    private final Set<String> fresh = new HashSet<>();

    private final List<NotSeen> notSeen = new ArrayList<>();
    private final Set<String> unknown = new LinkedHashSet<>();
    private int lists;

    Discovery(Site site, Service service, SavedLists saved, OptionalInt articlesMax, Collected collected) {
        this.collected = collected;
        this.site = site;
        this.service = service;
        this.saved = saved;
        this.wanted = Math.min(articlesMax.orElse(ARTICLES_MAX), ARTICLES_MAX);
    }

    /**
     * The articles that no dataset holds, as many as are wanted; empty if all that are listed are held.
     *
     * @throws IOException if the BBC does not answer, or lists no article
     */
    Optional<Frontier> frontier() throws IOException {
        saved.load();
        list("https://feeds.bbci.co.uk/" + service.name() + "/rss.xml", this::feed);
        list(BbcAddress.CANONICAL + "/" + service.name() + "/index.xml", this::feed);
        topics(front().topics(service));
        if (found.isEmpty()) {
            saved.forget();
            throw new IOException(service.frontPage()
                    + ": neither the feeds nor the page lists an article. Look at it in a browser:"
                    + " the site may have changed");
        }
        List<ArticleAddress> articles = found.values().stream()
                .filter(article -> fresh.contains(article.url()))
                .limit(wanted)
                .toList();
        LOG.info("{}: {} articles are listed; {} of them are new", service.frontPage(), found.size(), fresh.size());
        if (articles.isEmpty()) {
            return Optional.empty();
        }
        nameUnknown();
        return Optional.of(new Frontier(service, articles, notSeen));
    }

    /** Addresses that may be articles of a new kind are named where what is missing is named, in the receipt. */
    private void nameUnknown() {
        if (!unknown.isEmpty()) {
            List<String> examples = unknown.stream().limit(EXAMPLES_MAX).toList();
            missed(
                    service.frontPage() + UNKNOWN,
                    unknown.size() + " addresses of a shape that is not known were not read, such as "
                            + String.join(", ", examples),
                    true);
        }
    }

    private void topics(List<String> topics) throws IOException {
        List<TopicPages> more = topics.stream().map(TopicPages::new).toList();
        while (!more.isEmpty() && !done()) {
            List<TopicPages> longer = new ArrayList<>();
            for (TopicPages topic : more) {
                if (goesOn(topic)) {
                    longer.add(topic);
                }
            }
            more = longer;
        }
        if (lists >= LISTS_MAX && !more.isEmpty()) {
            LOG.warn(
                    "{}: {} lists were read; at most {} are. What only the {} topics that go on list was not seen",
                    service.frontPage(),
                    lists,
                    LISTS_MAX,
                    more.size());
        }
    }

    /** Whether the topic has another page after its next one, which is read here. */
    private boolean goesOn(TopicPages topic) throws IOException {
        String url = topic.next().orElseThrow();
        Optional<ListPage> page = list(url, this::page);
        try {
            if (page.isPresent()) {
                topic.read(page.get());
            }
        } catch (IncompleteListException e) {
            missed(url, e.getMessage(), true);
            return false;
        }
        return page.isPresent() && topic.next().isPresent();
    }

    /** Nothing can be known without it. */
    private ListPage front() throws IOException {
        try {
            return done() ? ListPage.EMPTY : read(service.frontPage(), this::page);
        } catch (BadPageException e) {
            throw new IOException(
                    service.frontPage() + ": " + e.getMessage()
                            + ". Look at it in a browser: the site may have changed",
                    e);
        }
    }

    @FunctionalInterface
    private interface Lists {
        ListPage ask(String url) throws IOException, BadPageException;
    }

    private ListPage feed(String url) throws IOException, BadPageException {
        return new ListPage(Feed.items(Markup.rss(site.fetch(url, anywhere -> {}))), 1);
    }

    private ListPage page(String url) throws IOException, BadPageException {
        List<Listed> links = new ArrayList<>();
        ListPage page = ListPage.parse(Markup.html(site.fetch(url, hop -> links.add(Listed.undated(hop)))));
        // The front pages of the youngest services are articles.
        links.addAll(page.links());
        return new ListPage(links, page.lastPage());
    }

    /** What a feed or a page lists; nothing where it fails and the site does not. */
    private Optional<ListPage> list(String url, Lists asked) throws IOException {
        if (done()) {
            return Optional.empty();
        }
        try {
            return Optional.of(read(url, asked));
        } catch (BadPageException e) {
            boolean feedThatTheServiceHasNot = e.isGone() && url.endsWith(".xml");
            if (feedThatTheServiceHasNot) {
                saved.add(url, ListPage.EMPTY);
            }
            missed(url, e.getMessage(), !feedThatTheServiceHasNot);
        } catch (IOException e) {
            String problem = Refusal.ofOnePage(e).orElseThrow(() -> e);
            Optional<Exception> alsoBroken = site.frontPageProblem(service);
            if (alsoBroken.isPresent()) {
                e.addSuppressed(alsoBroken.get());
                throw e;
            }
            missed(url, problem + ", while the front page answers", true);
        }
        return Optional.empty();
    }

    private void missed(String url, String reason, boolean counts) {
        LOG.warn("{}: {}; going on without it", url, reason);
        if (counts) {
            notSeen.add(new NotSeen(url, reason));
        }
    }

    private ListPage read(String url, Lists asked) throws IOException, BadPageException {
        lists++;
        Optional<ListPage> known = saved.of(url);
        ListPage page = known.isPresent() ? known.get() : twice(url, asked);
        if (known.isEmpty()) {
            saved.add(url, page);
        }
        add(page.links());
        return page;
    }

    /** What cannot be read is asked for a second time. */
    private static ListPage twice(String url, Lists asked) throws IOException, BadPageException {
        try {
            return asked.ask(url);
        } catch (BadPageException e) {
            if (e.isGone() || !e.isBroken()) {
                throw e;
            }
            return asked.ask(url);
        }
    }

    private void add(List<Listed> links) throws IOException {
        for (Listed listed : links) {
            String link = listed.link();
            if (ArticleAddress.isUnknown(service, link)) {
                unknown.add(BbcAddress.path(link).orElseThrow());
            }
            ArticleAddress article = ArticleAddress.of(service, link).orElse(null);
            if (article != null && (found.containsKey(article.url()) || site.allows(article.url()))) {
                found.put(article.url(), article);
                listed.changed().ifPresent(at -> changed.merge(article.url(), at, Discovery::later));
                if (!collected.holds(article.url(), Optional.ofNullable(changed.get(article.url())))) {
                    fresh.add(article.url());
                }
            }
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private boolean done() {
        return fresh.size() >= wanted || lists >= LISTS_MAX;
    }
}
