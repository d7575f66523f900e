package dev.siiwad.transform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.document.Document;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TransformTest {
    @Test
    void makesWhiteSpaceRegular() {
        assertThat(kept(new Whitespace(), " Soo  dhawow \r\n\r\n\r\n\u00a0waa\tmaxay \n fiican \n\n"))
                .isEqualTo("Soo dhawow\n\nwaa maxay\nfiican");
    }

    @Test
    void removesWhatCannotBeSeenAndKeepsJoiners() {
        assertThat(kept(new Whitespace(), "\ufeffa\u0000b\u200bc\u00add\u200de"))
                .isEqualTo("abcd\u200de");
    }

    @Test
    void makesCharactersCanonical() {
        assertThat(kept(new Whitespace(), "ﬁican ２０２６ e\u0301")).isEqualTo("fiican 2026 é");
    }

    @Test
    void changesNoLetterUnlessAskedTo() {
        String letters = "柏林（約340萬）：大！ น้ำ ｱ 5 km² 10⁶ № ½ º … ﷺ";
        assertThat(kept(new CleanText(CleanText.Form.NFC), letters + " e\u0301"))
                .isEqualTo(letters + " é");
        assertThat(kept(new CleanText(CleanText.Form.NONE), letters + " e\u0301"))
                .isEqualTo(letters + " e\u0301");
        assertThat(kept(new CleanText(CleanText.Form.NFKC), "ﬁican ２０２６ 5 km²")).isEqualTo("fiican 2026 5 km2");
    }

    @Test
    void keepsWordsApartThatControlCharactersSeparate() {
        assertThat(kept(
                        new CleanText(CleanText.Form.NFC),
                        "bog\fbog sadar\u000bsadar nel\u0085nel fs\u001cfs us\u001fus"))
                .isEqualTo("bog bog sadar sadar nel nel fs fs us us");
        assertThat(kept(new CleanText(CleanText.Form.NFC), "\ufeffa\u0000b\u200bc\u00add\u200de\u200ff\u2067g\u2069"))
                .isEqualTo("abcd\u200de\u200ff\u2067g\u2069");
        assertThat(kept(new CleanText(CleanText.Form.NFC), " Soo  dhawow \r\n\r\n\r\n\u00a0waa\tmaxay \n fiican \n\n"))
                .isEqualTo("Soo dhawow\n\nwaa maxay\nfiican");
        assertThat(new CleanText(CleanText.Form.NFC).apply(document(" \n\u200b\t")))
                .isEqualTo(dropped(" \n\u200b\t", "empty_after_cleaning", "0"));
    }

    @Test
    void dropsTextsOfFewWordsWhereNoBlanksPartThem() {
        assertThat(new WordFloor(5).apply(document("这一次，电影里不会再有唱段"))).isInstanceOf(Outcome.Kept.class);
        assertThat(new WordFloor(5).apply(document("这一次，电影"))).isEqualTo(dropped("这一次，电影", "min_token_floor", "3"));
        assertThat(new WordFloor(5).apply(document("กรุงเทพมหานครเป็นเมืองหลวง")))
                .isInstanceOf(Outcome.Kept.class);
        assertThat(new WordFloor(4).apply(document("laba erey, iyo kale"))).isInstanceOf(Outcome.Kept.class);
        assertThat(new WordFloor(5).apply(document("laba erey, iyo kale")))
                .isEqualTo(dropped("laba erey, iyo kale", "min_token_floor", "4"));
        assertThat(new WordFloor(0).apply(document(""))).isInstanceOf(Outcome.Kept.class);
    }

    @Test
    void countedEveryTwoLettersAsAWordInRunsBegunBefore() {
        assertThat(new LetterPairFloor(5).apply(document("这一次，电影里不会再有唱段"))).isInstanceOf(Outcome.Kept.class);
        assertThat(new LetterPairFloor(5).apply(document("这一次，电影")))
                .isEqualTo(dropped("这一次，电影", "min_token_floor", "3"));
        assertThat(new LetterPairFloor(5).apply(document("กรุงเทพมหานคร"))).isInstanceOf(Outcome.Kept.class);
        assertThat(new LetterPairFloor(4).apply(document("laba erey, iyo kale")))
                .isInstanceOf(Outcome.Kept.class);
        assertThat(new LetterPairFloor(5).apply(document("laba erey, iyo kale")))
                .isEqualTo(dropped("laba erey, iyo kale", "min_token_floor", "4"));
        assertThat(new LetterPairFloor(0).apply(document(""))).isInstanceOf(Outcome.Kept.class);
    }

    @Test
    void remembersWhatDidTheSameJobBefore() {
        Transform newest = Transform.withEarlier(new WordFloor(2), List.of(new TokenFloor(2)));
        assertThat(newest.describe()).isEqualTo("token-floor/3=2");
        assertThat(newest.earlier()).containsExactly(new TokenFloor(2));
        assertThat(new WordFloor(2).earlier()).isEmpty();
    }

    @Test
    void dropsWhatIsEmptyAfterCleaning() {
        assertThat(new Whitespace().apply(document(" \n\u200b\t")))
                .isEqualTo(dropped(" \n\u200b\t", "empty_after_cleaning", "0"));
    }

    @Test
    void countsLengthInCodePoints() {
        assertThat(new MinLength(3).apply(document("a\ud83d\ude00")))
                .isEqualTo(dropped("a\ud83d\ude00", "min_length", "2"));
        assertThat(new MinLength(2).apply(document("a\ud83d\ude00"))).isInstanceOf(Outcome.Kept.class);
    }

    @Test
    void countsWordsAtWhiteSpace() {
        assertThat(new TokenFloor(3).apply(document("laba erey")))
                .isEqualTo(dropped("laba erey", "min_token_floor", "2"));
        assertThat(new TokenFloor(2).apply(document("laba erey"))).isInstanceOf(Outcome.Kept.class);
    }

    @Test
    void aChainEndsAtTheFirstDropAndDescribesAll() {
        Transform chain = Transform.chain(List.of(new Whitespace(), new MinLength(4), new TokenFloor(2)));
        assertThat(chain.apply(document("  ab  "))).isEqualTo(dropped("ab", "min_length", "2"));
        assertThat(chain.apply(document("  abcd  "))).isEqualTo(dropped("abcd", "min_token_floor", "1"));
        assertThat(kept(chain, "  abc   d ")).isEqualTo("abc d");
        assertThat(chain.describe()).isEqualTo("whitespace/1 min-length/1=4 token-floor/1=2");
    }

    private static String kept(Transform transform, String text) {
        return ((Outcome.Kept) transform.apply(document(text))).document().text();
    }

    private static Outcome dropped(String text, String reason, String value) {
        return new Outcome.Dropped(document(text), reason, value);
    }

    private static Document document(String text) {
        return Document.of("1", "t", text, "", Map.of());
    }
}
