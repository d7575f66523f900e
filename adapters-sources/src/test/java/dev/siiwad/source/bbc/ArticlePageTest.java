package dev.siiwad.source.bbc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

class ArticlePageTest {
    @Test
    void readsTheWorldServicePageAsShown() throws BadPageException {
        Article article = read("""
                <html lang="so"><head>
                <meta name="article:section" content="Beeraha">
                <script type="application/ld+json">
                  {"@graph": [{"@type": "Article", "headline": "Kan SEO", "datePublished": "2024-05-01T10:20:30.456+03:00"}]}
                </script></head><body>
                <header><p>Hore u bood</p></header>
                <div><main role="main">
                  <div dir="ltr"><h1 id="content" tabindex="-1">Roobku   waa
                     yimid</h1></div>
                  <section role="region" aria-labelledby="article-byline"><p>Qore Tusaale</p><ul><li>Wariye</li></ul></section>
                  <div><time datetime="2024-05-01">1 Maajo 2024</time></div>
                  <figure><img alt="x"><figcaption dir="ltr"><p dir="ltr">Sawir roob ah</p></figcaption></figure>
                  <div dir="ltr"><p dir="ltr">Beeraleydu way <b>farxeen</b>,<br>sida ay <a href="/somali/topics/c123">sheegeen</a>.</p></div>
                  <div dir="ltr"><h2 id="x" tabindex="-1">Maxaa xiga?</h2></div>
                  <div dir="ltr"><ul><li dir="ltr">Beero</li><li dir="ltr">Ka <a href="https://tusaale.example">goyn</a></li></ul></div>
                  <section data-e2e="recommendations-heading"><a href="#end">Ka bood</a><p>Talooyin</p><p id="end" tabindex="-1">Dhammaad</p></section>
                  <div data-e2e="twitter-embed-https://x"><p>Qof baa yiri</p></div>
                  <div dir="ltr"><p dir="ltr">Sanadka&nbsp;dambe ayaa la arki doonaa.</p></div>
                </main></div>
                <section data-e2e="most-read"><h2>Ugu akhris badan</h2><p>Wax kale</p></section>
                <footer><p>Xuquuqda</p></footer></body></html>
                """);
        assertThat(article.headline()).isEqualTo("Roobku waa yimid");
        assertThat(article.published()).contains("2024-05-01T07:20:30Z");
        assertThat(article.section()).contains("Beeraha");
        assertThat(article.passages())
                .containsExactly(
                        "Beeraleydu way farxeen, sida ay sheegeen.",
                        "Maxaa xiga?",
                        "Beero",
                        "Ka goyn",
                        "Sanadka dambe ayaa la arki doonaa.");
        assertThat(article.text()).contains("sheegeen.\n\nMaxaa xiga?\n\nBeero");
    }

    @Test
    void prefersTheDataThatTheWorldServicePageWasMadeFrom() throws BadPageException {
        Article article = read("""
                <script>window.SIMORGH_DATA={"path":"/somali/articles/c0000000001o","pageData":{
                  "metadata":{"type":"article","firstPublished":1700000000123},
                  "relatedContent":{"section":{"name":"Caafimaad"}},
                  "content":{"model":{"blocks":[
                    {"type":"headline","model":{"blocks":[{"type":"text","model":{"blocks":[{"type":"paragraph","model":{"text":"Cinwaan"}}]}}]}},
                    {"type":"timestamp","model":{}},
                    {"type":"byline","model":{"blocks":[{"name":"Qof Tusaale","title":"Wariye"}]}},
                    {"type":"image","model":{"blocks":[{"type":"caption","model":{"blocks":[{"type":"text","model":{"blocks":[{"type":"paragraph","model":{"text":"Sawir"}}]}}]}}]}},
                    {"type":"text","model":{"blocks":[
                      {"type":"paragraph","model":{"text":"Kow laba.\\r","blocks":[{"type":"fragment","model":{"text":"Kow laba.\\r"}}]}},
                      {"type":"paragraph","model":{"blocks":[{"type":"fragment","model":{"text":"Qayb "}},{"type":"fragment","model":{"text":"iyo qayb"}}]}}]}},
                    {"type":"wsoj","model":{"text":"Talo"}},
                    {"type":"subheadline","model":{"blocks":[{"type":"text","model":{"blocks":[{"type":"paragraph","model":{"text":"Hoose"}}]}}]}},
                    {"type":"text","model":{"blocks":[{"type":"orderedList","model":{"blocks":[
                      {"type":"listItem","model":{"blocks":[{"type":"paragraph","model":{"text":"Mid"}}]}},
                      {"type":"listItem","model":{"blocks":[{"type":"paragraph","model":{"text":"Labo"}}]}}]}}]}}
                  ]}}}};</script>
                <main><h1>Mid kale</h1><p>Waxa la arko</p></main>
                """);
        assertThat(article)
                .isEqualTo(new Article(
                        "Cinwaan",
                        Optional.of("2023-11-14T22:13:20Z"),
                        Optional.of("Caafimaad"),
                        Optional.of("Qof Tusaale"),
                        List.of("Kow laba.", "Qayb iyo qayb", "Hoose", "Mid", "Labo")));
    }

