package dev.siiwad.source.bbc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;

/** A site of our own in the shape of the BBC's, which remembers what was asked of it, and can fail in passing before every answer. */
final class SmallSite extends Dispatcher {
    static final String ROBOTS = "User-agent: *\nDisallow: /somali/qarsoodi-\nCrawl-delay: 2\n";

    private final Map<String, Supplier<MockResponse>> answers = new HashMap<>();
    private final Map<String, Integer> asked = new HashMap<>();
    private final List<String> requests = new ArrayList<>();
    private int failuresEach;
    private int failure;
    private boolean cutOff;
    private int answersLeft = Integer.MAX_VALUE;

    /** Robots, two feeds, a front page, two topics of which one has two pages, and ten addresses of articles of every kind. */
    static SmallSite whole() {
        SmallSite site = new SmallSite();
        site.text("/robots.txt", "text/plain", ROBOTS);
        site.text(
                "/somali/rss.xml",
                "text/xml; charset=utf-8",
                rss(
                        "https://www.bbc.com/somali/articles/c000000001mo?at_medium=RSS&amp;at_campaign=rss",
                        "https://www.bbc.co.uk/somali/war-50000002",
                        "https://www.bbc.com/somali/articles/c000000001mo.amp",
                        "https://www.bbc.com/somali/live/c0000000live",
                        "https://www.bbc.com/hausa/articles/c000000009mo",
                        "https://www.bbc.com/somali/qarsoodi-50000003"));
        site.text("/somali/index.xml", "application/rss+xml", rss("https://www.bbc.com/somali/50000004#0"));
        site.html(
                "/somali",
                links(
                        "/somali/topics/c00000000001t",
                        "/somali/war-50000002?x=1#y",
                        "/somali/warar/2016/06/160628_roobka_beeraha",
                        "https://www.bbc.com/somali/topics/c00000000002t?page=1",
                        "https://kale.example/somali/war-50000005"));
        site.html(
                "/somali/topics/c00000000001t",
                links("/somali/articles/c000000006mo") + "<nav data-testid='topic-pagination'>" + links("?page=2")
                        + "</nav>");
        site.html(
                "/somali/topics/c00000000001t?page=2",
                links("/somali/articles/c000000007mo", "/somali/sport-50000008.app")
                        + "<nav data-testid='topic-pagination'>" + links("?page=1") + "</nav>");
        site.html("/somali/topics/c00000000002t", links("/somali/50000009", "/somali/50000010", "/somali/50000011"));
        site.html("/somali/articles/c000000001mo", article("Kow", "Sheeko kow."));
        site.html("/somali/war-50000002", article("Laba", "Sheeko laba."));
        site.status("/somali/50000004", 404);
        site.html("/somali/warar/2016/06/160628_roobka_beeraha", article("Saddex", "Sheeko saddex."));
        site.redirect("/somali/articles/c000000006mo", "https://www.bbc.com/somali");
        site.redirect("/somali/50000009", "/somali/articles/c000000012mo");
        site.html("/somali/articles/c000000012mo", article("Afar", "Sheeko afar."));
        site.text("/somali/50000010", "image/png", "PNG");
        site.redirect("/somali/50000011", "https://www.bbc.co.uk/somali/war-50000002");
        site.html("/somali/articles/c000000007mo", "<main><h1>Muuqaal</h1></main>");
        site.html("/somali/sport-50000008", article("Shan", "Sheeko shan."));
        return site;
    }

    /** The first requests for each address fail: 503 and 429 with a wait, a body cut short, a connection closed, in turn. */
    SmallSite failing(int timesEach) {
        failuresEach = timesEach;
        return this;
    }

    /** Answers nothing any more, or again. */
    synchronized void cutOff(boolean cut) {
        cutOff = cut;
    }

    /** Answers so many requests more, and then nothing. */
    synchronized void cutOffAfter(int answers) {
        answersLeft = answers;
    }

    void answer(String path, Supplier<MockResponse> answer) {
        answers.put(path, answer);
    }

    void text(String path, String contentType, String body) {
        answer(
                path,
                () -> new MockResponse.Builder()
                        .body(body)
                        .setHeader("Content-Type", contentType)
                        .build());
    }

    void html(String path, String body) {
        text(path, "text/html; charset=utf-8", "<!doctype html><html><body>" + body + "</body></html>");
    }

    void status(String path, int status) {
        answer(path, () -> new MockResponse.Builder().code(status).build());
    }

    void redirect(String path, String location) {
        answer(
                path,
                () -> new MockResponse.Builder()
                        .code(302)
                        .setHeader("Location", location)
                        .build());
    }

    /** All paths asked for so far, failures included. */
    synchronized List<String> requests() {
        return List.copyOf(requests);
    }

    synchronized void forget() {
        requests.clear();
        asked.clear();
    }

    static String article(String headline, String text) {
        return "<main role='main'><h1 id='content'>" + headline + "</h1><time datetime='2026-11-01'></time>"
                + "<div dir='ltr'><p dir='ltr'>" + text + "</p></div></main>";
    }

    static String links(String... links) {
        StringBuilder all = new StringBuilder();
        for (String link : links) {
            all.append("<a href=\"").append(link).append("\">x</a> ");
        }
        return all.toString();
    }

    static String rss(String... links) {
        StringBuilder items = new StringBuilder();
        for (String link : links) {
            items.append("<item><title><![CDATA[x]]></title><link>")
                    .append(link)
                    .append("</link><guid isPermaLink=\"false\">")
                    .append(link)
                    .append("#0</guid></item>\n");
        }
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\"><channel><link>https://www.bbc.com/somali</link>"
                + items + "</channel></rss>";
    }

    @Override
    public synchronized MockResponse dispatch(RecordedRequest request) {
        String path = request.getTarget();
        requests.add(path);
        if (cutOff || answersLeft-- <= 0) {
            return new MockResponse.Builder()
                    .onResponseStart(new SocketEffect.CloseSocket())
                    .build();
        }
        int times = asked.merge(path, 1, Integer::sum);
        if (times <= failuresEach) {
            return failure(failure++ % 4);
        }
        return answers.getOrDefault(
                        path, () -> new MockResponse.Builder().code(404).build())
                .get();
    }

    private static MockResponse failure(int kind) {
        MockResponse.Builder response = new MockResponse.Builder();
        switch (kind) {
            case 0 -> response.code(503).setHeader("Retry-After", "7");
            case 1 -> response.code(429).setHeader("Retry-After", "3");
            case 2 ->
                response.body("<html>").setHeader("Content-Length", 100).onResponseEnd(new SocketEffect.CloseSocket());
            default -> response.onResponseStart(new SocketEffect.CloseSocket());
        }
        return response.build();
    }
}
