package dev.siiwad.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.document.Document;
import dev.siiwad.transform.Outcome;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The thresholds are those of FineWeb-2 for Somali ({@code configs/som_Latn.yml} at commit d0defb2). */
class FineWeb2FilterTest {
    private static final FilterConfig SOMALI = new FilterConfig(
            0.405,
            new TreeMap<>(Map.of(2, 0.812, 3, 0.846, 4, 0.811)),
            new TreeMap<>(Map.of(5, 0.285, 6, 0.27, 7, 0.251, 8, 0.232, 9, 0.211, 10, 0.191)),
            0.0,
            0.29,
            2,
            74,
            0.831,
            Set.of("oo", "iyo", "ka", "ah", "ee", "ku", "u", "waa", "la", "waxaa", "ay", "soo", "uu", "waxay"),
            "ab".repeat(32));

    private static final String PROSE = """
            Muqdisho waa caasimadda dalka Soomaaliya, waxayna ku taallaa xeebta badweynta Hindiya ee bariga Afrika.
            Magaaladu waa xarunta ganacsiga iyo dhaqaalaha, dekeddeeduna waxay soo dhoweysaa maraakiib badan sannad kasta.
            Dadka ku nool waxay ka yimaadeen gobollada oo dhan, waxaana ku yaalla jaamacado, isbitaallo, suuqyo iyo xarumo dhaqan.
            Taariikhda magaalada waxay dib ugu noqotaa qarniyo badan, markii ay ahayd suuq ay isugu iman jireen badmaaxyo kala duwan.
            """;

    @Test
    void keepsProse() {
        assertThat(apply(PROSE)).isInstanceOf(Outcome.Kept.class);
    }

    @Test
    void dropsByTheFirstRuleThatDoesNotWantATextAndSaysWhatItFound() {
        assertThat(reason("Waa qoraal gaaban.")).isEqualTo("top_3_gram 0.944444");
        assertThat(reason(PROSE.lines().findFirst().orElseThrow())).isEqualTo("gopher_short_doc 14");
        assertThat(reason("Waa isku mid iyo isku mid.\n".repeat(20))).isEqualTo("dup_line_frac 0.95");
        assertThat(reason(PROSE.replace(" ", "\n"))).isEqualTo("list_ratio 0.853333");
        assertThat(reason(PROSE.replaceAll("[a-z]{4,}", "1234"))).startsWith("gopher_below_alpha_threshold 0.");
        String english =
                "The city lies on the coast of the Indian Ocean and has been a port for many centuries of trade. ";
        assertThat(reason(english + "Merchants from distant places brought cloth, spices, gold, ivory and many stories "
                        + "with them, while scholars founded schools whose libraries held books about law, medicine, "
                        + "stars, numbers, poetry, history and the art of building ships that could cross open water."))
                .isEqualTo("gopher_enough_stop_words 0");
    }

    @Test
    void whatIsDroppedHasItsSignalsTooWhereTheyAreKept() {
        Outcome outcome = new QualityStep(true, Optional.of(SOMALI)).apply(document("Waa qoraal gaaban."));
        assertThat(((Outcome.Dropped) outcome).document().metadata()).containsEntry("gopher_word_count", 3L);
        assertThat(((Outcome.Dropped) new QualityStep(false, Optional.of(SOMALI)).apply(document("Waa gaaban")))
                        .document()
                        .metadata())
                .isEmpty();
    }

    @Test
    void signalsAloneDropNothing() {
        assertThat(new QualityStep(true, Optional.empty()).apply(document("a"))).isInstanceOf(Outcome.Kept.class);
    }

    @Test
    void saysWhichFilterItIs() {
        assertThat(new QualityStep(true, Optional.of(SOMALI)).describe())
                .isEqualTo("signals/1 filter-config/1=sha256:" + "ab".repeat(32));
        assertThat(new QualityStep(true, Optional.empty()).describe()).isEqualTo("signals/1");
    }

    @Test
    void stopWordsAreFoundWithinWordsOfScriptsWithoutBlanks() {
        assertThat(Words.of("\u6771\u4EAC\u306E\u5929\u6C17\u306F").present(Set.of("\u306E", "\u306F", "\u3092")))
                .isEqualTo(2);
        assertThat(Words.of("sarkaal").present(Set.of("ka"))).isZero();
    }

    @Test
    void refusesAnNThatNoSignalHas() {
        SortedMap<Integer, Double> wrong = new TreeMap<>(Map.of(11, 0.1));
        assertThatThrownBy(() -> new FilterConfig(0, wrong, new TreeMap<>(), 0, 0, 0, 0, 0, Set.of(), ""))
                .hasMessage("top_n_grams has n of [11]; expected 2 to 4");
    }

    private static String reason(String text) {
        Outcome.Dropped dropped = (Outcome.Dropped) apply(text);
        return dropped.reason() + " " + dropped.value();
    }

    private static Outcome apply(String text) {
        return new QualityStep(false, Optional.of(SOMALI)).apply(document(text.strip()));
    }

    private static Document document(String text) {
        return Document.of("1", "t", text, "", Map.of());
    }
}
