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
    /** Subheadings of 2010 to 2014 besides. */
    private static final Evaluator TEXT_SECOND = QueryParser.parse("p, h2, h3, ul, ol, span.cross-head");

    /** SourceInfo for those who cannot see the page. */
    private static final String HIDDEN =
            "[aria-hidden=true], [class*=visually-hidden], [class*=off-screen], noscript, button";
    /** What is among the text and not part of it: captions, bylines, promos, embeds, skip links, forms. */
    private static final String BESIDES_FIRST = HIDDEN + ", figure, figcaption, section, aside, nav, header,"
            + " footer, form, blockquote, table, iframe, time, p[tabindex], div[tabindex], [class*=media-placeholder],"
            + " [class*=story-body__mini-info], [class*=share], [class*=bbccom_], [class*=embed], [data-e2e*=embed],"
            + " [id^=include-], [class*=include]";
    /** In 2010 to 2014 boxes of facts, quotations, votes and prices were in the middle of a story, and so were comments, tweets and players. */
    private static final String BESIDES_SECOND = BESIDES_FIRST
            + ", .caption, .story-date, [class*=story-feature], [class*=story-related], [class*=hyper], [class*=byline], .vcard, .market-data,"
            + " [class*=market-data], [class*=quote], [class*=twitter], [class*=tweet], [class*=dna-], [class*=puffbox], [class*=links-list],"
            + " [class*=related-], .warning, .disclaimer, .emp, [class*=videoInStory], [class*=socialEmbed], [class*=fact], [class*=top-stories],"
            + " [class*=Metadata], [role=list][class*=Strip], [class*=tags-], [class*=topic-tags]";

    private static final Evaluator BESIDES = QueryParser.parse(BESIDES_FIRST);
    private static final Evaluator BESIDES_NEWEST = QueryParser.parse(BESIDES_SECOND);

    private HtmlArticle() {}

    static Optional<String> headline(Document page) {
        return Stream.of("h1.story-body__h1", "[data-component=headline-block] h1", "h1#content", "main h1", "h1")
                .map(page::selectFirst)
                .flatMap(Stream::ofNullable)
                .map(heading -> OneLine.of(heading.wholeText()))
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    static List<Passage> passages(Document page, Extraction extraction) throws BadPageException {
        boolean first = extraction == Extraction.FIRST;
        Evaluator text = first ? TEXT : TEXT_SECOND;
        Evaluator besides = first ? BESIDES : BESIDES_NEWEST;
        List<Passage> passages = new ArrayList<>();
        int elements = 0;
        for (Element root : roots(page)) {
            List<Element> candidates = root.select(text);
            elements += candidates.size();
            if (elements > ELEMENTS_MAX) {
                throw BadPageException.broken("has " + elements + " paragraphs, headings and lists or more; at most "
                        + ELEMENTS_MAX + " make an article");
            }
            for (Element element : candidates) {
                if (isText(element, root, text, besides)) {
                    passages.addAll(passage(element));
                }
            }
        }
        return passages;
    }

    /** What the pages of 2010 to 2014 say of themselves. */
    static Optional<String> earlierSection(Document page) {
        return page.select("meta[name=Section]").stream()
                .map(meta -> OneLine.of(meta.attr("content")))
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    /** When a page of 2010 to 2014 says that it was published; times are those of London, and taken for UTC. */
    static Optional<String> earlierPublished(Document page) {
        return Stream.of("meta[name=DCTERMS.created]", "meta[name=OriginalPublicationDate]")
                .map(page::selectFirst)
                .flatMap(Stream::ofNullable)
                .flatMap(meta -> Published.of(meta.attr("content")).stream())
                .findFirst();
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

    private static boolean isText(Element element, Element root, Evaluator text, Evaluator besides) {
        for (Element outer = element; outer != null && outer != root; outer = outer.parent()) {
            boolean inText = outer != element && outer.is(text);
            if (inText || outer.is(besides)) {
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
        Element withoutBbc = element.clone();
        List<Element> toBbc = withoutBbc.select("a[href]").stream()
                .filter(link -> BbcAddress.isOfBbc(link.attr("href")))
                .toList();
        toBbc.forEach(Element::remove);
        Element withoutLinks = element.clone();
        List<Element> links = List.copyOf(withoutLinks.select("a[href]"));
        links.forEach(Element::remove);
        return Passage.paragraph(new LinkedText(
                shown(element),
                !toBbc.isEmpty(),
                shown(withoutBbc),
                (int) links.stream()
                        .filter(link -> Follow.isLink(link.attr("href")))
                        .count(),
                shown(withoutLinks)));
    }

    /** Its text with line breaks as blanks, without hidden labels. */
    private static String shown(Element element) {
        Element copy = element.clone();
        copy.select(HIDDEN).stream().filter(inner -> inner != copy).forEach(Element::remove);
        return copy.wholeText();
    }
}