    /** In the shape of the fixtures of bbc/simorgh, data/<service>/articles: a block's own text is an export that the page does not show. */
    @Test
    void takesTheNestedBlocksForTheTextAndNotTheExportBesideThem() throws BadPageException {
        Article article = read("""
                <script>window.SIMORGH_DATA={"pageData":{"metadata":{"type":"article"},"content":{"model":{"blocks":[
                  {"type":"headline","model":{"blocks":[{"type":"text","model":{"blocks":[{"type":"paragraph","model":{
                    "text":"Kitaabka \\n202B\u0643\u062a\u0627\u0628\\n202C","blocks":[{"type":"fragment","model":{"text":"Kitaabka "}},
                    {"type":"inline","model":{"text":"\u0643\u062a\u0627\u0628","language":"ar","blocks":[{"type":"fragment","model":{"text":"\u0643\u062a\u0627\u0628"}}]}}]}}]}}]}},
                  {"type":"text","model":{"blocks":[
                    {"type":"paragraph","model":{"text":"Waa \\n202B\u0633\u0644\u0627\u0645\\n202C iyo nabad.","blocks":[
                      {"type":"fragment","model":{"text":"Waa ","attributes":[]}},
                      {"type":"inline","model":{"text":"x","language":"ar","blocks":[{"type":"fragment","model":{"text":"\u0633\u0644\u0627\u0645"}}]}},
                      {"type":"fragment","model":{"text":" iyo nabad.","attributes":["bold"]}}]}},
                    {"type":"paragraph","model":{"text":"Qoraal hore","blocks":[
                      {"type":"fragment","model":{"text":"Sida "}},
                      {"type":"urlLink","model":{"text":"hore","locator":"https://tusaale.example","blocks":[{"type":"fragment","model":{"text":"halkan"}}]}},
                      {"type":"fragment","model":{"text":" ku qoran."}}]}},
                    {"type":"unorderedList","model":{"blocks":[{"type":"listItem","model":{"text":"hore","blocks":[
                      {"type":"paragraph","model":{"text":"hore","blocks":[{"type":"fragment","model":{"text":"Qodob"}}]}}]}}]}},
                    {"type":"paragraph","model":{"text":"Keligii.","blocks":[]}}]}}
                  ]}}}}</script>
                """);
        assertThat(article.headline()).isEqualTo("Kitaabka \u0643\u062a\u0627\u0628");
        assertThat(article.passages())
                .containsExactly(
                        "Waa \u0633\u0644\u0627\u0645 iyo nabad.", "Sida halkan ku qoran.", "Qodob", "Keligii.");
    }

    @Test
    void readsTheFlatBlocksOfTheOlderEditingSystem() throws BadPageException {
        Article article = read("""
                <script id="__NEXT_DATA__" type="application/json">{"props":{"pageProps":{"pageData":{
                  "metadata":{"type":"STY","firstPublished":0},
                  "promo":{"headlines":{"headline":"Cinwaan <hore>"}},
                  "content":{"blocks":[
                    {"type":"paragraph","role":"introduction","text":"5 &lt; 6 &amp; 7","markupType":"plain_text"},
                    {"type":"crosshead","text":"Hoose"},
                    {"type":"paragraph","text":"<bold>Waa</bold> <link><caption>xiriir</caption><altText>kale</altText><url href=\\"https://www.bbc.com/x\\"/></link> fiican","markupType":"candy_xml"},
                    {"type":"paragraph","text":"<link><caption>Akhri tan</caption><url href=\\"https://www.bbc.com/y\\"/></link>","markupType":"candy_xml"},
                    {"type":"image","caption":"Sawir"},
                    {"type":"list","items":[{"text":"Kow","markupType":"plain_text"},{"text":"Laba","markupType":"plain_text"}]}
                  ]}}}}}</script>
                """);
        assertThat(article.headline()).isEqualTo("Cinwaan <hore>");
        assertThat(article.published()).contains("1970-01-01T00:00:00Z");
        assertThat(article.passages()).containsExactly("5 < 6 & 7", "Hoose", "Waa xiriir fiican", "Kow", "Laba");
    }

