package dev.siiwad.source.wikipedia.wikitext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WikitextTemplatesTest {
    private static String plain(String wikitext) {
        return Plain.text(wikitext);
    }

    @Test
    void removesTemplatesHoweverTheyNest() {
        assertThat(plain("a {{stub|{{efn}}|d={{sfn|[[f]]}}}} g")).isEqualTo("a g");
        assertThat(plain("{{a\n|b={{{c|}}}\n|d=\n\ne\n}}f")).isEqualTo("f");
    }

    @Test
    void givesWhatParserFunctionsGive() {
        assertThat(plain("{{#if:{{{1|}}}|a|b}}c{{DEFAULTSORT:Berbera, Magaalo}} {{PAGENAME}}"))
                .isEqualTo("bc Berbera");
        assertThat(plain("{{lc:DEKED}} {{ucfirst:magaalo}} {{#ifeq:a|a|haa|maya}} {{#ifeq:a|b|haa|maya}}"))
                .isEqualTo("deked Magaalo haa maya");
        assertThat(plain("{{#switch:b|a=kow|b|c=laba|#default=ma jiro}} {{#switch:x|a=kow|ma jiro}}"))
                .isEqualTo("laba ma jiro");
    }

    @Test
    void calculates() {
        assertThat(
                        plain(
                                "{{formatnum:{{#expr:2+3*4}}}} {{#expr: (7-1)/4 round 1}} {{#expr:-2*-3}} {{#expr:1/3 round 2}}"))
                .isEqualTo("14 1.5 6 0.33");
        assertThat(plain("a {{#expr:1/0}} {{#expr:2^10}} {{#expr:((((}} b")).isEqualTo("a b");
    }

    @Test
    void showsTheDefaultOfAParameter() {
        assertThat(plain("a {{{1|b}}} {{{2}}}c")).isEqualTo("a b c");
    }

    @Test
    void keepsTextThatTemplatesOnlyDressUp() {
        assertThat(plain("{{lang|so|Soomaali}}, {{Nowrap|10 km}} {{nobr|1=a=b}}"))
                .isEqualTo("Soomaali, 10 km a=b");
        assertThat(plain("{{small|''yar''}} {{lang|so}}x")).isEqualTo("yar x");
    }

    @Test
    void keepsSignsThatTemplatesStandFor() {
        assertThat(plain("a{{mdash}}b{{Spaced ndash}}c {{'}}d{{'}}")).isEqualTo("a—b – c 'd'");
    }

    @Test
    void keepsNumbersThatAreOnlyFormatted() {
        assertThat(plain("{{formatnum:245000}} qof, {{formatnum:{{a}}}} b {{FORMATNUM: 5|R}}"))
                .isEqualTo("245000 qof, b 5");
    }

    @Test
    void dropsLinesOfWhichOnlyPunctuationIsLeft() {
        assertThat(plain("* {{cite book|a}}.\n* {{efn}} – ({{sfn}})\n...\nd")).isEqualTo("...\nd");
    }

    @Test
    void removesEmptyParenthesesThatTemplatesLeave() {
        assertThat(plain("Berbera ({{audio|x.ogg}}) waa")).isEqualTo("Berbera waa");
        assertThat(plain("Berbera ({{efn}}, {{sfn}}; {{coord}}) waa")).isEqualTo("Berbera waa");
        assertThat(plain("Berbera ( ({{efn}}) ).")).isEqualTo("Berbera.");
        assertThat(plain("Berbera (''{{efn}}'' , ) waa")).isEqualTo("Berbera waa");
        assertThat(plain("Berbera [{{audio|x.ogg}}] waa")).isEqualTo("Berbera waa");
    }

    @Test
    void removesSeparatorsThatTemplatesLeaveInParentheses() {
        assertThat(plain("Nin ({{efn}}; dhashay 1950, {{sfn}}) waa")).isEqualTo("Nin (dhashay 1950) waa");
        assertThat(plain("a, {{efn}}, c")).isEqualTo("a, c");
    }

    @Test
    void leavesParenthesesThatWereEmptyBefore() {
        assertThat(plain("main() { f( ) } :( ,")).isEqualTo("main() { f( ) } :( ,");
    }

    @Test
    void removesBlanksBeforePunctuationOnlyWhereSomethingWent() {
        assertThat(plain("a {{efn}}, c {{sfn}} . E {{sfn}}: g")).isEqualTo("a, c. E: g");
        assertThat(plain("un mot{{efn}} : oui ! , non")).isEqualTo("un mot : oui ! , non");
        assertThat(plain("a {{efn}} .NET {{sfn}} !Kung")).isEqualTo("a .NET !Kung");
    }

    @Test
    void endsAnUnclosedTemplateWithItsParagraph() {
        assertThat(plain("a {{b|c\n|d=e\n\nf\n|g=h\n\n[[i]]")).isEqualTo("a\n\nf\n\ni");
        assertThat(plain("{{b|c\n== D ==\ne")).isEqualTo("D\n\ne");
    }

    @Test
    void closesATemplateOverAnUnclosedLink() {
        assertThat(plain("{{a|[[b}} c [[d]]")).isEqualTo("c d");
    }

    @Test
    void dropsClosersWithoutOpeners() {
        assertThat(plain("a}} b]] c |} {{d}}}} e")).isEqualTo("a b c |} e");
    }

    @Test
    void removesTablesHoweverTheyNest() {
        assertThat(plain("a\n{| class=x\n|-\n! h\n| b || [[c]]\n:{|\n| d\n|}\n| {{e\n|}}\n|}\nf"))
                .isEqualTo("a\nf");
        assertThat(plain("a\n<table border=1><tr><td>b<table><tr><td>c</table></table>\nd"))
                .isEqualTo("a\nd");
    }

    @Test
    void endsAnUnclosedTableWithItsRows() {
        assertThat(plain("a\n{|\n| b\n| c\n\n | d\n|-\n\ne")).isEqualTo("a\n\ne");
    }

    @Test
    void closesATableInsideATemplate() {
        assertThat(plain("{{a|\n{|\n| b\n|}}}c")).isEqualTo("c");
    }

    @Test
    void dropsRowsOfTablesThatTemplatesOpen() {
        assertThat(plain("{{table start}}\n| a || b\n|-\n|}\nc")).isEqualTo("c");
    }

    @Test
    void removesReferencesOfEveryKind() {
        assertThat(plain("a<ref>b {{c}} [[d]]</ref> e<ref name=\"f\">g</ref>.<ref name=h /> i<REF\nname=j>k</Ref >!"))
                .isEqualTo("a e. i!");
        assertThat(plain("a<references><ref name=b>c</ref></references>")).isEqualTo("a");
    }

    @Test
    void keepsTheTextOfAnUnclosedReference() {
        assertThat(plain("a <ref>b\n\nc <ref name=x>d")).isEqualTo("a b\n\nc d");
        assertThat(plain("a<ref>{{b}} <ref name=c/>\n\nd <ref name=e>f</ref>.")).isEqualTo("a\n\nd.");
    }

    @Test
    void letsAReferenceHideBracketsThatDoNotMatch() {
        assertThat(plain("{{a|<ref>}} b</ref>}}c")).isEqualTo("c");
    }

    @Test
    void removesWhatIsNotText() {
        for (String tag :
                "gallery timeline syntaxhighlight source score imagemap templatedata graph hiero".split(" ")) {
            assertThat(plain("a <" + tag + " x=y>{{b\n\n== c ==</" + tag + "> d"))
                    .as(tag)
                    .isEqualTo("a d");
        }
    }

    @Test
    void stripsTagsAndKeepsTheirText() {
        assertThat(plain("H<sub>2</sub>O <span style=\"x\">a</span> <b>b</b> </div>c <small\n>d</small>"))
                .isEqualTo("H2O a b\nc d");
    }

    @Test
    void breaksTheLineAtBr() {
        assertThat(plain("a<br>b <br /> c<BR clear=all/>* d")).isEqualTo("a\nb\nc\n* d");
        assertThat(plain("<div>a</div><div>b</div>")).isEqualTo("a\nb");
    }

    @Test
    void takesOnlyKnownTagsForTags() {
        assertThat(plain("#include <stdio.h> 3<4 x<y>z <b <a@b.so>"))
                .isEqualTo("include <stdio.h> 3<4 x<y>z <b <a@b.so>");
    }

    @Test
    void showsWordsOfOtherLanguages() {
        assertThat(plain("Berbera ({{lang-ar|بربرة}}; {{langx|en|Port of Berbera}}, {{de|Hafen}}) waa"))
                .isEqualTo("Berbera (بربرة; Port of Berbera, Hafen) waa");
        assertThat(plain("{{transl|ar|Barbara}} iyo {{nihongo|Qorrax|日本|Nippon}}"))
                .isEqualTo("Barbara iyo Qorrax (日本, Nippon)");
    }

    @Test
    void showsValuesAndUnits() {
        assertThat(plain("{{convert|12|km|mi}}, {{cvt|40|-|50|sqmi}} iyo {{convert|20|to|25|C|F}}"))
                .isEqualTo("12 km, 40–50 sq mi iyo 20 to 25 °C");
        assertThat(plain("{{unité|9.81|m/s|2}} {{convert|5|m|2}}")).isEqualTo("9.81 m/s² 5 m");
        assertThat(Plain.text("fr", "au {{s-|XIX}}, {{heure|4|30}}, {{84e|Congrès}}"))
                .isEqualTo("au XIXe siècle, 4 h 30, 84e Congrès");
    }

    @Test
    void writesDatesInTheLanguageOfTheWiki() {
        assertThat(Plain.text("en", "born {{birth date|1993|2|4|df=yes}}")).isEqualTo("born 4 February 1993");
        assertThat(plain("dhashay {{birth date|1993|2}}")).isEqualTo("dhashay Febraayo 1993");
        assertThat(Plain.text("sv", "född {{birth date|1993|2|4}}")).isEqualTo("född 1993-02-04");
        assertThat(Plain.text("en", "{{As of|2019|5|alt=by then}} {{as of|2019|5}}"))
                .isEqualTo("by then As of May 2019");
    }

    @Test
    void showsQuotationsAndFormulas() {
        assertThat(plain("Wuxuu yiri: {{quote|text=Nabad.|author=Qof}} {{blockquote|Iyo caano.|Qof}}"))
                .isEqualTo("Wuxuu yiri: Nabad. Iyo caano.");
        assertThat(
                        plain(
                                "halka <math>a^{2} |b|</math> iyo <chem>H2O</chem> {{frac|3|4}} {{math|''x'' {{=}} 1}} CO{{sub|2}}"))
                .isEqualTo("halka a^{2} |b| iyo H2O 3/4 x = 1 CO2");
    }

    @Test
    void keepsWordsApartWhereASignIsMissing() {
        assertThat(plain("1991{{endash}}2019 iyo 45{{nbsp}}km A{{·}}B")).isEqualTo("1991–2019 iyo 45 km A · B");
        assertThat(plain("1991{{aan la aqoon}}2019")).isEqualTo("1991 2019");
    }

    @Test
    void showsTheWordsOfAnUnknownTemplateInASentence() {
        assertThat(plain("Waa {{aan la aqoon|magaalo weyn}}.")).isEqualTo("Waa magaalo weyn.");
        assertThat(
                        plain(
                                "Waa {{aan la aqoon|magaalo|dekad}}, {{aan la aqoon|SOM}} {{aan la aqoon|x.jpg}} {{aan la aqoon|12}}."))
                .isEqualTo("Waa,.");
        assertThat(plain("{{aan la aqoon|magaalo weyn}}\n* {{aan la aqoon|magaalo weyn}}\nb"))
                .isEqualTo("b");
    }

    @Test
    void countsTheHolesInSentences() {
        Wikitext wikitext = Plain.of(Wikitext.VERSION, "so");
        assertThat(wikitext.plainText("{{a b c|1|2}}\nWaa {{a b c|1|2}} iyo {{a b c}}.\n{{stub}}", "")
                        .templatesRemoved())
                .isEqualTo(2);
        assertThat(wikitext.plainText("{{infobox\n|x=Waa {{a b c|1|2}} iyo\n}}\nWaa {{efn|x}}.", "")
                        .templatesRemoved())
                .isZero();
    }

    @Test
    void namesTheTemplatesThatLeftAHole() {
        Wikitext wikitext = Plain.of(Wikitext.VERSION, "so");
        String page =
                "Waa {{ab_c|1|2}} iyo {{Ab  c |3}} iyo {{xyz|1}} iyo {{ Ab c}}.\n{{| alone\n|}}\nWaa {{xyz|{{not|1|2}}|3}}";
        assertThat(wikitext.plainText(page, "").names()).containsExactly(entry("Ab c", 3L), entry("Xyz", 2L));
        StringBuilder many = new StringBuilder("Waa");
        for (int i = 0; i < 100; i++) {
            many.append(" {{aan la aqoon ").append(i).append("qaw|1|2}} iyo");
        }
        Wikitext.PlainText text = wikitext.plainText(many.toString(), "");
        assertThat(text.templatesRemoved()).isEqualTo(100);
        assertThat(text.names())
                .hasSize(20)
                .containsEntry("Aan la aqoon 0qaw", 1L)
                .doesNotContainKey("Aan la aqoon 99qaw");
        assertThat(text.text()).isEqualTo("Waa" + " iyo".repeat(100));
    }

    @Test
    void knowsWhatAFamilyMeansInOneWikiAlone() {
        assertThat(Plain.text("lv", "a {{val|de|Hafen}}")).isEqualTo("a Hafen");
        assertThat(Plain.text("en", "a {{val|6.02|e=23|u=mol}}")).isEqualTo("a 6.02 × 10^23 mol");
    }

    @Test
    void knowsFewTemplatesInARunThatBeganWithVersion1() {
        Wikitext first = Plain.of("1", "so");
        assertThat(first.plainText(
                        "{{lang|so|Waa}} ({{lang-ar|x}}) {{convert|1|km}} <math>m</math>{{mdash}}{{PAGENAME}}", "T"))
                .isEqualTo(Wikitext.PlainText.whole("Waa —"));
    }

    @Test
    void showsDatesShipsAndMoneyAsTheEnglishWikipediaDoes() {
        assertThat(Plain.text("en", "{{Birth date|1934|6|2}}, {{start date|2001|3|9|df=y}}, {{dob and age|1980|5}}"))
                .isEqualTo("June 2, 1934, 9 March 2001, May 1980");
        assertThat(Plain.text("en", "a ({{As of|2019|lc=y}}) {{as of|2020|since=y}} {{as of|2021|7}}"))
                .isEqualTo("a (as of 2019) Since 2020 As of July 2021");
        assertThat(Plain.text(
                        "en", "{{USS|Iowa|BB-61}}, {{USS|Iowa|BB-61|2}}, {{USS|Iowa|BB-61|6}}, {{ship|MS|Sea||2}}"))
                .isEqualTo("USS Iowa (BB-61), USS Iowa, Iowa, MS Sea");
        assertThat(Plain.text("en", "{{currency|7.5|SOS}} {{currency|40 million|xyz}} {{INRConvert|3|c}}"))
                .isEqualTo("Sh.So.7.5 xyz40 million ₹3 crore");
    }

    @Test
    void showsTheItemsOfAListOnLinesOfTheirOwn() {
        assertThat(Plain.text("en", "a {{ubl|kow|2=laba|3=[[saddex]]}} b")).isEqualTo("a kow\nlaba\nsaddex b");
        assertThat(Plain.text("en", "x {{collapsible list|title=Liis|1=a|2=b}}"))
                .isEqualTo("x Liis\na\nb");
    }

    @Test
    void showsTheNameOfACountryWhereItsCodeOrNameIsCalled() {
        assertThat(Plain.text("de", "* {{KEN}}: Nairobi\n* {{Äthiopien}}: Addis Abeba"))
                .isEqualTo("Kenia: Nairobi\nÄthiopien: Addis Abeba");
        assertThat(Plain.text("ko", "* {{SOM}} 모가디슈")).isEqualTo("소말리아 모가디슈");
        assertThat(Plain.text("en", "a {{KEN|b c}} d {{Kenya|2}} {{QQQ}} e")).isEqualTo("a b c d e");
    }

    @Test
    void knowsInARunThatBeganWithVersion2WhatItKnewThen() {
        Wikitext second = Plain.of("2", "en");
        assertThat(second.plainText(
                        "{{Birth date|1934|6|2}} {{USS|Iowa|BB-61|6}} {{sic|a|b}} {{ubl|a|2=b}} {{KEN}}", ""))
                .isEqualTo(new Wikitext.PlainText("2 June 1934 Iowa BB-61 sic a", 1, Map.of("KEN", 1L)));
    }

    @ParameterizedTest
    @CsvSource({
        "winning percentage|30|20|50, .550",
        "Winning percentage|30|20|50|ignore_ties=y, .300",
        "winning_percentage|3|0, 1.000",
        "Parity|4|foo|bar, foo",
        "parity|7, odd",
        "plural|2|page, 2 pages",
        "plural|1|city, 1 city",
        "plural|3|city|cities, 3 cities",
        "replace|foo_bar|_|-, foo-bar",
        "hex2dec|0x7C0, 1984",
        "Decimal2Base|42|3, 1120",
        "percent and number|3333|20000, '17% (3,333)'",
        "str len|柏林, 2"
    })
    void showsWhatTemplatesComputeOfConstants(String call, String shown) {
        assertThat(Plain.text("en", "a {{" + call + "}} b")).isEqualTo("a " + shown + " b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "winning percentage|0|0",
                "winning percentage|a|b",
                "parity|x|1|2",
                "plural|3|city",
                "hex2dec|q1|1",
                "decimal2base|42|99",
                "percent and number|1|0"
            })
    void leavesAHoleWhereNothingCanBeComputed(String call) {
        assertThat(Plain.of("4", "en").plainText("a {{" + call + "}} b", "").text())
                .isEqualTo(Plain.of("3", "en")
                        .plainText("a {{" + call + "}} b", "")
                        .text());
    }

    @Test
    void computesNothingInRunsBegunBeforeNorInOtherWikipedias() {
        assertThat(Plain.of("3", "en").plainText("a {{parity|4}} b", "").text()).isEqualTo("a b");
        assertThat(Plain.text("so", "a {{parity|4}} b")).isEqualTo("a b");
    }

    @Test
    void refusesAVersionThatThereIsNot() {
        assertThatThrownBy(() -> Plain.of("5", "so"))
                .hasMessage("version of the extraction is 5; expected one of [4, 3, 2, 1]");
    }
}
