package dev.siiwad.source.bbc;

import dev.siiwad.document.Document;
import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.Position;
import dev.siiwad.source.PositionFields;
import dev.siiwad.source.Reading;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jsoup.Jsoup;

/**
 * Fetches the articles of a frontier, one after the other, and gives each once, under the address that its page says is its own. Its position
 * {@code article=7 aliases=…} is the index of the next, and what was read under other addresses than those of the list. An article that is gone or cannot be
 * read is set aside; a page that is none is malformed: so the receipt counts it, and the quarantine says why.
 */
final class BbcReader implements DocumentReader {
    private static final String ARTICLE = "article";
    private static final String ALIASES = "aliases";

    private final Frontier frontier;
    private final ArticleFetch articles;
    private final Extraction extraction;
    private final Aliases aliases;
    private int next;
    private Optional<ArticleFetch.Answer> answer = Optional.empty();
    private boolean articleDone;

    /** @throws IOException if the position is not one of this frontier's */
    BbcReader(Frontier frontier, Site site, Extraction extraction, Position position) throws IOException {
        this.frontier = frontier;
        this.articles = new ArticleFetch(frontier, site);
        this.extraction = extraction;
        if (position.isStart()) {
            this.aliases = new Aliases();
        } else {
            PositionFields fields = PositionFields.of(position).requireOnly(ARTICLE, ALIASES);
            this.next = fields.integer(ARTICLE, frontier.size());
            this.aliases = Aliases.of(fields, ALIASES);
        }
    }

    /** The index of the first article that was not read at a position. */
    static int index(Position position, Frontier frontier) throws IOException {
        return position.isStart()
                ? 0
                : PositionFields.of(position).requireOnly(ARTICLE, ALIASES).integer(ARTICLE, frontier.size());
    }

    @Override
    public Optional<Reading> fetch() throws IOException {
        if (next == frontier.size()) {
            return Optional.of(new Reading.End());
        }
        if (next < frontier.articles().size() && answer.isEmpty()) {
            answer = Optional.of(articles.ask(frontier.articles().get(next), aliases));
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
        if (next >= frontier.articles().size()) {
            throw notSeen(frontier.notSeen().get(next - frontier.articles().size()));
        }
        ArticleAddress asked = frontier.articles().get(next);
        ArticleFetch.Answer came = answer.orElseThrow();
        pass(1);
        String html = "";
        try {
            ArticleFetch.Page page = came.page();
            html = page.html();
            org.jsoup.nodes.Document parsed = Jsoup.parse(html, page.address().url());
            Article article = ArticlePage.read(parsed, extraction);
            return new Reading.Read(document(own(asked, page.address(), parsed), article));
        } catch (BadPageException e) {
            String excerpt = asked.url() + "\n" + html;
            throw e.isBroken()
                    ? MalformedDocumentException.unit(asked.id(), e.getMessage(), excerpt)
                    : new MalformedDocumentException(asked.id(), e.getMessage(), excerpt);
        }
    }

    @Override
    public Position position() {
        return new Position(ARTICLE + "=" + next + (aliases.isEmpty() ? "" : " " + ALIASES + "=" + aliases.text()));
    }

    /** What is passed over is not asked for, so that nothing is known of the addresses that it may have besides. */
    @Override
    public long skip(long count) {
        int passed = (int) Math.min(count, frontier.size() - next);
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

    /** A list that the frontier was made without takes a place after the articles, so that the receipt names it. */
    private MalformedDocumentException notSeen(NotSeen list) {
        pass(1);
        return MalformedDocumentException.unit(
                list.url(), "the list of articles was made without it: " + list.reason(), list.url());
    }

    private void pass(int passed) {
        next += passed;
        answer = Optional.empty();
        articleDone = passed > 0;
    }

    /**
     * The address that a page is published under, and not again.
     *
     * @throws BadPageException if it has been read already, or was to be
     */
    private ArticleAddress own(ArticleAddress asked, ArticleAddress answered, org.jsoup.nodes.Document page)
            throws BadPageException {
        ArticleAddress own = ArticlePage.canonical(page)
                .flatMap(link -> ArticleAddress.of(frontier.service(), link))
                .orElse(answered);
        if (own.equals(asked)) {
            return own;
        }
        if (aliases.contains(own) || articles.isListedBefore(own, asked)) {
            throw BadPageException.of("the same article as " + own.url() + ", which is read as well");
        }
        aliases.add(own);
        return own;
    }

    private Document document(ArticleAddress address, Article article) {
        Map<String, Object> metadata = new TreeMap<>();
        metadata.put("article_id", address.id());
        metadata.put("service", frontier.service().name());
        article.published()
                .or(() -> extraction == Extraction.FIRST ? Optional.empty() : Published.inAddress(address.url()))
                .ifPresent(date -> metadata.put("date_published", date));
        article.author().ifPresent(author -> metadata.put("author", author));
        article.section().ifPresent(section -> metadata.put("section", section));
        return Document.of(address.id(), article.headline(), article.text(), address.url(), metadata);
    }
}
