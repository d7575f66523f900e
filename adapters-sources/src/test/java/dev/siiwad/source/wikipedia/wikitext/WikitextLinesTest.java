package dev.siiwad.source.wikipedia.wikitext;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WikitextLinesTest {
    private static String plain(String wikitext) {
        return Plain.text(wikitext);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '"',
            value = {
                "a ''b'' c ~ a b c",
                "a '''b''' c ~ a b c",
                "a '''''b''' c'' d ~ a b c d",
                "l'''x''' ~ lx",
                "l'''art'' ~ l'art",
                "ee l'''art'' '' '''b''' ~ ee lart b",
                "''''a'''' ~ 'a'",
                "''''''a'''''' ~ 'a'",
                "it's o'clock ~ it's o'clock",
                "''a ~ a",
                "'''a'' ~ 'a",
                "l''''a''' ~ l'a",
            })
    void readsApostrophesAsMediaWikiDoes(String wikitext, String expected) {
        assertThat(plain(wikitext)).isEqualTo(expected);
    }

    @Test
    void doesNotCarryItalicsOverTheEndOfALine() {
        assertThat(plain("'''a\nl'''b''")).isEqualTo("a\nl'b");
    }

    @Test
    void putsHeadingsOnTheirOwn() {
        assertThat(plain("a\n==b==\nc\n=== ''d'' [[e|f]] ===\n\n\ng")).isEqualTo("a\n\nb\n\nc\n\nd f\n\ng");
        assertThat(plain("== a == <!-- b -->\nc\n== d == {{e}}\nf")).isEqualTo("a\n\nc\n\nd\n\nf");
    }

    @Test
    void dropsHeadingsWithoutTextBelow() {
        assertThat(plain("== a ==\n{{b}}\n== c ==\n=== d ===\n==== e ====\n=== f ===\ng\n== h ==\n<ref>i</ref>"))
                .isEqualTo("c\n\nf\n\ng");
    }

    @Test
    void takesUnbalancedEqualSignsForText() {
        assertThat(plain("== a\n=b= c\n===")).isEqualTo("== a\n=b= c\n===");
    }

    @Test
    void putsListItemsOnLinesWithoutMarkers() {
        assertThat(plain("* a\n** b\n#c\n:* d\n*\n* {{e}}\nf")).isEqualTo("a\nb\nc\nd\nf");
    }

    @Test
    void readsDefinitionListsAsText() {
        assertThat(plain("; a : b\n: c\n;d\n:: e:f")).isEqualTo("a: b\nc\nd\ne:f");
        assertThat(plain(";a:b\n;[[c:d|e]]:f\n; http://g.so")).isEqualTo("a: b\ne: f\nhttp://g.so");
    }

    @Test
    void removesRules() {
        assertThat(plain("a\n----\n------ b\n--- c")).isEqualTo("a\nb\n--- c");
    }

    @Test
    void joinsNoParagraphsAndSeparatesNoneWhereSomethingWent() {
        assertThat(plain("a\n{{b}}\nc\n\n{{d}}\n\n\ne")).isEqualTo("a\nc\n\ne");
    }

    @Test
    void dropsHeadersOfTablesThatTemplatesOpen() {
        assertThat(plain("a\n{{table start}}\n! Sanad !! Tiro\n!Sanad!!Tiro\n|-\n| 1999 || 3\n|}\n!Kung"))
                .isEqualTo("a\n!Kung");
    }

    @Test
    void endsATagAfterItsQuotes() {
        assertThat(plain("a<ref name=\"b > c\" />d<span title='e > f'>g</span> h<i class=\"<!-- > -->x\">j</i>"))
                .isEqualTo("adg hj");
        assertThat(plain("a <b class=\"c> d")).isEqualTo("a d");
    }

    @Test
    void keepsItalicsOfALinkFromItalicsAroundIt() {
        assertThat(plain("''[[a|''b'']]'' c ''{{lang|so|''d''}}'' '''[[e|''f'']]'''"))
                .isEqualTo("b c d f");
    }

    @Test
    void showsWhatIsNotMarkupInPreformattedText() {
        assertThat(plain("<pre>a <nowiki>[[b]]</nowiki> c</pre>")).isEqualTo("a [[b]] c");
    }

    @Test
    void readsTermsWithinListsAndThoseThatAreLinks() {
        assertThat(Plain.text(
                        "*;kow :laba\n;[[Help:Su'aal]]:jawaab\n;[https://a.example/b B: C]:haa\n;https://a.example :x"))
                .isEqualTo("kow: laba\nHelp:Su'aal: jawaab\nB: C: haa\nhttps://a.example: x");
        assertThat(Plain.of("2", "so")
                        .plainText("*;kow :laba\n;[[Help:Su'aal]]:jawaab", "")
                        .text())
                .isEqualTo("kow :laba\nHelp: Su'aal:jawaab");
    }

    @Test
    void removesALineOfSeveralComments() {
        String page = "*a\n \t<!-- x --> <!---->\t<!-- y\n z --> \n*b <!-- c --> <!-- d --> e";
        assertThat(Plain.text(page)).isEqualTo("a\nb e");
        assertThat(Plain.of("2", "so").plainText(page, "").text()).isEqualTo("a\n*b e");
    }

    @Test
    void showsTheApostrophesOfATitle() {
        assertThat(Plain.text("[[Lista d''e paise]] ''waa'' [[d''a|''b'']]")).isEqualTo("Lista d''e paise waa b");
        assertThat(Plain.of("2", "so")
                        .plainText("[[Lista d''e paise d''o]]", "")
                        .text())
                .isEqualTo("Lista de paise do");
    }
}
