package dev.siiwad.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard's page as a browser shows it. */
class BrowserTest {
    private static final String MARKUP = "<img src=x onerror=\"window.owned=1\"><script>window.owned=1</script>";
    private static final String ENTER = "\uE007";

    @TempDir
    Path directory;

    /** Texts, names and reasons that are markup. */
    private void ingest() throws IOException {
        String text = MARKUP + " waa qoraal dheer oo la kaydiyo".repeat(6);
        String document = new JsonMapper().writeValueAsString(Map.of("text", text));
        Files.writeString(
                directory.resolve("<b>hostile.jsonl"), (document + "\n").repeat(3) + "{\"text\": \"" + MARKUP + "\n");
        Program program = new Program(directory);
        program.run(
                "ingest",
                "huggingface",
                "custom",
                "--files",
                "<b>hostile.jsonl",
                "--dedup",
                "none",
                "--run-id",
                "20261101_run");
        program.run("ingest", "failing", "--at", "40", "--run-id", "20261102_run");
    }

    @Test
    void showsEverythingAndTakesNoTextForMarkup() throws Exception {
        Optional<Path> driver = Browser.driver();
        assumeThat(driver)
                .as("there is no chromedriver on the PATH; on Debian: apt-get install chromium chromium-driver")
                .isPresent();
        ingest();
        try (ServedDashboard board = new ServedDashboard(directory, Map.of(), "--storage", "a=data");
                Browser browser = Browser.start(driver.get())) {
            browser.open(board.address(), 1280, "light");
            browser.until(
                    "document.querySelectorAll('.run').length === 1 && document.querySelector('.datasets summary')");
            assertThat(browser.value("document.querySelector('h1').textContent").asText())
                    .isEqualTo("1 stopped");
            assertThat(browser.value("document.querySelector('.lead dd').textContent")
                            .asText())
                    .isEqualTo("40");
            assertThat(browser.value("document.querySelectorAll('.death').length")
                            .asInt())
                    .isOne();

            browser.press(".datasets summary", ENTER);
            browser.until("document.querySelector('.datasets .texts + *, .datasets .facts')");
            assertThat(browser.value("document.querySelector('.datasets').innerText")
                            .asText())
                    .contains(MARKUP, "the receipt", "<b>hostile.jsonl");
            assertThat(browser.value("document.querySelectorAll('main img, main script, main b b').length")
                            .asInt())
                    .isZero();
            assertThat(browser.value("window.owned === undefined").asBoolean()).isTrue();

            browser.press(".run details summary", ENTER);
            browser.until("document.querySelector('.run .texts')");
            assertThat(browser.value("document.querySelector('.run .reasons').textContent")
                            .asText())
                    .contains("min_length");
            String light = browser.value("getComputedStyle(document.body).backgroundColor")
                    .asText();
            browser.open(board.address(), 360, "dark");
            browser.until("document.querySelector('.run') && document.querySelector('.datasets summary')");
            assertThat(browser.value("document.documentElement.scrollWidth").asInt())
                    .isEqualTo(360);
            browser.press(".datasets summary", ENTER);
            browser.until("document.querySelector('.datasets .texts + *, .datasets .facts')");
            assertThat(browser.value("Math.max(...[...document.querySelectorAll('.datasets .texts, .datasets .facts')]"
                                    + ".map(element => element.getBoundingClientRect().right))")
                            .asDouble())
                    .as("what is opened is not cut off")
                    .isBetween(200.0, 360.0);
            assertThat(browser.value("getComputedStyle(document.body).backgroundColor")
                            .asText())
                    .isNotEqualTo(light);
            assertThat(browser.complaints()).isEmpty();
        }
    }
}
