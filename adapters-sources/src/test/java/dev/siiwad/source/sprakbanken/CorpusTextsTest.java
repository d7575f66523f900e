package dev.siiwad.source.sprakbanken;

import static dev.siiwad.source.sprakbanken.Made.corpus;
import static dev.siiwad.source.sprakbanken.Made.sentence;
import static dev.siiwad.source.sprakbanken.Made.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorpusTextsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s%s%s",
                "<text>%s%s%s</text>",
                "<text>%s</text><text>%s</text><text>%s</text>",
                "<text><page n=\"1\">%s</page><page n=\"2\">%s%s</page></text>",
                "<text><page purl=\"https://a.example\">%s</page>%s<page purl=\"https://b.example\">%s</page></text>",
                "<page n=\"1\">%s</page><page n=\"2\">%s</page>%s",
                "<text><paragraph>%s%s</paragraph><paragraph>%s</paragraph></text>",
                "<chapter name=\"x\">%s</chapter><chapter>%s%s</chapter>",
                "<text2 title=\"x\"><text>%s</text>%s<text>%s</text></text2>",
                "<text>%s<text2>%s</text2>%s</text>",
                "<text>%s<text>%s</text></text><text>%s</text>",
                "<forum><thread><text>%s</text><text>%s</text></thread></forum>%s",
                "<a><b><c><d>%s</d></c></b></a><e>%s</e><text><f><page><g>%s</g></page></f></text>",
                "<page><text>%s</text><text>%s</text></page><page>%s</page>"
            })
    void losesNoSentenceBecauseOfItsParents(String wrappers) throws IOException {
        for (String word : List.of("w", "token")) {
            String xml = corpus(String.format(
                    wrappers,
                    sentence(word, "Kow waa hal ."),
                    sentence(word, "Labo waa laba ."),
                    sentence(word, "Saddex !")));

            List<CorpusText> texts = texts(xml);

            assertThat(texts.stream()
                            .map(CorpusText::text)
                            .collect(Collectors.joining(" "))
                            .replace('\n', ' '))
                    .isEqualTo("Kow waa hal. Labo waa laba. Saddex!");
            assertThat(texts.stream().mapToLong(CorpusText::sentences).sum()).isEqualTo(3);
            assertThat(texts.stream().map(text -> text.unit().name() + text.part()))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void aTextIsADocumentAndItsNumberedPagesAreNot() throws IOException {
        String xml = corpus("<text title=\"Buug\" year=\"1971\"><page n=\"1\">" + sentence("Kow .")
                + "</page><page n=\"2\">" + sentence("Labo .") + "</page></text><text title=\"Kale\">"
                + sentence("Saddex .") + "</text>");

        assertThat(texts(xml))
                .extracting(text -> text.unit().name(), CorpusText::text, CorpusText::sentences)
                .containsExactly(tuple("text=1", "Kow.\nLabo.", 2L), tuple("text=2", "Saddex.", 1L));
        assertThat(texts(xml).get(0).unit().attributes())
                .containsEntry("title", "Buug")
                .containsEntry("year", "1971")
                .hasSize(2 + 1)
                .containsEntry("corpus_id", "made");
    }

    /** As Sparv writes a header of the source into its export: as it is, in the element it was in. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<text title=\"T\"><header><fileDesc><titleStmt><title>Hidden title words</title><author>Qore</author>"
                        + "</titleStmt></fileDesc></header>%s</text>",
                "<text title=\"T\"><teiHeader type=\"text\"><p>Hidden <hi>title</hi> words</p><text>Qore</text></teiHeader>%s</text>",
                "<header>Hidden <title>title words</title></header><text title=\"T\">%s</text>",
                "<text title=\"T\">%s<header>Hidden</header></text>"
            })
    void aHeaderIsNotText(String xml) throws IOException {
        String whole = corpus(String.format(xml, sentence("token", "Waxaan ahay qof .")));

        assertThat(texts(whole))
                .extracting(text -> text.unit().name(), CorpusText::text)
                .containsExactly(tuple("text=1", "Waxaan ahay qof."));
        assertThat(Made.texts(Made.bytes(whole), 1).toString())
                .as("in runs begun before")
                .contains("Hidden");
    }

    @Test
    void joinsTokensInARunOfBeforeAsItDidThen() throws IOException {
        byte[] xml = Made.bytes("<corpus><text>" + sentence("go ' aan la ' yahay") + "</text></corpus>");
        assertThat(Made.texts(xml, 2).toString()).contains("go 'aan la' yahay");
        assertThat(Made.texts(xml, 3).toString()).contains("go'aan la' yahay");
        assertThat(Made.texts(xml, PinnedCorpus.EXTRACTION).toString()).contains("go'aan la'yahay");
    }

    @Test
    void wordsInWhatIsCalledAHeaderAreText() throws IOException {
        assertThat(texts(corpus("<text><header><date>2020</date>" + sentence("Hordhac .") + "</header>"
                        + sentence("Kow .") + "</text>")))
                .extracting(CorpusText::text)
                .containsExactly("Hordhac.\nKow.");
    }

    @Test
    void aPageWithAnAddressOfItsOwnIsADocument() throws IOException {
        String xml =
                corpus("<text title=\"Warar\">" + sentence("Hordhac .") + "<page n=\"1\" purl=\"https://a.example/1\">"
                        + sentence("Kow .") + "</page><page n=\"2\">" + sentence("Labo .") + "</page>"
                        + "<page n=\"3\" purl=\"https://a.example/3\">" + sentence("Saddex .") + "</page></text>");

        assertThat(texts(xml))
                .extracting(
                        text -> text.unit().name(),
                        CorpusText::part,
                        CorpusText::text,
                        text -> text.unit().pageAddress().orElse(""))
                .containsExactly(
                        tuple("text=1", 1L, "Hordhac.", ""),
                        tuple("text=1/page=1", 1L, "Kow.", "https://a.example/1"),
                        tuple("text=1", 2L, "Labo.", ""),
                        tuple("text=1/page=3", 1L, "Saddex.", "https://a.example/3"));
        assertThat(texts(xml).get(1).unit().attributes())
                .containsEntry("title", "Warar")
                .containsEntry("page_n", "1");
    }

    @Test
    void theInnermostTextCountsAndInheritsFromThoseAround() throws IOException {
        String xml = corpus(
                "<text2 title=\"Warar\" publisher=\"W\"><thread title=\"Dood\"><text title=\"Gudaha\" date=\"2004\">"
                        + sentence("Kow .") + "</text></thread>" + sentence("Labo .") + "</text2>");

        List<CorpusText> texts = texts(xml);

        assertThat(texts).extracting(text -> text.unit().name()).containsExactly("text=2", "text=1");
        assertThat(texts.get(0).unit().attributes())
                .containsEntry("title", "Gudaha")
                .containsEntry("publisher", "W")
                .containsEntry("date", "2004")
                .containsEntry("thread_title", "Dood");
        assertThat(texts.get(1).unit().attributes())
                .containsEntry("title", "Warar")
                .doesNotContainKeys("date", "thread_title");
    }

    @Test
    void joinsSentencesByABlankAndParagraphsByANewLine() throws IOException {
        String xml = corpus("<text><paragraph>" + sentence("Kow , labo .") + sentence("Saddex .")
                + "</paragraph><paragraph>" + sentence("Afar .") + "</paragraph></text>");

        assertThat(texts(xml)).extracting(CorpusText::text).containsExactly("Kow, labo. Saddex.\nAfar.");
    }

    @Test
    void usesTheWhiteSpaceThatTokensTellOf() throws IOException {
        String xml = corpus("<text><sentence><token _tail=\"\\s\">Kow</token><token _tail=\"\">-</token><token"
                + " _tail=\"\\n\\n\">labo</token></sentence><sentence><token>Saddex</token></sentence></text>");

        assertThat(texts(xml)).extracting(CorpusText::text).containsExactly("Kow -labo\nSaddex");
    }

    @Test
    void readsWordsWithMarkupEntitiesAndBlanksInside() throws IOException {
        String xml = corpus("<text><sentence><ne type=\"PRS\"><w>A<b>xm</b>ed</w></ne> <w>&amp;</w><w>1 \n 000</w>"
                + "<w> </w><w/><!-- <w>maya</w> --><w><![CDATA[<b>]]></w></sentence></text>");

        assertThat(texts(xml)).extracting(CorpusText::text).containsExactly("Axmed & 1 000 <b>");
    }

    @Test
    void readsTextThatWasNeverSplitIntoWords() throws IOException {
        String xml = corpus("<text>\n <sentence>Waa  <b>kan</b>, haa\n maya.</sentence> Labo.\n</text>");

        assertThat(texts(xml)).extracting(CorpusText::text).containsExactly("Waa kan, haa maya. Labo.");
    }

    @Test
    void givesNothingForTextsWithoutWordsButCountsThem() throws IOException {
        String xml = corpus("<text/><text><sentence/></text><text>" + sentence("Kow") + "</text>");

        assertThat(texts(xml)).extracting(text -> text.unit().name()).containsExactly("text=3");
    }

    @Test
    void splitsALongTextAtTheBorderOfAParagraphAndLosesNothing() throws IOException {
        String word = "x".repeat(1000);
        String paragraph = "<paragraph>" + sentence((word + " ").repeat(60).strip()) + "</paragraph>";
        String xml = corpus("<text>" + paragraph.repeat(20) + "</text>");

        List<CorpusText> texts = texts(xml);

        assertThat(texts).extracting(CorpusText::part).containsExactly(1L, 2L, 3L);
        assertThat(texts).extracting(CorpusText::sentences).containsExactly(9L, 9L, 2L);
        assertThat(texts.stream()
                        .mapToLong(text ->
                                text.text().chars().filter(c -> c == 'x').count())
                        .sum())
                .isEqualTo(20L * 60 * 1000);
        assertThat(texts(xml).equals(texts)).isTrue();
    }

    @Test
    void splitsATextWithoutParagraphsBetweenSentencesAndASentenceWithoutEndBetweenWords() throws IOException {
        String word = "x".repeat(1000);
        String sentences =
                corpus("<text>" + sentence((word + " ").repeat(70).strip()).repeat(40) + "</text>");
        String oneSentence =
                corpus("<text>" + sentence((word + " ").repeat(2800).strip()) + "</text>");

        for (String xml : List.of(sentences, oneSentence)) {
            List<CorpusText> texts = texts(xml);
            assertThat(texts.stream().map(text -> text.text().length()))
                    .hasSizeBetween(3, 4)
                    .allMatch(length -> length <= TextBuilder.TEXT_CHARS_MAX);
            assertThat(texts.stream()
                            .mapToLong(text ->
                                    text.text().chars().filter(c -> c == 'x').count())
                            .sum())
                    .isEqualTo(2800L * 1000);
        }
        assertThat(texts(sentences).stream().mapToLong(CorpusText::sentences).sum())
                .isEqualTo(40);
        assertThat(texts(oneSentence).stream().mapToLong(CorpusText::sentences).sum())
                .isEqualTo(1);
    }
}
