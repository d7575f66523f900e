package dev.siiwad.transform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.document.Document;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Transforms that stop when they know give what those give that look at every character. */
class TransformPropertyTest {
    private static final int TEXTS = 20_000;
    private static final int PIECES_MAX = 24;
    private static final String[] PIECES = {
        "waxa", "uu", "yidhi", "é", "e\u0301", "ﬁ", "２", "\u00A0", "\u00AD", "\u200B", "\u200D", "\u2028", "\u2029",
        "\u0085", "\u0000", "\u001C", "\u007F", "\u0300", "\uFFFF", "\uFEFF", "\u3000", "柏林", "สวัสดี", "سلام", "😀",
        "\uD83D", "\uDE00", "Ã©", "â€™", "â€", "ðŸ˜€", "Â", "Å¡", "ƒ", "\\n", "\\", "<b>", "&amp;", ".", ","
    };
    private static final String[] GAPS = {"", " ", " ", " ", "\n", "\n\n", "  ", "\n \n", "\t", "\r\n", "\f", "\n\n\n"};

    private final Random random = new Random(20261130);

    @Test
    void cleaningGivesWhatLookingAtEveryCharacterGives() {
        for (int n = 0; n < TEXTS; n++) {
            String text = Document.wellFormed(text());
            for (CleanText.Form form : CleanText.Form.values()) {
                assertThat(outcome(new CleanText(form), text)).isEqualTo(PlainTransforms.cleanText(text, form));
            }
            assertThat(outcome(new Whitespace(), text)).isEqualTo(PlainTransforms.whitespace(text));
        }
    }

    @Test
    void aCleanTextStaysTheSameObject() {
        String text = "Waxa uu yidhi: “haa”.\nMarkaas\n\nayuu tegey 😀";
        for (CleanText.Form form : CleanText.Form.values()) {
            assertThat(outcome(new CleanText(form), text)).isSameAs(text);
        }
    }

    @Test
    void floorsCountAsTheyAlwaysDid() {
        for (int n = 0; n < TEXTS; n++) {
            String text = Document.wellFormed(text());
            int words = PlainTransforms.words(text);
            int chars = text.codePointCount(0, text.length());
            assertThat(outcome(new TokenFloor(words), text)).isEqualTo(text);
            assertThat(outcome(new TokenFloor(words + 1), text)).isEqualTo("min_token_floor " + words);
            assertThat(outcome(new MinLength(chars), text)).isEqualTo(text);
            assertThat(outcome(new MinLength(chars + 1), text)).isEqualTo("min_length " + chars);
        }
    }

    @Test
    void misreadTextIsRepairedAsItAlwaysWas() {
        for (int n = 0; n < TEXTS; n++) {
            String text = text();
            assertThat(Mojibake.undone(text)).isEqualTo(PlainMojibake.undone(text));
        }
    }

    @Test
    void onlySurrogatesWithoutTheirOtherHalfAreReplaced() {
        for (int n = 0; n < TEXTS; n++) {
            String text = text();
            assertThat(Document.wellFormed(text)).isEqualTo(PlainTransforms.wellFormed(text));
        }
        String whole = "a😀b";
        assertThat(Document.wellFormed(whole)).isSameAs(whole);
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        boolean odd = random.nextBoolean();
        for (int n = random.nextInt(PIECES_MAX); n > 0; n--) {
            text.append(PIECES[random.nextInt(odd ? PIECES.length : 4)]);
            text.append(GAPS[random.nextInt(odd ? GAPS.length : 5)]);
        }
        return text.toString();
    }

    /** The text that is kept, or for what it is dropped; empty if nothing is left of it. */
    private static String outcome(Transform transform, String text) {
        Outcome outcome = transform.apply(Document.of("1", "", text, "", Map.of()));
        if (outcome instanceof Outcome.Dropped dropped) {
            return dropped.reason().equals("empty_after_cleaning") ? "" : dropped.reason() + " " + dropped.value();
        }
        return ((Outcome.Kept) outcome).document().text();
    }
}
