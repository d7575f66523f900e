package dev.siiwad.cli.demo;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A small news site in the shape of the BBC's World Service, with an article that is gone. None of its text is the BBC's. */
final class BbcUpstream implements Upstream {
    private static final int ARTICLES = 60;
    private static final int GONE = 9;

    @Override
    public String name() {
        return "BBC";
    }

    @Override
    public List<String> arguments() {
        return List.of("bbc", "--service", "somali", "--accept-terms", "--min-delay", "0.02", "--max-delay", "0.02");
    }

    @Override
    public int checkpointEvery() {
        return 10;
    }

    @Override
    public int checkpointsBeforeKill() {
        return 2;
    }

    @Override
    public Map<String, String> environment(String baseUrl) {
        return Map.of("SDC_SCRAPING__BBC__BASE_URL", baseUrl, "SDC_SCRAPING__BBC__MAX_REQUESTS_PER_HOUR", "1000000");
    }

    @Override
    public Optional<Served> serve(String path) {
        if (path.equals("/robots.txt")) {
            return Optional.of(Served.text("User-agent: *\nDisallow: /search\n"));
        }
        if (path.equals("/somali/rss.xml") || path.equals("/somali/index.xml")) {
            return Optional.of(
                    new Served("text/xml; charset=utf-8", Served.text(feed()).body()));
        }
        if (path.equals("/somali")) {
            return Optional.of(
                    Served.html("<html lang=\"so\"><body><main role=\"main\">" + links() + "</main></body></html>"));
        }
        return IntStream.range(0, ARTICLES)
                .filter(number -> number != GONE && path.equals(address(number)))
                .mapToObj(number -> Served.html(article(number)))
                .findFirst();
    }

    private static String address(int number) {
        return String.format(Locale.ROOT, "/somali/articles/c%011do", number);
    }

    private static String links() {
        return IntStream.range(0, ARTICLES)
                .mapToObj(number -> "<a href=\"" + address(number) + "\">" + Prose.title(number) + "</a>")
                .collect(Collectors.joining("\n"));
    }

    private static String feed() {
        String items = IntStream.range(0, ARTICLES / 2)
                .mapToObj(number -> "<item><title>" + Prose.title(number) + "</title><link>https://www.bbc.com"
                        + address(number) + "?at_medium=RSS</link><guid isPermaLink=\"false\">https://www.bbc.com"
                        + address(number) + "#0</guid></item>")
                .collect(Collectors.joining());
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\"><channel><title>Tusaale</title>" + items
                + "</channel></rss>";
    }

    private static String article(int number) {
        return "<!DOCTYPE html><html lang=\"so\"><head><title>" + Prose.title(number)
                + "</title><link rel=\"canonical\" href=\"https://www.bbc.com" + address(number)
                + "\"></head><body><main role=\"main\"><h1 id=\"content\" tabindex=\"-1\">" + Prose.title(number)
                + "</h1><div><time datetime=\"2026-10-05T12:00:00.000Z\">5 Oktoobar 2026</time></div>"
                + "<figure><figcaption>Sawir</figcaption></figure><div dir=\"ltr\"><p dir=\"ltr\">"
                + Prose.paragraph(number) + "</p></div><div dir=\"ltr\"><p dir=\"ltr\">"
                + Prose.paragraph(number + ARTICLES)
                + "</p></div></main><footer>Dhammaad</footer></body></html>";
    }
}
