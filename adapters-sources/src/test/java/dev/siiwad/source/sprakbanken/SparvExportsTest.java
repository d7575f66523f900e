package dev.siiwad.source.sprakbanken;

import static dev.siiwad.source.sprakbanken.Made.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Exports that Sparv itself has made; see the README beside them. */
class SparvExportsTest {
    @Test
    void sparv3WithAnnotationsAndWithoutSentences() throws IOException {
        assertThat(texts(read("sparv3-simple.xml")))
                .extracting(text -> text.unit().name(), CorpusText::text)
                .containsExactly(tuple("text=1", "Astur går till hamnboden."));
    }

    @Test
    void sparv3WithChaptersInTexts() throws IOException {
        assertThat(texts(read("sparv3-export.xml")))
                .extracting(
                        text -> text.unit().name(),
                        text -> text.unit().attributes().get("title"),
                        CorpusText::text)
                .containsExactly(
                        tuple("text=1", "t1", "w1 w2\nw3 w4 w5"),
                        tuple("text=2", "t2", "w6 w7 w8 w9\nw10 w11"),
                        tuple("text=3", "t3", "w12\nw13 w14 w15 w16"));
    }

    @Test
    void sparv5WithAHeaderAndTheWhiteSpaceBetweenWords() throws IOException {
        List<CorpusText> texts = texts(read("sparv5-combined.xml"));
        assertThat(texts)
                .extracting(text -> text.unit().name(), CorpusText::text, CorpusText::sentences)
                .containsExactly(
                        tuple("text=1", "Waxaan ahay qof \"Soomaali\". Waa tan!", 2L),
                        tuple("text=2", "Kow, labo.", 1L));
        assertThat(texts.get(0).unit().attributes())
                .containsEntry("title", "Warqad & xog")
                .containsEntry("datefrom", "20200501")
                .containsEntry("corpus_id", "somali-tusaale");
    }

    private static byte[] read(String name) throws IOException {
        try (InputStream file = SparvExportsTest.class.getResourceAsStream("/upstream/sprakbanken/" + name)) {
            return file.readAllBytes();
        }
    }
}
