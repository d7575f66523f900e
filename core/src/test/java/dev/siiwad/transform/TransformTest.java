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
