package dev.siiwad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.cli.Program.Outcome;
import dev.siiwad.testkit.PromptSockets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against what the metadata service answers, and no file but one, which is no corpus. */
class SprakbankenCommandTest {
    private static final Path LIST =
            Path.of("../adapters-sources/src/test/resources/upstream/sprakbanken/corpora.json");

    private final MockWebServer web = new MockWebServer();

    @TempDir
    private Path directory;

    private Program program;

    @BeforeEach
    void start() throws IOException {
        byte[] list = Files.readAllBytes(LIST);
        web.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                MockResponse.Builder response = new MockResponse.Builder();
                if (request.getTarget().startsWith("/ws/metadata/v3/")) {
                    return response.body(new Buffer().write(list)).build();
                }
                boolean one = request.getTarget().endsWith("/somali-bbc.xml.bz2");
                return one && request.getMethod().equals("GET")
                        ? response.body("no corpus").build()
                        : response.code(one ? 405 : 404).build();
            }
        });
        web.setServerSocketFactory(new PromptSockets());
        web.start();
        program =
                new Program(directory).with("SDC_SCRAPING__SPRAKBANKEN__BASE_URL", "http://localhost:" + web.getPort());
    }

    @AfterEach
    void stop() {
        web.close();
    }

    @Test
    void listsTheCorporaOfALanguage() {
        Outcome somali = program.run("ingest", "sprakbanken", "--list");

        assertThat(somali.code()).isZero();
        assertThat(somali.out().lines().skip(1)).hasSize(75).anyMatch(line -> line.startsWith("wikipedia-so "));
        assertThat(program.run("ingest", "sprakbanken", "--list", "--lang", "sv")
                        .out()
                        .lines()
                        .skip(1))
                .hasSize(37);
        assertThat(program.run("ingest", "sprakbanken", "--lang", "de", "--info", "aspacsvde")
                        .out())
                .contains("meningsmangder/aspacsvde-de.xml.bz2");
    }

    @Test
    void saysWhatALanguageIsCalled() {
        for (String[] more : new String[][] {{"--list"}, {"--corpus", "all"}}) {
            String[] command = {"ingest", "sprakbanken", "--lang", "zz", more[0], more.length > 1 ? more[1] : "--quiet"
            };
            Outcome outcome = program.run(command);
            assertThat(outcome.code()).isEqualTo(2);
            assertThat(outcome.err())
                    .contains(
                            "language is \"zz\"; expected a code of ISO 639 with two or three letters, such as so or som")
                    .doesNotContain("defect");
        }
        Outcome none = program.run("ingest", "sprakbanken", "--lang", "ja");
        assertThat(none.code()).isEqualTo(4);
        assertThat(none.err()).contains("none of them has the language code jpn. Give another --lang");
    }

    @Test
    void namesEveryCorpusThatItSetsAside() {
        Outcome outcome = program.run("ingest", "sprakbanken", "--corpus", "all");

        assertThat(outcome.code()).isEqualTo(7);
        assertThat(outcome.err())
                .contains("Nothing was kept of the 75 documents read:", "  75 cannot be read, such as:");
        Outcome strict = program.run("ingest", "sprakbanken", "--corpus", "all", "--force", "--strict");
        assertThat(strict.code()).isEqualTo(4);
    }
}
