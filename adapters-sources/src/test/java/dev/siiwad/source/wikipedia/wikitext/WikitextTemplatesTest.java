package dev.siiwad.source.wikipedia.wikitext;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WikitextTemplatesTest {
    private static String plain(String wikitext) {
        return Wikitext.toPlainText(wikitext);
    }

    @Test
    void removesTemplatesHoweverTheyNest() {
        assertThat(plain("a {{b|{{c}}|d={{e|[[f]]}}}} g")).isEqualTo("a g");
        assertThat(plain("{{a\n|b={{{c|}}}\n|d=\n\ne\n}}f")).isEqualTo("f");
    }

    @Test
    void removesParserFunctionsAndSortKeys() {
        assertThat(plain("{{#if:{{{1|}}}|a|b}}c{{DEFAULTSORT:Berbera, Magaalo}}{{PAGENAME}}"))
                .isEqualTo("c");
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
        assertThat(plain("* {{cite book|a}}.\n* {{b}} – ({{c}})\n...\nd")).isEqualTo("...\nd");
    }

    @Test
    void removesEmptyParenthesesThatTemplatesLeave() {
        assertThat(plain("Berbera ({{lang-so|x}}) waa")).isEqualTo("Berbera waa");
        assertThat(plain("Berbera ({{a}}, {{b}}; {{c}}) waa")).isEqualTo("Berbera waa");
        assertThat(plain("Berbera ( ({{a}}) ).")).isEqualTo("Berbera.");
        assertThat(plain("Berbera (''{{a}}'' , ) waa")).isEqualTo("Berbera waa");
    }

    @Test
    void removesSeparatorsThatTemplatesLeaveInParentheses() {
        assertThat(plain("Nin ({{a}}; dhashay 1950, {{b}}) waa")).isEqualTo("Nin (dhashay 1950) waa");
        assertThat(plain("a, {{b}}, c")).isEqualTo("a, c");
    }

    @Test
    void leavesParenthesesThatWereEmptyBefore() {
        assertThat(plain("main() { f( ) } :( ,")).isEqualTo("main() { f( ) } :( ,");
    }

    @Test
    void removesBlanksBeforePunctuationOnlyWhereSomethingWent() {
        assertThat(plain("a {{b}}, c {{d}} . E {{f}}: g")).isEqualTo("a, c. E: g");
        assertThat(plain("un mot{{b}} : oui ! , non")).isEqualTo("un mot : oui ! , non");
        assertThat(plain("a {{b}} .NET {{c}} !Kung")).isEqualTo("a .NET !Kung");
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
        for (String tag : "math gallery timeline syntaxhighlight source score imagemap templatedata graph hiero chem"
                .split(" ")) {
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
}