    @Test
    void readsBbcDotComWithAndWithoutItsData() throws BadPageException {
        String data = """
                <script id="__NEXT_DATA__" type="application/json">{"props":{"pageProps":{
                  "metadata":{"firstPublished":1665408077000,"section":{"name":"Sayniska"}},
                  "page":{"@\\"news\\",\\"a-1\\",":{"contents":[
                    {"type":"headline","model":{"blocks":[{"type":"text","model":{"blocks":[{"type":"paragraph","model":{"text":"Dayax"}}]}}]}},
                    {"type":"text","model":{"blocks":[{"type":"paragraph","model":{"text":"Waa cad yahay."}}]}},
                    {"type":"text","model":{"blocks":[{"type":"unorderedList","model":{"blocks":[{"type":"listItem","model":{"blocks":[{"type":"paragraph","model":{"text":"Warbixin kale","blocks":[{"type":"urlLink","model":{"text":"Warbixin kale","locator":"https://www.bbc.co.uk/news/1"}}]}}]}}]}}]}},
                    {"type":"subheadline","model":{"text":"Goorma?"}},
                    {"type":"text","model":{"blocks":[{"type":"paragraph","model":{"text":"Habeen."}}]}}
                  ]}}}}}</script>
                """;
        String shown = """
                <script type="application/ld+json">{"@type":"NewsArticle","headline":"x","datePublished":"2022-10-10T13:21:17.000Z","articleSection":"Sayniska"}</script>
                <main id="main-content"><article>
                <div data-component="headline-block"><h1>Dayax<!-- --></h1></div>
                <div data-component="byline-block"><p>Qore</p></div>
                <figure><div data-component="image-block"><span>Sawirle</span></div><div data-component="caption-block"><figcaption><p>Sawir</p></figcaption></div></figure>
                <div data-component="text-block"><p><b>Waa cad yahay.<!-- --></b></p></div>
                <div data-component="text-block"><ul><li><a href="https://www.bbc.co.uk/news/1">Warbixin kale</a></li></ul></div>
                <div data-component="subheadline-block"><h2>Goorma?</h2></div>
                <div data-component="text-block"><p>Habeen.</p></div>
                <div data-component="links-block"><p>Xiriirro</p></div>
                </article><aside><h2>La xiriira</h2><p>Kale</p></aside></main>
                """;
        Article fromData = read(data + shown);
        Article fromShown = read(shown);
        assertThat(fromData).isEqualTo(fromShown);
        assertThat(fromData.passages()).containsExactly("Waa cad yahay.", "Goorma?", "Habeen.");
        assertThat(fromData.published()).contains("2022-10-10T13:21:17Z");
        assertThat(fromData.section()).contains("Sayniska");
    }

    @Test
    void readsAGalleryByItsCaptions() throws Exception {
        Article article = read("<script>window.SIMORGH_DATA={\"pageData\":" + upstream("gallery.json") + "}</script>");
        assertThat(article.headline()).isEqualTo("Saddex sawir");
        assertThat(article.published()).as("given in seconds").contains("2018-05-27T08:34:15Z");
        assertThat(article.passages())
                .containsExactly(
                        "Sawirka koowaad waa magaalo.",
                        "Sawirka labaad waa beer & geed.",
                        "Sawirka saddexaad waa badda.");
        String noGallery = upstream("gallery.json").replace("\"PGL\"", "\"STY\"");
        assertThatThrownBy(() -> read("<script>window.SIMORGH_DATA={\"pageData\":" + noGallery + "}</script>"))
                .hasMessageStartingWith("no paragraph is text");
    }

