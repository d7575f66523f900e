package dev.siiwad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.siiwad.source.SourceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An option beats a setting, which beats a default; for each source. */
class OptionsTest {
    @TempDir
    Path data;

    /** Makes an ingestion with some settings; nothing is asked of anybody. */
    private interface Making {
        Ingestion of(Siiwad siiwad) throws IOException;
    }

    private Ingestion made(Map<String, String> settings, Making making) {
        try (Siiwad siiwad = Siiwad.open(data, settings)) {
            return making.of(siiwad);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, String> settings(Ingestion ingestion) {
        return ingestion.source().settings().values();
    }

    @Test
    void mc4TakesItsLanguageAndRevisionFromSettings() {
        assertThat(settings(made(Map.of(), Siiwad::mc4)))
                .containsEntry("config", "so")
                .containsEntry("revision", "main")
                .containsEntry("dataset", "allenai/c4");
        Map<String, String> swahili = Map.of(
                "SDC_SCRAPING__HUGGINGFACE__DATASET_CONFIG", "sw",
                "SDC_SCRAPING__HUGGINGFACE__REVISION", "v1",
                "SDC_SCRAPING__HUGGINGFACE__MAX_RECORDS", "60");
        Ingestion ingestion = made(swahili, Siiwad::mc4);
        assertThat(settings(ingestion)).containsEntry("config", "sw").containsEntry("revision", "v1");
        assertThat(ingestion.source().id()).hasToString("HuggingFace-Swahili_c4-sw");
        assertThat(ingestion.request().maxRecords()).isEqualTo(OptionalLong.of(60));
        HuggingFaceOptions typed = HuggingFaceOptions.mc4().withConfig("en").withRevision("v2");
        assertThat(settings(made(swahili, siiwad -> siiwad.huggingFace(typed))))
                .containsEntry("config", "en")
                .containsEntry("revision", "v2");
    }

    @Test
    void aNamedDatasetHasAllThatIsAskedFor() {
        HuggingFaceOptions options = HuggingFaceOptions.dataset("a/b")
                .withConfig("c")
                .withSplit("validation")
                .withLanguage("sw")
                .withLicense("CC0-1.0")
                .withId(new SourceId("Mine"));
        Ingestion ingestion = made(Map.of(), siiwad -> siiwad.huggingFace(options));
        assertThat(settings(ingestion))
                .containsEntry("dataset", "a/b")
                .containsEntry("config", "c")
                .containsEntry("split", "validation");
        assertThat(ingestion.source().id()).hasToString("Mine");
        assertThat(ingestion.source().info().license()).isEqualTo("CC0-1.0");
        assertThat(ingestion.source().info().language()).isEqualTo("sw");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HuggingFaceOptions.mc4().withSplit("validation"))
                .withMessageContaining("the multilingual C4 has its own");
    }

    @Test
    void wikipediaTakesADumpOrADate() throws IOException {
        Path dump = Files.writeString(data.resolve("so.xml"), "<mediawiki/>");
        Ingestion ingestion = made(
                Map.of(), siiwad -> siiwad.wikipedia(WikipediaOptions.of("so").withDump(dump)));
        assertThat(ingestion.source().id()).hasToString("Wikipedia-Somali");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WikipediaOptions.of("so").withDate("20261101").withDump(dump))
                .withMessageContaining("give one of them");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> made(
                        Map.of("SDC_SCRAPING__WIKIPEDIA__BASE_URL", "ftp://x"),
                        siiwad -> siiwad.wikipedia(WikipediaOptions.of("so"))))
                .withMessageContaining("SDC_SCRAPING__WIKIPEDIA__BASE_URL is not a web address");
    }

    @Test
    void bbcTakesItsDelaysFromSettings() {
        Map<String, String> slow = Map.of("SDC_SCRAPING__BBC__MIN_DELAY", "9");
        assertThat(made(Map.of(), siiwad -> siiwad.bbc(BbcOptions.of("somali")))
                        .source()
                        .id())
                .hasToString("BBC-Somali");
        assertThatIllegalArgumentException()
                .as("the longest is 3 s unless asked otherwise")
                .isThrownBy(() -> made(slow, siiwad -> siiwad.bbc(BbcOptions.of("somali"))))
                .withMessageContaining("min delay is 9.0 s");
        for (String none : new String[] {"0", "0.0", "0.0001"}) {
            Map<String, String> at = Map.of("SDC_SCRAPING__BBC__MIN_DELAY", none, "SDC_SCRAPING__BBC__MAX_DELAY", none);
            assertThat(made(at, siiwad -> siiwad.bbc(BbcOptions.of("somali")))
                            .source()
                            .id())
                    .as("as --min-delay 0 is")
                    .hasToString("BBC-Somali");
        }
        for (String wrong : new String[] {"-1", "86401"}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> made(
                            Map.of("SDC_SCRAPING__BBC__MIN_DELAY", wrong),
                            siiwad -> siiwad.bbc(BbcOptions.of("somali"))))
                    .withMessageContaining("SDC_SCRAPING__BBC__MIN_DELAY is \"")
                    .withMessageEndingWith("expected 0 to a day in seconds");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> made(
                        Map.of("SDC_SCRAPING__BBC__MIN_DELAY", "1e99"), siiwad -> siiwad.bbc(BbcOptions.of("somali"))))
                .withMessageContaining("SDC_SCRAPING__BBC__MIN_DELAY is \"1e99\"; expected a number up to");
        BbcOptions typed = BbcOptions.of("somali").withDelays(Duration.ofSeconds(1), Duration.ofSeconds(2));
        assertThat(made(slow, siiwad -> siiwad.bbc(typed)).source().id()).hasToString("BBC-Somali");
    }

    @Test
    void sprakbankenIsAllCorporaOrOne() {
        assertThat(made(Map.of(), siiwad -> siiwad.sprakbanken(SprakbankenOptions.all()))
                        .source()
                        .id())
                .hasToString("Sprakbanken-Somali");
        assertThat(settings(made(Map.of(), siiwad -> siiwad.sprakbanken(SprakbankenOptions.of("somali-bbc")))))
                .containsEntry("corpus", "somali-bbc")
                .doesNotContainKey("lang");
        SprakbankenOptions swedish = SprakbankenOptions.all().in("sv");
        assertThat(made(Map.of(), siiwad -> siiwad.sprakbanken(swedish))
                        .source()
                        .id())
                .hasToString("Sprakbanken-Swedish");
    }

    @Test
    void tikTokTakesTokenAndLimitsFromSettings() {
        Path list = data.resolve("videos.txt");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> made(Map.of(), siiwad -> siiwad.tikTok(TikTokOptions.overApify(list))))
                .withMessageContaining("token");
        Map<String, String> settings = Map.of(
                TikTokOptions.APIFY_TOKEN,
                "geheim",
                "SDC_SCRAPING__TIKTOK__MAX_TOTAL_COMMENTS",
                "70",
                "SDC_SCRAPING__TIKTOK__CLIENT_KEY",
                "key",
                "SDC_SCRAPING__TIKTOK__CLIENT_SECRET",
                "geheim");
        for (TikTokOptions options :
                new TikTokOptions[] {TikTokOptions.overApify(list), TikTokOptions.overResearchApi(list)}) {
            assertThat(made(settings, siiwad -> siiwad.tikTok(options))
                            .request()
                            .maxRecords())
                    .isEqualTo(OptionalLong.of(70));
            assertThat(made(settings, siiwad -> siiwad.tikTok(options.withCommentsMax(50)))
                            .request()
                            .maxRecords())
                    .isEqualTo(OptionalLong.of(50));
        }
        assertThat(TikTokOptions.overApify(list).withApifyToken("geheim"))
                .asString()
                .doesNotContain("geheim");
    }

    @Test
    void allOpenSourcesShareTheSettingsOfRequests() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Siiwad.open(data, Map.of("SDC_HTTP__REQUEST_TIMEOUT", "soon")))
                .withMessage("SDC_HTTP__REQUEST_TIMEOUT is \"soon\"; expected a number of seconds");
    }
}
