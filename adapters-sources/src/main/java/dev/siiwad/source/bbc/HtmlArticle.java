package dev.siiwad.source.bbc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Evaluator;
import org.jsoup.select.QueryParser;

/**
 * An article read from a page as it is shown. Three makes are known: {@code div.story-body} of all services before 2019, {@code data-component} blocks of
 * bbc.com since 2024, and {@code main} of the World Service.
 */
final class HtmlArticle {
    /** Articles stay far below; a live page of several days does not. */
    private static final int ELEMENTS_MAX = 5000;

    private static final String BLOCKS = "main [data-component=text-block], main [data-component=subheadline-block]";
    private static final Evaluator TEXT = QueryParser.parse("p, h2, h3, ul, ol");
    /** SourceInfo for those who cannot see the page. */
    private static final String HIDDEN =
            "[aria-hidden=true], [class*=visually-hidden], [class*=off-screen], noscript, button";
    /** What is among the text and not part of it: captions, bylines, promos, embeds, skip links, forms. */
    private static final Evaluator BESIDES =
            QueryParser.parse(HIDDEN + ", figure, figcaption, section, aside, nav, header,"
                    + " footer, form, blockquote, table, iframe, time, p[tabindex], div[tabindex], [class*=media-placeholder],"
                    + " [class*=story-body__mini-info], [class*=share], [class*=bbccom_], [class*=embed], [data-e2e*=embed],"
                    + " [id^=include-], [class*=include]");

    private HtmlArticle() {}

    static Optional<String> headline(Document page) {
        return Stream.of("h1.story-body__h1", "[data-component=headline-block] h1", "h1#content", "main h1", "h1")
                .map(page::selectFirst)
                .flatMap(Stream::ofNullable)
                .map(heading -> OneLine.of(heading.wholeText()))
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    static List<Passage> passages(Document page) throws BadPageException {
        List<Passage> passages = new ArrayList<>();
        int elements = 0;
        for (Element root : roots(page)) {
            List<Element> candidates = root.select(TEXT);
            elements += candidates.size();
            if (elements > ELEMENTS_MAX) {
                throw BadPageException.broken("has " + elements + " paragraphs, headings and lists or more; at most "
                        + ELEMENTS_MAX + " make an article");
            }
            for (Element element : candidates) {
                if (isText(element, root)) {
                    passages.addAll(passage(element));
                }
            }
        }
        return passages;
    }

    static Optional<String> section(Document page) {
        Stream<String> shown = page.select(".mini-info-list__section").stream().map(Element::text);
        Stream<String> said =
                page
                        .select("meta[property$=article:section], meta[name$=article:section]")
                        .eachAttr("content")
                        .stream();
        return Stream.concat(shown, said)
                .map(OneLine::of)
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    static Optional<String> published(Document page) {
        Element seconds = page.selectFirst(".story-body .date[data-seconds]");
        if (seconds != null && seconds.attr("data-seconds").matches("\\d{1,12}")) {
            return Published.ofMillis(1000 * Long.parseLong(seconds.attr("data-seconds")));
        }
        return Stream.concat(
                        page.select("meta[property=article:published_time], meta[name=article:published_time]").stream()
                                .map(meta -> meta.attr("content")),
                        page.select("main time[datetime]").stream().map(time -> time.attr("datetime")))
                .flatMap(text -> Published.of(text).stream())
                .findFirst();
    }

    private static List<Element> roots(Document page) {
        List<Element> blocks = page.select(BLOCKS).stream()
                .filter(block -> block.parent() == null
                        || block.parent().closest("aside, figure, nav, footer, [data-component=text-block]") == null)
                .toList();
        if (!blocks.isEmpty()) {
            return blocks;
        }
        return Stream.of(".story-body__inner", ".story-body", "main")
                .map(page::selectFirst)
                .flatMap(Stream::ofNullable)
                .limit(1)
                .toList();
    }

    private static boolean isText(Element element, Element root) {
        for (Element outer = element; outer != null && outer != root; outer = outer.parent()) {
            boolean inText = outer != element && outer.is(TEXT);
            if (inText || outer.is(BESIDES)) {
                return false;
            }
        }
        return true;
    }

    private static List<Passage> passage(Element element) {
        return switch (element.normalName()) {
            case "p" -> List.of(paragraph(element));
            case "ul", "ol" ->
                Passage.list(element.select("> li").stream()
                        .map(HtmlArticle::paragraph)
                        .toList());
            default -> List.of(Passage.subheading(element.wholeText()));
        };
    }

    private static Passage paragraph(Element element) {
        String all = shown(element);
        Element unlinked = element.clone();
        List<Element> links = unlinked.select("a[href]").stream()
                .filter(link -> BbcAddress.isOfBbc(link.attr("href")))
                .toList();
        links.forEach(Element::remove);
        return Passage.paragraph(all, !links.isEmpty(), shown(unlinked));
    }

    /** Its text with line breaks as blanks, without hidden labels. */
    private static String shown(Element element) {
        Element copy = element.clone();
        copy.select(HIDDEN).stream().filter(inner -> inner != copy).forEach(Element::remove);
        return copy.wholeText();
    }
}
