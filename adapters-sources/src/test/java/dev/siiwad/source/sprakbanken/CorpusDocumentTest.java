package dev.siiwad.source.sprakbanken;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.document.Document;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CorpusDocumentTest {
    private static final PinnedCorpus CORPUS = new PinnedCorpus(
            "somali-bbc",
            "Somali: BBC",
            "2017-05-31",
            2,
            1,
            "CC-BY-4.0",
            "https://spraakbanken.gu.se/resurser/meningsmangder/somali-bbc.xml.bz2",
            OptionalLong.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            2);

    @Test
    void keepsWhatTheTextSaysOfItself() {
        Unit unit = new Unit(12, 0, Map.of("title", "Warka", "author", "Cali", "year", "2004"));

        assertThat(document(unit, 1))
                .isEqualTo(Document.of(
                        "somali-bbc/text=12",
                        "Warka",
                        "Kow.",
                        "https://spraakbanken.gu.se/korp/?mode=somali#?corpus=somali-bbc&text=12",
                        Map.of(
                                "title",
                                "Warka",
                                "author",
                                "Cali",
                                "year",
                                "2004",
                                "date_published",
                                "2004",
                                "corpus_id",
                                "somali-bbc",
                                "corpus_license",
                                "CC-BY-4.0",
                                "text_number",
                                12L,
                                "sentence_count",
                                1L)));
    }

    @Test
    void isCalledAfterTheCorpusWhereItHasNoTitle() {
        assertThat(document(new Unit(12, 0, Map.of("title", " ")), 1).title()).isEqualTo("Somali: BBC 12");
        assertThat(document(new Unit(0, 3, Map.of()), 1).title()).isEqualTo("Somali: BBC 3");
        assertThat(document(Unit.rest(), 1).title()).isEqualTo("Somali: BBC");
    }

    @Test
    void everyPartHasAnIdOfItsOwn() {
        assertThat(document(new Unit(12, 0, Map.of()), 2).id()).isEqualTo("somali-bbc/text=12/part=2");
        assertThat(document(new Unit(12, 0, Map.of()), 2).metadata()).containsEntry("part", 2L);
        assertThat(document(Unit.rest(), 1).id()).isEqualTo("somali-bbc/rest");
    }

    @Test
    void anAddressOfThePageComesBeforeOneInKorp() {
        assertThat(document(new Unit(1, 3, Map.of("page_purl", "https://a.example/3")), 1)
                        .url())
                .isEqualTo("https://a.example/3");
        assertThat(document(new Unit(1, 0, Map.of("page_purl", "https://a.example/3")), 1)
                        .url())
                .endsWith("corpus=somali-bbc&text=1");
        assertThat(document(new Unit(0, 3, Map.of("page_purl", "bogga 3")), 1).url())
                .endsWith("corpus=somali-bbc&page=3");
        assertThat(document(Unit.rest(), 1).url()).endsWith("#?corpus=somali-bbc");
    }

    @ParameterizedTest
    @CsvSource({
        "20080707, 1999, , , 2008-07-07",
        "20081399, 1999, , , 1999",
        "2008, 1999, , , 1999",
        ", 1971-79, , , 1971",
        ", xx, 1972–1979, , 1972",
        ", , 19721979, 2004-02-30, 2004",
        ", , , 2004-03-04 10:11:12, 2004-03-04",
        ", , , sannadkii hore, "
    })
    void datesComeFromTheFirstAttributeThatHoldsOne(
            String datefrom, String year, String period, String date, String expected) {
        Map<String, String> attributes = new HashMap<>();
        attributes.put("datefrom", datefrom);
        attributes.put("year", year);
        attributes.put("period", period);
        attributes.put("date", date);
        attributes.values().removeIf(value -> value == null);

        assertThat(PublishedDate.of(attributes)).isEqualTo(Optional.ofNullable(expected));
    }

    private static Document document(Unit unit, long part) {
        return CorpusDocument.of(CORPUS, new CorpusText(unit, part, "Kow.", 1));
    }
}
