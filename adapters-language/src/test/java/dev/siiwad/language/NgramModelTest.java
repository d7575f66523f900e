package dev.siiwad.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import opennlp.tools.langdetect.Language;
import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageDetectorModel;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NgramModelTest {
    private static NgramModel model;
    private static LanguageDetectorME opennlp;

    @BeforeAll
    static void read() throws IOException {
        model = NgramModel.read();
        try (InputStream in = NgramModel.class.getResourceAsStream("/" + NgramModel.NAME + ".bin")) {
            opennlp = new LanguageDetectorME(new LanguageDetectorModel(in));
        }
    }

    /** Nothing is in these texts that training left out in another way than is done here, such as laughter. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Somali", "Maay", "Oromo", "Swahili", "Arabic", "English", "Turkish", "Russian", "Tamil", "Yoruba"
            })
    void comesToTheScoresOfOpenNlp(String name) {
        List<String> texts = Udhr.paragraphs(name).stream()
                .filter(text -> !text.contains("@"))
                .toList();
        for (String text : texts) {
            double[] scores = model.scores(PlainLetters.of(text));
            Language[] theirs = opennlp.predictLanguages(text);
            double somali = scores[Languages.ALL.ofLabel("som")];
            double logOfSomali = logOf(theirs, "som");
            for (String label : new String[] {"orm", "eng", "ara", "swa", "hin", "tur", "rus", "tam", "yor"}) {
                assertThat(scores[Languages.ALL.ofLabel(label)] - somali)
                        .as(label + " of " + text)
                        .isCloseTo(logOf(theirs, label) - logOfSomali, within(0.001));
            }
        }
    }

    @Test
    void countsLabelsWithOneCodeAsOneLanguage() {
        Languages all = Languages.ALL;

        assertThat(all.ofLabel("pes")).isEqualTo(all.ofLabel("fas"));
        assertThat(all.ofLabel("zho-simp")).isEqualTo(all.ofLabel("cmn"));
        assertThat(all.ofLabel("urd-rom")).isNotEqualTo(all.ofLabel("urd"));
        assertThat(all.named("no")).containsExactlyInAnyOrder(all.ofLabel("nob"), all.ofLabel("nno"));
    }

    private static double logOf(Language[] languages, String label) {
        for (Language language : languages) {
            if (language.getLang().equals(label)) {
                return Math.log(language.getConfidence());
            }
        }
        throw new IllegalArgumentException(label);
    }
}