    @Test
    void readsAGalleryWhoseBlocksWereMadeToNest() throws BadPageException {
        Article article = read("""
                <script>window.SIMORGH_DATA={"pageData":{"metadata":{"type":"PGL"},"content":{"model":{"blocks":[
                  {"type":"headline","model":{"blocks":[{"type":"text","model":{"blocks":[{"type":"paragraph","model":{"text":"Sawirro"}}]}}]}},
                  {"type":"image","model":{"blocks":[{"type":"rawImage","model":{"copyrightHolder":"Kayd"}},
                    {"type":"altText","model":{"blocks":[{"type":"text","model":{"blocks":[{"type":"paragraph","model":{"text":"Kale"}}]}}]}},
                    {"type":"caption","model":{"blocks":[{"type":"text","model":{"blocks":[{"type":"paragraph","model":{"text":"Qoraalka sawirka."}}]}}]}}]}}
                  ]}}}}</script>
                """);
        assertThat(article.passages()).containsExactly("Qoraalka sawirka.");
    }

    @Test
    void namesThePersonsWhoWroteIt() throws Exception {
        Article article = read("<script>window.SIMORGH_DATA=" + upstream("byline.json") + "</script>");
        assertThat(article.author()).contains("Qof Tusaale, Qof Kale");
        assertThat(article.passages()).containsExactly("Qoraal.");

        String shown = "<main><h1>Cinwaan</h1><p>Qoraal.</p></main>";
        String linked =
                "<script type='application/ld+json'>{\"@graph\":[{\"@type\":\"Article\",\"author\":%s}]}</script>";
        String person = "{\"@type\":\"Person\",\"name\":\"Qof Tusaale\"}";
        String bbc = "{\"@type\":\"NewsMediaOrganization\",\"name\":\"BBC News Somali\"}";
        assertThat(read(linked.replace("%s", person) + shown).author()).contains("Qof Tusaale");
        assertThat(read(linked.replace("%s", "[" + bbc + "," + person + "]") + shown)
                        .author())
                .contains("Qof Tusaale");
        assertThat(read(linked.replace("%s", bbc) + shown).author()).isEmpty();
    }

    @Test
    void readsPagesFromBefore2019() throws BadPageException {
        Article article = read("""
                <div class="story-body"><h1 class="story-body__h1">Dhir beer</h1>
                <ul class="mini-info-list"><li><div class="date date--v2" data-seconds="1467072000">28 Juun 2016</div></li>
                <li><span class="off-screen">Qaybta</span><a class="mini-info-list__section" href="/somali/warar">Warar</a></li></ul>
                <div class="share-tools"><p>La wadaag</p></div>
                <div class="story-body__inner" property="articleBody">
                <figure class="media-landscape"><figcaption class="media-caption"><span class="off-screen">Qoraalka sawirka</span><p>Sawir</p></figcaption></figure>
                <p class="story-body__introduction">Hordhac.</p>
                <div class="media-placeholder"><figure><figcaption><p>Muuqaal</p></figcaption></figure></div>
                <div id="bbccom_mpu_1_2_3" class="bbccom_slot"><p>Xayaysiis</p></div>
                <p>Wuxuu yiri:</p>
                <ul class="story-body__unordered-list"><li>Dhir <a href="http://www.bbc.co.uk/somali/1">badan</a></li><li><a href="http://www.bbc.co.uk/somali/2">Kale oo dhan</a></li></ul>
                <p><a href="http://www.bbc.co.uk/somali/warar-33646542">Akhri dhammaan</a></p>
                <h2 class="story-body__crosshead">Beerta</h2>
                <p>Waa <span class="off-screen">qarsoon</span>weyn tahay.</p>
                </div></div>
                <div class="share"><p>La xiriira</p></div>
                """);
        assertThat(article.headline()).isEqualTo("Dhir beer");
        assertThat(article.published()).contains("2016-06-28T00:00:00Z");
        assertThat(article.section()).contains("Warar");
        assertThat(article.passages())
                .containsExactly("Hordhac.", "Wuxuu yiri:", "Dhir badan", "Kale oo dhan", "Beerta", "Waa weyn tahay.");
    }

