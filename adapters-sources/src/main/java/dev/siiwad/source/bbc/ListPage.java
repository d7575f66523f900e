package dev.siiwad.source.bbc;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** A page that lists articles: the front page, or one page of a topic. */
record ListPage(List<String> links, int lastPage) {
    static final ListPage EMPTY = new ListPage(List.of(), 1);

    private static final Pattern PAGE = Pattern.compile("[?&]page=(\\d{1,4})(?:[&#]|$)");

    static ListPage parse(String html) {
        Document page = Jsoup.parse(html);
        List<String> links = page.select("a[href]").eachAttr("href");
        int last = page
                .select("nav[data-testid=topic-pagination] a[href], nav[aria-label*=pagination i] a[href]")
                .eachAttr("href")
                .stream()
                .mapToInt(ListPage::number)
                .max()
                .orElse(1);
        return new ListPage(links, last);
    }

    /** The canonical addresses of the topics that the page leads to, in order, each once. */
    List<String> topics(Service service) {
        Pattern topic = Pattern.compile("/" + service.name()
                + "(?:/(?:simp|trad|cyr|lat))?/(?:topics|pynciau)/[a-z0-9]{6,20}(?:/(?:simp|trad|cyr|lat))?");
        return links.stream()
                .map(BbcAddress::path)
                .flatMap(Optional::stream)
                .filter(path -> topic.matcher(path).matches())
                .map(path -> BbcAddress.CANONICAL + path)
                .distinct()
                .toList();
    }

    private static int number(String link) {
        Matcher page = PAGE.matcher(link);
        return page.find() ? Integer.parseInt(page.group(1)) : 1;
    }
}
