package dev.siiwad.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.document.Document;
import dev.siiwad.transform.Outcome;
import dev.siiwad.transform.Transform;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifyLanguageTest {
    private static final Transform SOMALI = IdentifyLanguage.keeping(List.of("so"));
    private static final Transform ALL = IdentifyLanguage.keepingAll();

    @ParameterizedTest
    @CsvSource({
        "Somali, so",
        "Oromo, om",
        "Swahili, sw",
        "Arabic, ar",
        "Amharic, am",
        "English, en",
        "French, fr",
        "Italian, it",
        "German, de",
        "Russian, ru",
        "Turkish, tr",
        "Hausa, ha",
        "Yoruba, yo",
        "Finnish, fi",
        "Tamil, ta",
        "Persian, fa"
    })
    void namesALanguageByItsShortestCode(String name, String code) {
        assertThat(identified(Udhr.text(name))).containsEntry("identified_language", code);
    }

    @Test
    void addsThreeFactsAndChangesNothingElse() {
        Document document = document(Udhr.text("Somali"));

        Document judged = ((Outcome.Kept) ALL.apply(document)).document();

        assertThat(judged.metadata())
                .containsEntry("page_id", "7")
                .containsOnlyKeys(
                        "page_id", "identified_language", "identified_language_margin", "identified_language_parts");
        assertThat(new Document(judged.id(), judged.title(), judged.text(), judged.url(), document.metadata()))
                .isEqualTo(document);
    }

    /** Exactly so on every machine and version of Java: they are published. */
    @ParameterizedTest
    @CsvSource({
        "Somali, so, 2.366, so so so",
        "Maay, so, 0.843, so so so",
        "Af Marka, so, 1.157, so so so",
        "Garre, so, 1.8, so so so",
        "Dabarre, so, 1.551, so so so",
        "Jiiddu, so, 1.309, so so so",
        "Oromo, om, 2.332, om om om",
        "English, en, 1.878, en en en",
        "Arabic, ar, 2.883, ar ar",
        "Turkish, tr, 1.424, tr tr tr"
    })
    void saysHowFarAheadALanguageIsAndWhatEachPartSays(String name, String code, double margin, String parts) {
        assertThat(identified(Udhr.text(name)))
                .containsEntry("identified_language", code)
                .containsEntry("identified_language_margin", margin)
                .containsEntry("identified_language_parts", parts);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Tibetan", "Cherokee"})
    void saysNothingOfAScriptThatItDoesNotKnow(String name) {
        assertThat(identified(Udhr.text(name))).containsEntry("identified_language", "unknown");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1991 2003 2026", "https://example.org/so/ @qof #maanta", "😀😀😀"})
    void saysNothingOfATextWithoutWords(String text) {
        assertThat(identified(text))
                .containsEntry("identified_language", "unknown")
                .containsEntry("identified_language_parts", "unknown");
        assertThat(SOMALI.apply(document(text))).isInstanceOf(Outcome.Kept.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Maay", "Af Marka", "Garre", "Dabarre", "Jiiddu", "Somali"})
    void dropsNothingThatIsInASisterOfSomali(String name) {
        List<String> paragraphs = Udhr.paragraphs(name);

        assertThat(paragraphs).hasSizeGreaterThanOrEqualTo(50);
        assertThat(paragraphs)
                .allSatisfy(text -> assertThat(SOMALI.apply(document(text))).isInstanceOf(Outcome.Kept.class));
        assertThat(identified(Udhr.text(name))).containsEntry("identified_language", "so");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Oromo", "Swahili", "Arabic", "Amharic", "English", "French", "Turkish", "Indonesian"})
    void dropsWhatIsInAnotherLanguage(String name) {
        Outcome outcome = SOMALI.apply(document(Udhr.text(name)));

        assertThat(outcome).isInstanceOf(Outcome.Dropped.class);
        assertThat(((Outcome.Dropped) outcome).reason()).isEqualTo("other_language");
    }

    @Test
    void saysOfWhatItDropsWhichLanguageItIsInAndHowFarThatIs() {
        Outcome.Dropped dropped = (Outcome.Dropped) SOMALI.apply(document(Udhr.text("English")));

        assertThat(dropped.value()).matches("en \\d\\.\\d{1,3}");
        assertThat(dropped.document().metadata()).containsEntry("identified_language", "en");
    }

    @Test
    void isNotMisledByTheHead() {
        String somali = Udhr.text("Somali").substring(0, 400);
        String english = Udhr.text("English");

        assertThat(SOMALI.apply(document(somali + "\n" + english))).isInstanceOf(Outcome.Dropped.class);
        assertThat(identified(somali + "\n" + english)).containsEntry("identified_language_parts", "so en en");
        assertThat(SOMALI.apply(document(english.substring(0, 400) + "\n" + Udhr.text("Somali"))))
                .isInstanceOf(Outcome.Kept.class);
    }

    @Test
    void keepsEveryLanguageThatIsAskedFor() {
        Transform horn = IdentifyLanguage.keeping(List.of("so", "orm"));

        assertThat(horn.apply(document(Udhr.text("Somali")))).isInstanceOf(Outcome.Kept.class);
        assertThat(horn.apply(document(Udhr.text("Oromo")))).isInstanceOf(Outcome.Kept.class);
        assertThat(horn.apply(document(Udhr.text("Swahili")))).isInstanceOf(Outcome.Dropped.class);
    }

    @Test
    void takesALanguageThatItCannotTellFromSomaliForSomali() {
        Transform maay = IdentifyLanguage.keeping(List.of("ymm"));

        assertThat(maay.apply(document(Udhr.text("Maay")))).isInstanceOf(Outcome.Kept.class);
        assertThat(maay.apply(document(Udhr.text("Oromo")))).isInstanceOf(Outcome.Dropped.class);
    }

    @Test
    void describesTheModelAndTheLanguagesToKeepBySortedShortestCodes() {
        String model = "identify-language/1=opennlp-langdetect-20210413";

        assertThat(ALL.describe()).isEqualTo(model);
        assertThat(IdentifyLanguage.keeping(List.of("som", "orm", "so", "ymm")).describe())
                .isEqualTo(model + " keep-language/1=om,so,ymm");
    }

    @Test
    void refusesALanguageThatItCannotIdentify() {
        assertThatThrownBy(() -> IdentifyLanguage.keeping(List.of("so", "xx")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("language is \"xx\"; expected an ISO 639-1 or 639-3 code of one that can be")
                .hasMessageContaining(" so, ");
        assertThat(IdentifyLanguage.knows("som")).isTrue();
        assertThat(IdentifyLanguage.knows("ti")).isFalse();
    }

    private static Map<String, Object> identified(String text) {
        return ((Outcome.Kept) ALL.apply(document(text))).document().metadata();
    }

    private static Document document(String text) {
        return Document.of("a", "A", text, "", Map.of("page_id", "7"));
    }
}
