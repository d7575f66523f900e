package dev.siiwad.transform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.document.Document;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RepairTextTest {
    @Test
    void writesLineBreaksThatWereWrittenOut() {
        assertThat(repaired("Kow.\\nLaba.\\r\\n\\tSaddex"))
                .isEqualTo(document("Kow.\nLaba.\n\n\tSaddex", "line_breaks", 2));
        assertThat(repaired("a\\\\nb")).isEqualTo(document("a\\\\nb"));
        assertThat(repaired("C:\\new\\temp")).isEqualTo(document("C:\\new\\temp"));
        assertThat(repaired("Kow\nLaba\nprintf(\"\\n\")\nAfar"))
                .isEqualTo(document("Kow\nLaba\nprintf(\"\\n\")\nAfar"));
        assertThat(repaired("\\t \\")).isEqualTo(document("\\t \\"));
    }

    @Test
    void readsUtf8ThatWasReadAsCp1252() {
        assertThat(repaired("la yiraahdo â€œcafÃ©â€\u009D iyo donâ€™t"))
                .isEqualTo(document("la yiraahdo “café” iyo don’t", "encoding", 4));
        assertThat(repaired("Ø³Ù„Ø§Ù…")).isEqualTo(document("سلام", "encoding", 4));
        assertThat(repaired("naÃƒÂ¯ve et dÃƒÂ©jÃƒÂ"))
                .satisfies(document -> assertThat(document.text()).startsWith("naïve et déj"));
        assertThat(repaired("ðŸ˜€")).isEqualTo(document("😀", "encoding", 1));
        assertThat(repaired("VOLÀ » É® 5 € “haa” São Ã»")).isEqualTo(document("VOLÀ » É® 5 € “haa” São Ã»"));
        assertThat(repaired("d’instabilité\u00A0», à â€œlaâ€\u009D"))
                .isEqualTo(document("d’instabilité\u00A0», à “la”", "encoding", 2));
        assertThat(repaired("â€ â€ Ã")).isEqualTo(document("â€ â€ Ã"));
    }

    @Test
    void replacesRunsOfLostCharactersWithABlank() {
        assertThat(repaired("haa\uFFFD\uFFFD\uFFFDmaya\uFFFD\uFFFD don\uFFFDt"))
                .isEqualTo(document("haa maya  don\uFFFDt", "lost", 2));
    }

    @Test
    void removesTagsThatHtmlHas() {
        assertThat(repaired("a<br/>b <B class=\"x\">c</B><script>d < e</script>f<td>g</td>"))
                .isEqualTo(document("a\nb cf\ng\n", "tags", 6));
        assertThat(repaired("#include <stdio.h> a < b > c <xyz> <p"))
                .isEqualTo(document("#include <stdio.h> a < b > c <xyz> <p"));
        assertThat(repaired("x <script>y")).isEqualTo(document("x y", "tags", 1));
    }

    @Test
    void writesEntitiesAsTheirCharacters() {
        assertThat(repaired("a&nbsp;b &amp;quot;c&amp;quot; &#8217;&#x2019;"))
                .isEqualTo(document("a\u00A0b \"c\" ’’", "entities", 7));
        assertThat(repaired("AT&T; &unknown; &#0; &#xD800; &;&"))
                .isEqualTo(document("AT&T; &unknown; &#0; &#xD800; &;&"));
        assertThat(repaired("&lt;b&gt;"))
                .as("a tag that was meant to be seen")
                .isEqualTo(document("<b>", "entities", 2));
    }

    @Test
    void leavesOrdinaryTextsAsTheyAre() {
        Stream.of("Waa qoraal caadi ah.\nLaba.", "10 < 20 & 30 > 5", "ÀÉÎ ça, où ? « voilà »", "Größe: 5 m²", "")
                .forEach(text -> assertThat(repaired(text)).isEqualTo(document(text)));
    }

    @Test
    void takesTimeInProportionToTheLengthWhateverTheTextHolds() {
        for (String piece : new String[] {"<script>", "&", "<a ", "\\n", "\uFFFD\uFFFD", "â€", "<style></", "&#1"}) {
            String text = piece.repeat(1_000_000 / piece.length());
            assertThat(new RepairText().apply(document(text))).isInstanceOf(Outcome.Kept.class);
        }
    }

    private static Document repaired(String text) {
        return ((Outcome.Kept) new RepairText().apply(document(text))).document();
    }

    private static Document document(String text) {
        return Document.of("1", "t", text, "", Map.of());
    }

    private static Document document(String text, String kind, long count) {
        return Document.of("1", "t", text, "", Map.of("repaired_" + kind, count));
    }
}
