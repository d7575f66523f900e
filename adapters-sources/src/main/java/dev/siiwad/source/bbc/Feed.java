package dev.siiwad.source.bbc;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/** An RSS 2.0 feed: its items, in order, with their dates. Entities beyond those of XML and HTML are not expanded, and a document type is refused. */
final class Feed {
    private static final int NESTING_MAX = 64;

    private Feed() {}

    /** @throws BadPageException if it is not such a feed */
    static List<Listed> items(String xml) throws BadPageException {
        String upper = xml.toUpperCase(Locale.ROOT);
        if (upper.contains("<!DOCTYPE") || upper.contains("<!ENTITY")) {
            throw BadPageException.broken("declares a document type or entities; a feed of the BBC has neither");
        }
        Document feed = Jsoup.parse(xml, "", Parser.xmlParser().setMaxDepth(NESTING_MAX));
        if (feed.selectFirst("rss > channel") == null) {
            throw BadPageException.broken("no rss with a channel");
        }
        List<Listed> items = new ArrayList<>();
        for (Element item : feed.select("rss > channel > item")) {
            Element link = item.selectFirst("> link") == null ? item.selectFirst("> guid") : item.selectFirst("> link");
            if (link == null) {
                throw BadPageException.broken("item " + (items.size() + 1) + " has neither link nor guid");
            }
            Element published = item.selectFirst("> pubDate");
            items.add(Listed.of(link.text().strip(), published == null ? "" : published.text()));
        }
        return items;
    }
}
