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
                .isEqualTo(new Outcome.Dropped("empty_after_cleaning"));
    }

    @Test
    void countsWordsWhereNoBlanksPartThem() {
        assertThat(new WordFloor(5).apply(document("这一次，电影里不会再有唱段"))).isInstanceOf(Outcome.Kept.class);
        assertThat(new WordFloor(5).apply(document("这一次，电影"))).isEqualTo(new Outcome.Dropped("min_token_floor"));
        assertThat(new WordFloor(5).apply(document("กรุงเทพมหานคร"))).isInstanceOf(Outcome.Kept.class);
        assertThat(new WordFloor(4).apply(document("laba erey, iyo kale"))).isInstanceOf(Outcome.Kept.class);
        assertThat(new WordFloor(5).apply(document("laba erey, iyo kale")))
                .isEqualTo(new Outcome.Dropped("min_token_floor"));
        assertThat(new WordFloor(0).apply(document(""))).isInstanceOf(Outcome.Kept.class);
    }

    @Test
    void remembersWhatDidTheSameJobBefore() {
        Transform newest = Transform.withEarlier(new WordFloor(2), List.of(new TokenFloor(2)));
        assertThat(newest.describe()).isEqualTo("token-floor/2=2");
        assertThat(newest.earlier()).containsExactly(new TokenFloor(2));
        assertThat(new WordFloor(2).earlier()).isEmpty();
    }

    @Test
    void dropsWhatIsEmptyAfterCleaning() {
        assertThat(new Whitespace().apply(document(" \n\u200b\t")))
                .isEqualTo(new Outcome.Dropped("empty_after_cleaning"));
    }

    @Test
    void countsLengthInCodePoints() {
        assertThat(new MinLength(3).apply(document("a\ud83d\ude00"))).isEqualTo(new Outcome.Dropped("min_length"));
        assertThat(new MinLength(2).apply(document("a\ud83d\ude00"))).isInstanceOf(Outcome.Kept.class);
    }

    @Test
    void countsWordsAtWhiteSpace() {
        assertThat(new TokenFloor(3).apply(document("laba erey"))).isEqualTo(new Outcome.Dropped("min_token_floor"));
        assertThat(new TokenFloor(2).apply(document("laba erey"))).isInstanceOf(Outcome.Kept.class);
    }

    @Test
    void aChainEndsAtTheFirstDropAndDescribesAll() {
        Transform chain = Transform.chain(List.of(new Whitespace(), new MinLength(4), new TokenFloor(2)));
        assertThat(chain.apply(document("  ab  "))).isEqualTo(new Outcome.Dropped("min_length"));
        assertThat(chain.apply(document("  abcd  "))).isEqualTo(new Outcome.Dropped("min_token_floor"));
        assertThat(kept(chain, "  abc   d ")).isEqualTo("abc d");
        assertThat(chain.describe()).isEqualTo("whitespace/1 min-length/1=4 token-floor/1=2");
    }

    private static String kept(Transform transform, String text) {
        return ((Outcome.Kept) transform.apply(document(text))).document().text();
    }

    private static Document document(String text) {
        return Document.of("1", "t", text, "", Map.of());
    }
}
