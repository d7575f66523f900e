package dev.siiwad.source.bbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists in the shapes that the BBC publishes: what they list, and when that was changed. */
class PublishedListsTest {
    private static final String ARTICLES = "https://www.bbc.com/somali/articles/";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script id='__NEXT_DATA__' type='application/json'>{\"props\":{\"pageProps\":{\"pageData\":%s}}}</script>",
                "<script>window.SIMORGH_DATA={\"pageData\":%s};</script>"
            })
    void aFrontPageListsItsArticlesWithTheTimeOfTheirLastChange(String form) throws IOException {
        ListPage page = ListPage.parse("<html><body>" + form.replace("%s", published("home.json")) + "</body></html>");
        assertThat(articles("somali", page.links()))
                .containsExactly(
                        ARTICLES + "cd19vgzxj0zo 2024-01-25T08:40:21.387Z",
                        ARTICLES + "c28yr28kz3po 2024-01-24T13:15:09.490Z",
                        ARTICLES + "cg3xgjwd130o 2023-12-28T05:51:05.775Z",
                        ARTICLES + "cj5g2yn51n8o 2023-12-20T10:05:12.431Z",
                        ARTICLES + "cd19vgzxj0zo 2024-01-25T08:40:21.387Z",
                        ARTICLES + "cw41yegm0jmo 2022-08-26T16:11:28.770Z",
                        "https://www.bbc.com/somali/war-51450209 2020-02-10T17:09:24Z");
        assertThat(page.links()).noneMatch(listed -> ArticleAddress.isUnknown(service("somali"), listed.link()));
    }

    @Test
    void aTopicListsItsArticlesUnderAnyHostOfTheBbc() throws IOException {
        ListPage page = ListPage.parse("<html><body><script id='__NEXT_DATA__'>" + published("topic.json") + "</script>"
                + published("pagination.html") + "</body></html>");
        assertThat(articles("pidgin", page.links()))
                .containsExactly(
                        "https://www.bbc.com/pidgin/world-60465144 2022-02-21T15:32:39Z",
                        "https://www.bbc.com/pidgin/56000740 2021-02-09T17:17:07Z",
                        "https://www.bbc.com/pidgin/media-55707598 2021-01-19T19:06:40Z");
        assertThat(page.lastPage()).isEqualTo(40);
    }

    @Test
    void aFeedListsItsArticlesWithTheTimeOfTheirPublication() throws Exception {
        List<Listed> items = Feed.items(published("feed.xml"));
        assertThat(items).hasSize(2).allMatch(item -> item.changed().isPresent());
        assertThat(articles("news", items))
                .containsExactly("https://www.bbc.com/news/articles/cz074vyvjzvo 2024-08-08T15:39:03Z");
    }

    @Test
    void aTimeInAnotherFormIsNone() {
        for (String time : List.of("", "yesterday", "2024-01-25", "0")) {
            assertThat(Listed.of("x", time).changed()).isEmpty();
        }
        assertThat(Listed.of("x", "Thu, 08 Aug 2024 15:39:03 +0300").changed())
                .contains(Instant.parse("2024-08-08T12:39:03Z"));
    }

    private static List<String> articles(String service, List<Listed> listed) {
        return listed.stream()
                .flatMap(one -> ArticleAddress.of(service(service), one.link()).stream()
                        .map(article -> article.url()
                                + one.changed().map(at -> " " + at).orElse("")))
                .toList();
    }

    private static Service service(String name) {
        return Service.named(name);
    }

    private static String published(String file) throws IOException {
        try (InputStream in = PublishedListsTest.class.getResourceAsStream("/upstream/bbc/" + file)) {
            return new String(Optional.ofNullable(in).orElseThrow().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
