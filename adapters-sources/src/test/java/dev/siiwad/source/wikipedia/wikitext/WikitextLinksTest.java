package dev.siiwad.source.wikipedia.wikitext;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WikitextLinksTest {
    private static String plain(String wikitext) {
        return Plain.text(wikitext);
    }

    @Test
    void showsTheLabelOfALinkOrItsTarget() {
        assertThat(plain("[[a|b]] [[c]]d [[e#f|g|h]] [[i]]'s")).isEqualTo("b cd g|h i's");
    }

    @Test
    void showsWhatThePipeTrickShows() {
        assertThat(plain("[[a (b)|]] [[Help:c (d)|]] [[Oslo, Norway|]] [[|e]]")).isEqualTo("a c Oslo e");
    }

    @Test
    void showsLinksThatOnlyPointToCategoriesAndPictures() {
        assertThat(plain("[[:Category:X]] [[:en:Y]] [[:File:z.jpg|z]] [[Media:m.ogg|dhegayso]]"))
                .isEqualTo("Category:X en:Y z dhegayso");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "File:a.jpg",
                "Image:a.jpg|thumb|b [[c|d]] e",
                "file : a.jpg",
                "Файл:а.jpg|мини|б",
                "Datei:a",
                "Fichier:a",
                "Archivo:a",
                "Картинка:a",
                "Bild:a",
                "Sawir:a",
                "Fayl:a",
                "Wargane:a.svg|thumb",
                "Category:a",
                "Category:a|b",
                "category:a",
                "Qeyb:a",
                "Категория:а",
                "Kategorie:a",
                "Catégorie:a",
                "en:a",
                "simple:a",
                "zh-min-nan:a",
                "ar:a|b"
            })
    void removesPicturesCategoriesAndLinksToOtherLanguages(String link) {
        assertThat(plain("x [[" + link + "]] y")).isEqualTo("x y");
    }

    @Test
    void keepsTitlesThatHaveAColon() {
        assertThat(plain("[[CSI: Miami]] [[wikt:foo|b]] [[Buug:Cutub 1]]")).isEqualTo("CSI: Miami b Buug:Cutub 1");
    }

    @Test
    void removesCaptionsOfSeveralParagraphs() {
        assertThat(plain("a [[File:b.jpg|c\n\n[[d]] {{e}}\n\nf]] g")).isEqualTo("a g");
    }

    @Test
    void endsAnUnclosedPictureWithItsLine() {
        assertThat(plain("a [[File:b.jpg|thumb|c [[d]] e\nf\n\ng")).isEqualTo("a\nf\n\ng");
        assertThat(plain("a\n[[File:b.jpg\nc")).isEqualTo("a\nc");
    }

    @Test
    void endsAnUnclosedLinkWithItsLineOrParagraph() {
        assertThat(plain("a [[b c\nd]] e")).isEqualTo("a b c\nd e");
        assertThat(plain("a [[b|c\nd\n\ne [[f]]")).isEqualTo("a c\nd\n\ne f");
        assertThat(plain("a [[b [[c]] d")).isEqualTo("a b c d");
        assertThat(plain("[[Category:a {{b\n\nc")).isEqualTo("c");
    }

    @Test
    void showsTheLabelOfAnExternalLinkOrNothing() {
        assertThat(plain("[http://a.so b ''c''] d [https://a.so] e [//a.so f] [mailto:a@b.so g]"))
                .isEqualTo("b c d e f g");
        assertThat(plain("[http://a.so [[b|c]]] [[http://a.so d]] [http://a.so/{{e}} f]"))
                .isEqualTo("c d f");
    }

    @Test
    void keepsAddressesInTheText() {
        assertThat(plain("http://a.so/b_c?d=e [sic] [a http://b.so]"))
                .isEqualTo("http://a.so/b_c?d=e [sic] [a http://b.so]");
    }

    @Test
    void keepsBracketsAroundLinks() {
        assertThat(plain("[[[a]]] ([[b]])")).isEqualTo("[a] (b)");
    }
}
