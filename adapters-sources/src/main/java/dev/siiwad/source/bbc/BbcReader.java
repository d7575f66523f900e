package dev.siiwad.source.bbc;

import dev.siiwad.document.Document;
import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.Position;
import dev.siiwad.source.PositionFields;
import dev.siiwad.source.Reading;
import dev.siiwad.source.http.HttpStatusException;
import dev.siiwad.source.http.Response;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jsoup.Jsoup;

/**
 * Fetches the articles of a frontier, one after the other. Its position {@code article=7} is the index of the next. An article that is gone, or a page
 * that is none, is malformed: so the receipt counts it, and the quarantine says why.
 */
final class BbcReader implements DocumentReader {
    private static final int BROKEN = 500;
    private static final String ARTICLE = "article";

    private final Frontier frontier;
    private final Site site;
    private int next;
    private Optional<Answer> answer = Optional.empty();
    private boolean articleDone;

    /** What came for an article's address: a page, or what is wrong with it. */
    @FunctionalInterface
    private interface Answer {
        Response page() throws BadPageException;
    }

    /** @throws IOException if the position is not one of this frontier's */
    BbcReader(Frontier frontier, Site site, Position position) throws IOException {
        this.frontier = frontier;
        this.site = site;
        this.next = index(frontier, position);
    }

    @Override
    public Optional<Reading> fetch() throws IOException {
        if (next == frontier.articles().size()) {
            return Optional.of(new Reading.End());
        }
        if (answer.isEmpty()) {
            answer = Optional.of(ask(frontier.articles().get(next)));
        }
        return Optional.empty();
    }

    @Override
    public Reading read() throws IOException, MalformedDocumentException {
        articleDone = false;
        Optional<Reading> instead = fetch();
        if (instead.isPresent()) {
            return instead.get();
        }
        ArticleAddress address = frontier.articles().get(next);
        Answer came = answer.orElseThrow();
        pass(1);
        String html = "";
        try {
            html = Markup.html(came.page());
            Article article = ArticlePage.read(Jsoup.parse(html, address.url()));
            return new Reading.Read(document(address, article));
        } catch (BadPageException e) {
            throw new MalformedDocumentException(address.id(), e.getMessage(), address.url() + "\n" + html);
        }
    }

    @Override
    public Position position() {
        return new Position(ARTICLE + "=" + next);
    }

    @Override
    public long skip(long count) {
        int passed = (int) Math.min(count, frontier.articles().size() - next);
        pass(passed);
        return passed;
    }

    @Override
    public boolean atBoundary() {
        return articleDone;
    }

    @Override
    public void close() {
        articleDone = false;
        answer = Optional.empty();
    }

    private void pass(int articles) {
        next += articles;
        answer = Optional.empty();
        articleDone = articles > 0;
    }

    private Answer ask(ArticleAddress address) throws IOException {
        try {
            Response page = site.fetch(address.url(), target -> requireOther(address, target));
            return () -> page;
        } catch (BadPageException none) {
            return () -> {
                throw none;
            };
        } catch (HttpStatusException e) {
            if (e.status() != BROKEN) {
                throw e;
            }
            requireFrontPage(e);
            return () -> {
                throw new BadPageException("broken (" + BROKEN + "), while the front page answers");
            };
        }
    }

    /** The BBC answers 500 for ever where an article's data is malformed; but if the front page fails too, it is the site that is broken. */
    private void requireFrontPage(HttpStatusException broken) throws IOException {
        try {
            site.fetch(BbcAddress.CANONICAL + "/" + frontier.service().name(), anywhere -> {});
        } catch (IOException | BadPageException alsoBroken) {
            broken.addSuppressed(alsoBroken);
            throw broken;
        }
    }

    /** @throws BadPageException if a redirect to this address leads to no article, or to one that is read anyway */
    private void requireOther(ArticleAddress address, String target) throws BadPageException {
        ArticleAddress answered = ArticleAddress.of(frontier.service(), target)
                .orElseThrow(() -> new BadPageException("gone (redirects to " + target + ", which is no article)"));
        if (!answered.equals(address) && frontier.articles().contains(answered)) {
            throw new BadPageException("gone (redirects to " + target + ", which is read as well)");
        }
    }

    private Document document(ArticleAddress address, Article article) {
        Map<String, Object> metadata = new TreeMap<>();
        metadata.put("article_id", address.id());
        metadata.put("service", frontier.service().name());
        article.published().ifPresent(date -> metadata.put("date_published", date));
        article.section().ifPresent(section -> metadata.put("section", section));
        return Document.of(address.id(), article.headline(), article.text(), address.url(), metadata);
    }

    private static int index(Frontier frontier, Position position) throws IOException {
        if (position.isStart()) {
            return 0;
        }
        return PositionFields.of(position)
                .requireOnly(ARTICLE)
                .integer(ARTICLE, frontier.articles().size());
    }
}
