package dev.siiwad.source.bbc;

import java.util.List;
import java.util.Optional;
import org.jsoup.nodes.Document;

/**
 * Reads the article out of a page of the BBC, whichever of its makes that is: out of the data the page was made from, if the page carries it, else out
 * of what it shows.
 */
final class ArticlePage {
    private ArticlePage() {}

    /** @throws BadPageException if the page has no headline, or nothing that is text */
    static Article read(Document page, Extraction extraction) throws BadPageException {
        Optional<EmbeddedArticle> embedded = EmbeddedArticle.in(page);
        LinkedData linked = LinkedData.of(page);
        boolean first = extraction == Extraction.FIRST;
        Optional<String> author = embedded.flatMap(EmbeddedArticle::author).or(linked::author);
        List<Passage> passages =
                embedded.isPresent() ? embedded.get().blocks() : HtmlArticle.passages(page, extraction);
        List<String> lines = Passage.lines(passages, extraction).stream()
                .filter(line -> first || !isByline(line, author))
                .toList();
        if (lines.isEmpty()) {
            throw BadPageException.of("no paragraph is text; expected an article, not a player, a gallery or an index");
        }
        String headline = embedded.flatMap(EmbeddedArticle::headline)
                .or(() -> HtmlArticle.headline(page))
                .or(linked::headline)
                .orElseThrow(() -> BadPageException.broken("no headline"));
        Optional<String> published = embedded.flatMap(EmbeddedArticle::published)
                .or(linked::published)
                .or(() -> HtmlArticle.published(page))
                .or(() -> first ? Optional.empty() : HtmlArticle.earlierPublished(page));
        Optional<String> section = embedded.flatMap(EmbeddedArticle::section)
                .or(() -> HtmlArticle.section(page))
                .or(linked::section)
                .or(() -> first ? Optional.empty() : HtmlArticle.earlierSection(page));
        return new Article(headline, published, section, author, lines);
    }

    /** Whether a line says no more than who wrote the article. */
    private static boolean isByline(String line, Optional<String> author) {
        return author.filter(name -> line.equalsIgnoreCase(name) || line.equalsIgnoreCase("By " + name))
                .isPresent();
    }

    /** The address that the page says is its own, as it gives it. */
    static Optional<String> canonical(Document page) {
        return Optional.ofNullable(page.selectFirst("link[rel=canonical][href]"))
                .map(link -> link.attr("href"));
    }
}
