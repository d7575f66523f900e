package dev.siiwad.source.bbc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** A page that lists articles: the front page, or one page of a topic; its links first, then what its data lists, with dates. */
record ListPage(List<Listed> links, int lastPage) {
    static final ListPage EMPTY = new ListPage(List.of(), 1);

    private static final Pattern PAGE = Pattern.compile("[?&]page=(\\d{1,4})(?:[&#]|$)");

    static ListPage parse(String html) {
        Document page = Jsoup.parse(html);
        List<Listed> links = new ArrayList<>();
        page.select("a[href]").eachAttr("href").forEach(link -> links.add(Listed.undated(link)));
        EmbeddedArticle.data(page).ifPresent(data -> links.addAll(ListData.of(data)));
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
                .map(Listed::link)
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
