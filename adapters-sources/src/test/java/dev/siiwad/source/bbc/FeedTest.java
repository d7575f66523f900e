package dev.siiwad.source.bbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FeedTest {
    @Test
    void givesTheLinksOfItsItemsInOrder() throws BadPageException {
        assertThat(Feed.items("""
                        <?xml version="1.0" encoding="UTF-8"?>
                        <rss xmlns:media="http://search.yahoo.com/mrss/" version="2.0"><channel>
                        <title><![CDATA[ Tusaale ]]></title><link>https://www.bbc.com/somali</link>
                        <image><link>https://www.bbc.com/sawir</link></image>
                        <item><title>b</title><link>https://a.example/2?x=1&amp;y=2</link><guid>https://a.example/2#0</guid></item>
                        <item><link>
                          <![CDATA[https://a.example/1]]>
                        </link></item>
                        <item><guid isPermaLink="true">https://a.example/3</guid></item>
                        </channel></rss>
                        """))
                .extracting(Listed::link)
                .containsExactly("https://a.example/2?x=1&y=2", "https://a.example/1", "https://a.example/3");
    }

    @Test
    void refusesADocumentTypeSoThatNoEntityMultiplies() {
        StringBuilder laughs = new StringBuilder("<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY l0 \"ha\">");
        for (int i = 1; i < 40; i++) {
            laughs.append("<!ENTITY l")
                    .append(i)
                    .append(" \"")
                    .append(("&l" + (i - 1) + ";").repeat(10))
                    .append("\">");
        }
        laughs.append("]><rss><channel><item><link>&l39;</link></item></channel></rss>");
        assertThatThrownBy(() -> Feed.items(laughs.toString()))
                .hasMessage("declares a document type or entities; a feed of the BBC has neither");
    }

    @Test
    void refusesWhatIsNotAFeed() {
        assertThatThrownBy(() -> Feed.items("<html><body></body></html>")).hasMessage("no rss with a channel");
        assertThatThrownBy(() -> Feed.items("<rss><channel><item></item></channel></rss>"))
                .hasMessage("item 1 has neither link nor guid");
    }

    @Test
    void endsOnEndlessNesting() {
        assertThatThrownBy(() -> Feed.items("<a>".repeat(15_000) + "</b>".repeat(4_000)))
                .hasMessage("no rss with a channel");
    }
}
