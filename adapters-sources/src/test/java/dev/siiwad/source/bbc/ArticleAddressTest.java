package dev.siiwad.source.bbc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArticleAddressTest {
    private static final Service SOMALI = Service.named("somali");

    @ParameterizedTest
    @CsvSource({
        "https://www.bbc.com/somali/articles/c51xj8nq3e4o, /somali/articles/c51xj8nq3e4o, c51xj8nq3e4o",
        "https://www.bbc.com/somali/articles/c51xj8nq3e4o?at_medium=RSS&at_campaign=rss, /somali/articles/c51xj8nq3e4o, c51xj8nq3e4o",
        "https://www.bbc.com/somali/articles/c51xj8nq3e4o#0, /somali/articles/c51xj8nq3e4o, c51xj8nq3e4o",
        "http://www.bbc.co.uk/somali/articles/c51xj8nq3e4o.amp, /somali/articles/c51xj8nq3e4o, c51xj8nq3e4o",
        "https://www.bbc.com/somali/articles/c9gkv52xww12o?at_medium=RSS, /somali/articles/c9gkv52xww12o, c9gkv52xww12o",
        "/somali/articles/c4z1p12mn62po.app, /somali/articles/c4z1p12mn62po, c4z1p12mn62po",
        "https://bbc.com/somali/war-52525903.app, /somali/war-52525903, war-52525903",
        "/somali/war-52525903/, /somali/war-52525903, war-52525903",
        "//www.bbc.com/somali/57955398, /somali/57955398, 57955398",
        "/somali/maqal_iyo_muuqaal/2016/06/160628_sawirro, /somali/maqal_iyo_muuqaal/2016/06/160628_sawirro, maqal_iyo_muuqaal/2016/06/160628_sawirro",
        "/somali/2011/03/110301_warka.shtml, /somali/2011/03/110301_warka.shtml, 2011/03/110301_warka.shtml"
    })
    void knowsTheFourShapesOfArticles(String link, String path, String id) {
        assertThat(ArticleAddress.of(SOMALI, link)).contains(new ArticleAddress("https://www.bbc.com" + path, id));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://www.bbc.com/somali",
                "https://www.bbc.com/hausa/articles/c51xj8nq3e4o",
                "https://tusaale.example/somali/articles/c51xj8nq3e4o",
                "/somali/topics/c51xj8nq3e4t?page=2",
                "/somali/live/c51xj8nq3e4o",
                "/somali/articles/c51xj8nq3e4",
                "/somali/articles/c51xj8nq3o",
                "/somali/war-5252",
                "/somali/popular/read",
                "/somali/bbc_somali_radio/p0000001",
                "/somali/war-52525903/recommendations",
                "mailto:qof@tusaale.example",
                "javascript:void(0)",
                "http://[broken",
                "",
                "/somali/../hausa/57955398"
            })
    void takesNothingElseForOne(String link) {
        assertThat(ArticleAddress.of(SOMALI, link)).isEmpty();
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/upstream/bbc/routes.tsv", delimiter = '\t')
    void knowsTheRoutesOfTheBbcsOwnProgram(String service, String path, String kind) {
        Service named = Service.named(service);
        assertThat(ArticleAddress.of(named, path).isPresent()).isEqualTo(kind.equals("article"));
        assertThat(ArticleAddress.isUnknown(named, path)).isFalse();
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/upstream/bbc/services.txt")
    void knowsTheServicesOfTheBbcsOwnProgram(String service) {
        assertThat(Service.named(service).language()).matches("[a-z]{2,3}");
    }

    @ParameterizedTest
    @CsvSource({
        "/somali/articles/d51xj8nq3e4o, true",
        "/somali/articles/c12345678901, true",
        "/somali/articles/c51xj8nq3e4, true",
        "/somali/sheeko/01JB3K9Q, true",
        "/somali/warka-maanta-ee-magaalada-oo-dhan, true",
        "/somali/war-52525903/recommendations, true",
        "https://www.bbc.co.uk/somali/x/y/z/Q1.amp, true",
        "/hausa/articles/d51xj8nq3e4o, false",
        "https://tusaale.example/somali/articles/d51xj8nq3e4o, false",
        "/somali/war-52525903, false",
        "/somali, false",
        "/somali/topics/c51xj8nq3e4t?page=2, false"
    })
    void tellsAShapeThatNobodyKnows(String link, boolean unknown) {
        assertThat(ArticleAddress.isUnknown(SOMALI, link)).isEqualTo(unknown);
    }

    @Test
    void keepsTheScriptOfServicesWithTwo() {
        Service serbian = Service.named("serbian");
        assertThat(ArticleAddress.of(serbian, "/serbian/articles/c51xj8nq3e4o/lat.amp"))
                .contains(new ArticleAddress(
                        "https://www.bbc.com/serbian/articles/c51xj8nq3e4o/lat", "c51xj8nq3e4o/lat"));
        assertThat(ArticleAddress.of(serbian, "/serbian/cyr/svet-57955398"))
                .contains(new ArticleAddress("https://www.bbc.com/serbian/cyr/svet-57955398", "cyr/svet-57955398"));
    }

    @Test
    void knowsDisciplinesWithADigit() {
        Service sport = Service.named("sport");
        assertThat(ArticleAddress.of(sport, "/sport/formula1/articles/cj80n66ddnko"))
                .contains(new ArticleAddress(
                        "https://www.bbc.com/sport/formula1/articles/cj80n66ddnko", "formula1/cj80n66ddnko"));
        assertThat(ArticleAddress.of(sport, "/sport/formula1/55790817")).isPresent();
        assertThat(ArticleAddress.isUnknown(sport, "/sport/formula1/standings")).isFalse();
        assertThat(ArticleAddress.isUnknown(sport, "/sport/football/scores-fixtures/2026-11-05"))
                .isFalse();
    }

    @Test
    void doesNotLookIntoEndlessLinks() {
        assertThat(ArticleAddress.of(SOMALI, "/somali/" + "1".repeat(2_000_000) + "!"))
                .isEmpty();
    }
}
