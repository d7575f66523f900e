package dev.siiwad.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordCountTest {
    @Test
    void countsWhatIsBetweenWhiteSpace() {
        assertThat(WordCount.WHITE_SPACE.of("")).isZero();
        assertThat(WordCount.WHITE_SPACE.of(" \n ")).isZero();
        assertThat(WordCount.WHITE_SPACE.of("  sii  wad\n")).isEqualTo(2);
        assertThat(WordCount.WHITE_SPACE.of("\uD83D\uDE00 \uD83D\uDE00")).isEqualTo(2);
    }

    @Test
    void splitsAtEveryWhiteSpaceOfUnicodeAndAtNoOther() {
        String spaces =
                "\t\n\u000b\f\r\u001c\u001d\u001e\u001f \u0085\u00a0\u1680\u2000\u2009\u200a\u2028\u2029\u202f\u205f\u3000";
        spaces.chars()
                .forEach(space -> assertThat(WordCount.WHITE_SPACE.of("a" + (char) space + "b"))
                        .as("%04x", space)
                        .isEqualTo(2));
        "\u001b\u180e\u200b\u2060\ufeff_-"
                .chars()
                .forEach(other -> assertThat(WordCount.WHITE_SPACE.of("a" + (char) other + "b"))
                        .as("%04x", other)
                        .isEqualTo(1));
    }

    @Test
    void countsTheSameInUtf8() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c += c < Character.MAX_VALUE ? 1 : 0x3FF) {
            if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
                String character = Character.toString(c);
                for (String text : List.of("a" + character + "b " + character, character + " a" + character)) {
                    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                    for (WordCount count : WordCount.values()) {
                        if (count.of(text, utf8) != count.of(text)) {
                            assertThat(count.of(text, utf8))
                                    .as("%s of U+%04X", count, c)
                                    .isEqualTo(count.of(text));
                        }
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \n ",
                "Waa maxay Soomaali ? - Haa , 3.5 \uD83D\uDE00 !",
                "Größe: 3,5 m² — это «пример» ۱۲٬۳",
                "한국어 는 띄어쓰기 를 한다 \u1680 हिन्दी भाषा"
            })
    void segmentsAreWhatIsBetweenWhiteSpaceInScriptsThatHaveIt(String text) {
        assertThat(WordCount.SEGMENTS.of(text)).isEqualTo(WordCount.WHITE_SPACE.of(text));
    }

    @ParameterizedTest
    @CsvSource({
        "柏林是德国首都，也是德国最大的城市。, 10",
        "東京, 1",
        "々, 1",
        "2019年に、iPhone 3.5を買った。, 8",
        "コンピューターとテレビ, 3",
        "ｺﾝﾋﾟｭｰﾀｰ, 1",
        "らーめん, 2",
        "กรุงเทพมหานครเป็นเมืองหลวง, 7",
        "ປະເທດລາວ, 2",
        "ភាសាខ្មែរ, 2",
        "မြန်မာနိုင်ငံ, 3",
        "བོད་ཀྱི་སྐད་ཡིག།, 4",
        "。！？, 1",
        "Berlin（柏林）\uD83D\uDE00, 2",
        "\uD840\uDC00\uD840\uDC00, 1"
    })
    void countsWordsWhereNoBlanksPartThem(String text, long words) {
        assertThat(WordCount.SEGMENTS.of(text)).isEqualTo(words);
    }

    /** A sign of Lao that is newer than Java 17's Unicode is within a word there as it is in later versions of Java. */
    @Test
    void countsTheSameInEveryVersionOfJava() {
        assertThat(WordCount.SEGMENTS.of("ລາ\u0eceວ")).isEqualTo(WordCount.SEGMENTS.of("ລາວ"));
        assertThat(WordCount.SEGMENTS.of("柏\uD83E\uDEF8林")).isEqualTo(2);
    }

    @Test
    void looksNoFurtherThanItHasTo() {
        assertThat(WordCount.segments("柏林。".repeat(1_000_000), 5)).isEqualTo(5);
        assertThat(WordCount.segments("柏林", 0)).isZero();
    }
}