    @Test
    void dropsPromosAndWhatOnlyIntroducesThem() throws BadPageException {
        Article article = read("""
                <main><h1>Cinwaan</h1>
                <p>Bilow.</p>
                <p>Akhri sidoo kale:</p>
                <ul><li><a href="/somali/1">Kow</a></li><li><a href="/somali/2">Laba</a></li></ul>
                <h2>Cutub</h2>
                <p>Daawo: <a href="/somali/articles/c0000000002o">Muuqaal</a></p>
                <p>Dhexe.</p>
                <p><a href="https://kale.example/">Meel kale oo dhan.</a></p>
                <h2>Waxyaabo la xiriira</h2>
                <p><a href="https://www.bbc.com/somali/3">Saddex</a></p>
                <h2>Dhammaad</h2>
                <p>Ugu dambeyn:</p>
                </main>
                """);
        assertThat(article.passages())
                .containsExactly("Bilow.", "Cutub", "Dhexe.", "Meel kale oo dhan.", "Dhammaad", "Ugu dambeyn:");
    }

    @Test
    void refusesWhatIsNotAnArticle() {
        assertThatThrownBy(() -> read("<main><h1>Muuqaal</h1><figure><p>Qoraal sawir</p></figure></main>"))
                .hasMessage("no paragraph is text; expected an article, not a player, a gallery or an index");
        assertThatThrownBy(() -> read("<main><p>Qoraal</p></main>")).hasMessage("no headline");
        assertThatThrownBy(() -> read("""
                                <script>window.SIMORGH_DATA={"pageData":{"metadata":{"type":"FIX"},"content":{"groups":[]}}}</script>
                                <main><h1>Tusmo</h1><ul><li><h3><a href="/somali/1">Kow</a></h3><p>Soo koobid</p></li></ul></main>
                                """)).hasMessageStartingWith("no paragraph is text");
        assertThatThrownBy(() -> read("<main><h1>Toos</h1>" + "<p>Mar.</p>".repeat(5001) + "</main>"))
                .hasMessage("has 5001 paragraphs, headings and lists or more; at most 5000 make an article");
    }

    @Test
    void readsWhatIsShownIfTheDataCannotBeUnderstood() throws BadPageException {
        String deep = "[".repeat(100_000);
        for (String data : new String[] {"{\"pageData\":{\"con", deep, "\"x\"", ""}) {
            Article article = read("<script id=__NEXT_DATA__>" + data + "</script><script type='application/ld+json'>"
                    + deep + "</script><main><h1>Cinwaan</h1><p>Qoraal</p></main>");
            assertThat(article.passages()).containsExactly("Qoraal");
        }
    }

    @Test
    void removesControlCharacters() throws BadPageException {
        Article article = read("<main><h1>A\u0001b</h1><p>Qo\u0000raal\u0008 \u001b[31mcas\u0085 ah</p></main>");
        assertThat(article.headline()).isEqualTo("Ab");
        assertThat(article.passages()).hasSize(1);
        assertThat(article.passages().get(0)).doesNotContainPattern("\\p{Cntrl}");
    }

    @Test
    void leavesOutTheBoxesOfPagesOf2012() throws BadPageException {
        String page = """
                <html><head><meta name="OriginalPublicationDate" content="2012/06/05 14:32:09"/><meta name="Section" content="Deegaanka"/></head>
                <body><div class="story-body"><h1 class="story-header">Cinwaan</h1>
                <span class="story-date"><p>5 Juun</p></span>
                <span class="byline"><p>Qore Tusaale</p></span>
                <div class="caption body-width"><p>Sawir</p></div>
                <p class="introduction">Bilow.</p>
                <div class="story-feature wide "><h2>Xaqiiqooyin</h2><ul><li>Laba</li><li>Saddex</li></ul></div>
                <p>Dhexda.</p><span class="cross-head">Ciwaan hoose</span>
                <div class="market-data"><p>Suuqa</p></div><div class="embedded-hyper"><p>Sheekooyin kale</p></div>
                <div class="sps-twitter_module"><p>Qof: Waa kan</p></div>
                <p>Dhammaad.</p></div></body></html>""";
        Article article = read(page);
        assertThat(article.passages()).containsExactly("Bilow.", "Dhexda.", "Ciwaan hoose", "Dhammaad.");
        assertThat(article.published()).contains("2012-06-05T14:32:09Z");
        assertThat(article.section()).contains("Deegaanka");
        Article first = ArticlePage.read(Jsoup.parse(page), Extraction.FIRST);
        assertThat(first.passages())
                .contains("Xaqiiqooyin", "Suuqa", "Qof: Waa kan")
                .doesNotContain("Ciwaan hoose");
        assertThat(first.published()).isEmpty();
    }

