package dev.siiwad.source.wikipedia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.source.SourceId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WikiTest {
    @ParameterizedTest
    @CsvSource({
        "so, sowiki, Wikipedia-Somali",
        "en, enwiki, Wikipedia-English",
        "bg, bgwiki, Wikipedia-Bulgarian",
        "simple, simplewiki, Wikipedia-Simple",
        "nb, nbwiki, Wikipedia-Norwegian-Bokmal",
        "be, bewiki, Wikipedia-Belarusian",
        "be-tarask, be_x_oldwiki, Wikipedia-Belarusian-tarask",
        "zh-min-nan, zh_min_nanwiki, Wikipedia-Chinese-min-nan",
        "xyzzy, xyzzywiki, Wikipedia-Xyzzy",
    })
    void hasADatabaseAndASafeName(String lang, String database, String name) {
        Wiki wiki = new Wiki(lang);
        assertThat(wiki.database()).isEqualTo(database);
        assertThat(new SourceId(wiki.sourceName())).hasToString(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "SO", "so.evil", "../so", "so/", "so wiki", "so-", "-so", "ⓢⓞ"})
    void refusesWhatCannotBeALanguage(String lang) {
        assertThatThrownBy(() -> new Wiki(lang))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + lang + "\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Muqdisho | Muqdisho",
                "Carl von Linné | Carl_von_Linn%C3%A9",
                "AC/DC | AC/DC",
                "C++ | C%2B%2B",
                "What? | What%3F",
                "100 % & more | 100_%25_%26_more",
                "It's \"quoted\" | It%27s_%22quoted%22",
                "A;b@c$d!e*f(g),h~i:j | A;b@c$d!e*f(g),h~i:j",
                "x-y_z.w | x-y_z.w",
                "𝄞 | %F0%9D%84%9E",
            })
    void writesTitlesAsMediaWikiDoes(String title, String path) {
        assertThat(new Wiki("so").url(title)).isEqualTo("https://so.wikipedia.org/wiki/" + path);
    }

    @Test
    void hasTheLabelsOfAnEncyclopedia() {
        assertThat(new Wiki("so").info())
                .hasToString("SourceInfo[source=Wikipedia-Somali, sourceType=wiki, language=so, license=CC-BY-SA-4.0,"
                        + " domain=encyclopedia, register=encyclopedic]");
    }
}
