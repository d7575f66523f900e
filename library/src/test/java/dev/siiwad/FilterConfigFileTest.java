package dev.siiwad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.digest.Sha256;
import dev.siiwad.quality.FilterConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilterConfigFileTest {
    /** The thresholds of {@code configs/som_Latn.yml} of huggingface/fineweb-2 at commit d0defb2, in its form. */
    private static final String SOMALI = """
            dup_line_frac: 0.405
            dup_n_grams:
            - - 5
              - 0.285
            - - 6
              - 0.27
            - - 7
              - 0.251
            - - 8
              - 0.232
            - - 9
              - 0.211
            - - 10
              - 0.191
            language_score: 0.3
            line_punct_thr: 0.0
            max_avg_word_length: 74
            max_non_alpha_words_ratio: 0.831
            min_avg_word_length: 2
            new_line_ratio: 0.29
            stopwords:
            - oo
            - iyo
            - ka
            - ah
            - ee
            - ku
            - u
            - waa
            - la
            - waxaa
            - ay
            - soo
            - uu
            - waxay
            top_n_grams:
            - - 2
              - 0.812
            - - 3
              - 0.846
            - - 4
              - 0.811
            """;

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void choosesAFile() {
        file = directory.resolve("som_Latn.yml");
    }

    @Test
    void readsAFileOfFineWeb2AsItIs() throws IOException {
        FilterConfig config = read(SOMALI);
        assertThat(config.dupLineFrac()).isEqualTo(0.405);
        assertThat(config.topNGrams()).isEqualTo(Map.of(2, 0.812, 3, 0.846, 4, 0.811));
        assertThat(config.dupNGrams()).hasSize(6).containsEntry(10, 0.191);
        assertThat(config.maxAvgWordLength()).isEqualTo(74);
        assertThat(config.maxNonAlphaWordsRatio()).isEqualTo(0.831);
        assertThat(config.stopwords()).hasSize(14).contains("iyo", "waxaa");
        assertThat(config.digest()).isEqualTo(Sha256.hex(SOMALI));
    }

    /** {@code aai_Latn.yml} is one of those that have it. */
    @Test
    void takesMinusOneForNoThreshold() throws IOException {
        assertThat(read(SOMALI.replace("line_punct_thr: 0.0", "line_punct_thr: -1.0"))
                        .linePunctThr())
                .isEqualTo(-1);
    }

    @Test
    void readsEscapedWords() throws IOException {
        assertThat(read(SOMALI.replace("- iyo", "- \"\\u306E\"")).stopwords()).contains("\u306E");
    }

    @Test
    void saysWhatIsWrongWithAnyOther() {
        assertThatThrownBy(() -> read("a: 1\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        file + ": is not a configuration of FineWeb-2: its members are [a]; expected [dup_line_frac, ");
        assertThatThrownBy(() -> read(SOMALI.replace("0.405", "much")))
                .hasMessageEndingWith("dup_line_frac is \"much\"; expected a number");
        assertThatThrownBy(() -> read(SOMALI.replace("- - 10\n", "- - 10.5\n")))
                .hasMessageEndingWith("dup_n_grams has [10.5,0.191]; expected n and a share");
        assertThatThrownBy(() -> read("- [")).hasMessageStartingWith(file + ": is not YAML: ");
        assertThatThrownBy(() -> FilterConfigFile.read(directory.resolve("none.yml")))
                .isInstanceOf(NoSuchFileException.class);
    }

    private FilterConfig read(String text) throws IOException {
        Files.writeString(file, text);
        return FilterConfigFile.read(file);
    }
}