    @Test
    void leavesOutWhereToFollowTheBbc() throws BadPageException {
        String page = """
                <main><h1>Cinwaan</h1><p>Waa qoraal ku saabsan <a href="https://www.facebook.com/qof/posts/12">qoraalkan Facebook</a>.</p>
                <p>Nagala soco <a href="https://www.facebook.com/bbcsomali">Facebook</a>, <a href="https://twitter.com/bbcsomali">Twitter</a>
                 iyo <a href="https://www.youtube.com/bbcsomali">YouTube</a>.</p>
                <ul><li><a href="https://facebook.com/bbcsomali">BBC Somali on Facebook</a></li>
                <li><a href="mailto:qof@tusaale.example">Noo soo qor</a></li></ul></main>""";
        assertThat(read(page).passages()).containsExactly("Waa qoraal ku saabsan qoraalkan Facebook.");
        assertThat(ArticlePage.read(Jsoup.parse(page), Extraction.FIRST).passages())
                .hasSize(4);
        assertThat(read("""
                <script>window.SIMORGH_DATA={"pageData":{"metadata":{"type":"article"},"promo":{"headlines":{"headline":"Cinwaan"}},
                "content":{"model":{"blocks":[{"type":"text","model":{"blocks":[
                {"type":"paragraph","model":{"text":"","blocks":[{"type":"fragment","model":{"text":"Waa qoraal."}}]}},
                {"type":"paragraph","model":{"text":"","blocks":[{"type":"fragment","model":{"text":"Nagala soco "}},
                {"type":"urlLink","model":{"locator":"https://www.instagram.com/bbcsomali","blocks":[{"type":"fragment","model":{"text":"Instagram"}}]}}]}}
                ]}}]}}}}</script>""").passages()).containsExactly("Waa qoraal.");
    }

    @Test
    void leavesOutAListOfLinksOfWhichOneLeadsElsewhere() throws BadPageException {
        String page = """
                <main><h1>Cinwaan</h1><p>Waa qoraal.</p><p>Akhri sidoo kale:</p>
                <ul><li><a href="/somali/articles/c0000000001o">Kow</a></li><li><a href="https://tusaale.example/x">Laba</a></li></ul>
                <ul><li><a href="https://tusaale.example/a">Warbixin</a></li><li><a href="https://tusaale.example/b">Sharci</a></li></ul></main>""";
        assertThat(read(page).passages()).containsExactly("Waa qoraal.", "Warbixin", "Sharci");
        assertThat(ArticlePage.read(Jsoup.parse(page), Extraction.FIRST).passages())
                .contains("Kow", "Laba");
    }

    @Test
    void leavesOutAParagraphThatOnlySaysWhoWroteTheArticle() throws BadPageException {
        assertThat(read("""
                <script type="application/ld+json">{"@type":"NewsArticle","author":[{"@type":"Person","name":"Qore Tusaale"}]}</script>
                <main><h1>Cinwaan</h1><p>By Qore Tusaale</p><p>Qore Tusaale waa qoraa.</p><p>QORE TUSAALE</p></main>""").passages()).containsExactly("Qore Tusaale waa qoraa.");
    }

    @Test
    void knowsTheDayThatAnAddressSays() {
        assertThat(Published.inAddress("https://www.bbc.com/somali/maqal_iyo_muuqaal/2013/11/131109_tusaale"))
                .contains("2013-11-09");
        assertThat(Published.inAddress("https://www.bbc.com/somali/war/2013/11/131309_tusaale"))
                .isEmpty();
        assertThat(Published.inAddress("https://www.bbc.com/somali/war/2013/02/130230_tusaale"))
                .isEmpty();
        assertThat(Published.inAddress("https://www.bbc.com/somali/war-53100202"))
                .isEmpty();
    }

    private static String upstream(String name) throws IOException {
        try (InputStream in = ArticlePageTest.class.getResourceAsStream("/upstream/bbc/" + name)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    private static Article read(String html) throws BadPageException {
        return ArticlePage.read(Jsoup.parse(html), Extraction.NEWEST);
    }
}
