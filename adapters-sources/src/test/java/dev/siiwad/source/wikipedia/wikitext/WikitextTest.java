package dev.siiwad.source.wikipedia.wikitext;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WikitextTest {
    private static String plain(String wikitext) {
        return Plain.text(wikitext);
    }

    @Test
    void readsAsTheReaderSeesIt() {
        assertThat(plain("Foo [[bar]]\n\n{{baz|hello}}\n\n[[a|b]] &Sigma;")).isEqualTo("Foo bar\n\nb Σ");
    }

    @Test
    void leavesPlainProseAsItIs() {
        String prose =
                "Hargeysa waa magaalo weyn (eeg qoraalka hore).\nWaxay ku taal f(x) = {y} [z], 5 < 6 & 7 > 3; R&D.\n\n"
                        + "L'école : « oui ! » a[b[1]] {a{b}} _x_ foo() vector<int> x -- y 'z' http://tusaale.so/a?b=c#d";
        assertThat(plain(prose)).isEqualTo(prose);
    }

    @Test
    void givesNothingForAPageWithoutText() {
        assertThat(plain("")).isEmpty();
        assertThat(plain("{{Infobox\n|magac = Berbera\n}}\n[[Category:Magaalooyin]]\n"))
                .isEmpty();
    }

    @Test
    void readsAWholeArticle() {
        String page = """
                {{Infobox magaalo
                | magac = Berbera
                | dad   = {{formatnum:245000}}<ref>{{cite web|url=http://tusaale.so|title=Tiro}}</ref>
                }}
                [[File:Berbera.jpg|thumb|300px|Dekedda [[Berbera]] ee ''weyn'']]
                '''Berbera''' ({{lang-en|Berbera}}) waa [[magaalo]] ku taal [[Saaxil (gobol)|gobolka Saaxil]].<ref name="a"/>{{fact}} Waa dekad.

                == Taariikh ==
                Waxaa la dhisay [[1850]]{{efn|qoraal}}, kadibna way kortay<ref>Buug, b. 5</ref> .
                * '''Koowaad''': waa tan
                ** labaad

                == Tixraac ==
                <references/>

                == Sidoo kale ==
                {{stub}}

                [[Category:Magaalooyin]]
                [[en:Berbera]]
                """;
        assertThat(plain(page)).isEqualTo("""
                        Berbera (Berbera) waa magaalo ku taal gobolka Saaxil. Waa dekad.

                        Taariikh

                        Waxaa la dhisay 1850, kadibna way kortay.
                        Koowaad: waa tan
                        labaad""");
    }

    @Test
    void removesCommentsAndTheLinesTheyStandAloneOn() {
        assertThat(plain("hello <!-- not this\nor this\n    --> world")).isEqualTo("hello world");
        assertThat(plain("hello <!----> world")).isEqualTo("hello world");
        assertThat(plain("a\n  <!-- x --> \nb")).isEqualTo("a\nb");
    }

    @Test
    void letsAnUnclosedCommentHideTheRestAsMediaWikiDoes() {
        assertThat(plain("a\n\nb <!-- c\n\nd")).isEqualTo("a\n\nb");
    }

    @Test
    void decodesCharacterReferencesOnce() {
        assertThat(plain("&eacute;&#233;&#xE9;&#Xe9; &amp;lt; &lt;ref&gt; &lang;&#x1F600;"))
                .isEqualTo("éééé &lt; <ref> ⟨😀");
    }

    @Test
    void readsWindows1252NumbersAsTheWebMeansThem() {
        assertThat(plain("1960&#150;1991")).isEqualTo("1960–1991");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "&",
                "&;",
                "&foo;",
                "&#;",
                "&#x;",
                "&#xD800;",
                "&#xFDD0;",
                "&#99999999999;",
                "AT&T;",
                "&#-5;",
                "&amp"
            })
    void leavesWhatIsNotACharacterReference(String text) {
        assertThat(plain(text)).isEqualTo(text);
    }

    @Test
    void keepsNowikiLiterally() {
        assertThat(plain("<nowiki>[[a]] {{b}} ''c'' &lt;</nowiki>")).isEqualTo("[[a]] {{b}} ''c'' <");
        assertThat(plain("<nowiki>* a</nowiki>")).isEqualTo("* a");
        assertThat(plain("[<nowiki/>[a]<nowiki />]")).isEqualTo("[[a]]");
    }

    @Test
    void keepsPreformattedTextWithItsBlanks() {
        assertThat(plain("a\n<pre>\n  x  [[y]]\n\n\n  ''z''\n</pre>\nb")).isEqualTo("a\n  x  [[y]]\n\n\n  ''z''\nb");
    }

    @Test
    void removesSwitchesInEveryLanguage() {
        assertThat(plain("__NOTOC__a __NoEditSection__ b __БЕЗОГЛАВЛЕНИЯ__")).isEqualTo("a b");
        assertThat(plain("__init__ and __FILE__ and ____")).isEqualTo("__init__ and __FILE__ and ____");
    }

    @Test
    void knowsEveryKindOfLineEnd() {
        assertThat(plain("a\r\nb\rc\n\r\nd")).isEqualTo("a\nb\nc\n\nd");
    }

    @Test
    void dropsCharactersThatAreNone() {
        assertThat(plain("a\uFDD0 \uFDD4b\uFDEF")).isEqualTo("a b");
    }

    @Test
    void makesBlanksRegular() {
        assertThat(plain("  a   b \n\n\n\n\t c")).isEqualTo("a b\n\nc");
    }

    @Test
    void showsTheFirstVariantOfALanguageConversion() {
        assertThat(plain("在-{zh-hans:计算机; zh-hant:電腦;}-里")).isEqualTo("在计算机里");
        assertThat(plain("-{A|zh-cn:a&nbsp;b;zh-tw:c}-")).isEqualTo("a\u00A0b");
        assertThat(plain("a-{H|zh-cn:x;zh-tw:y}-b -{R|raw}- -{plain}-")).isEqualTo("ab raw plain");
        assertThat(plain("x-{y and -{z\n\nw")).isEqualTo("x-{y and -{z\n\nw");
        assertThat(plain("x-{y\n\nz}-")).isEqualTo("x-{y\n\nz}-");
        assertThat(plain("1990-{{age|5}}-b")).isEqualTo("1990--b");
    }
}
