package dev.siiwad.source.bbc;

import dev.siiwad.source.http.Response;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Asks for the articles of a frontier, and tells what is wrong with one article from what is wrong with the site. What is not readable is asked for a second
 * time; what is refused or broken in spite of all tries is the article's own affair if the front page answers then.
 */
final class ArticleFetch {
    /** More in a row, with no article in between that answers, and it is rather the articles that the site does not give to this reader. */
    static final int BROKEN_IN_A_ROW_MAX = 3;

    private final Frontier frontier;
    private final Site site;
    private final Map<ArticleAddress, Integer> listed = new HashMap<>();
    private int brokenInARow;

    /** What came for an article's address. */
    @FunctionalInterface
    interface Answer {
        /** @throws BadPageException what is wrong with it */
        Page page() throws BadPageException;
    }

    /**
     * A page that is there.
     *
     * @param address where redirects led to
     */
    record Page(ArticleAddress address, String html) {}

    ArticleFetch(Frontier frontier, Site site) {
        this.frontier = frontier;
        this.site = site;
        frontier.articles().forEach(article -> listed.putIfAbsent(article, listed.size()));
    }

    /** Whether this address has a place in the list before that one. */
    boolean isListedBefore(ArticleAddress address, ArticleAddress other) {
        return listed.getOrDefault(address, Integer.MAX_VALUE) < listed.get(other);
    }

    /**
     * @param aliases what has been read under other addresses
     * @throws IOException if it is the site that does not answer, or not now
     */
    Answer ask(ArticleAddress address, Aliases aliases) throws IOException {
        if (aliases.contains(address)) {
            return wrong(BadPageException.of("the same article as one that was read before, at another address"));
        }
        try {
            Page page = readable(address, aliases);
            brokenInARow = 0;
            return () -> page;
        } catch (BadPageException e) {
            brokenInARow = 0;
            return wrong(e);
        } catch (IOException e) {
            String problem = Refusal.ofOnePage(e).orElseThrow(() -> e);
            requireFrontPage(e);
            brokenInARow++;
            if (brokenInARow > BROKEN_IN_A_ROW_MAX) {
                throw site.refused(
                        e.getMessage() + ". The " + BROKEN_IN_A_ROW_MAX
                                + " articles before it were refused or broken too, while the front page answers",
                        e);
            }
            return wrong(BadPageException.broken(problem + ", while the front page answers"));
        }
    }

    private Page readable(ArticleAddress address, Aliases aliases) throws IOException, BadPageException {
        Redirected redirected = new Redirected(address, aliases);
        Response first = site.fetch(address.url(), redirected);
        try {
            return new Page(redirected.at, Markup.html(first));
        } catch (BadPageException perhapsInPassing) {
            Response second = site.fetch(address.url(), redirected);
            return new Page(redirected.at, Markup.html(second));
        }
    }

    private static Answer wrong(BadPageException e) {
        return () -> {
            throw e;
        };
    }

    /** The BBC answers 500 for ever where an article's data is malformed; but if the front page fails too, it is the site that is broken. */
    private void requireFrontPage(IOException broken) throws IOException {
        Optional<Exception> alsoBroken = site.frontPageProblem(frontier.service());
        if (alsoBroken.isPresent()) {
            broken.addSuppressed(alsoBroken.get());
            throw broken;
        }
    }

    /** Follows redirects to articles that are not read anyway, and knows where they led. */
    private final class Redirected implements Site.Redirects {
        private final ArticleAddress asked;
        private final Aliases aliases;
        private ArticleAddress at;

        Redirected(ArticleAddress asked, Aliases aliases) {
            this.asked = asked;
            this.aliases = aliases;
            this.at = asked;
        }

        @Override
        public void check(String target) throws BadPageException {
            ArticleAddress answered = ArticleAddress.of(frontier.service(), target)
                    .orElseThrow(
                            () -> BadPageException.broken("gone (redirects to " + target + ", which is no article)"));
            if (!answered.equals(asked) && (listed.containsKey(answered) || aliases.contains(answered))) {
                throw BadPageException.of("gone (redirects to " + target + ", which is read as well)");
            }
            at = answered;
        }
    }
}
