package dev.siiwad.source.sprakbanken;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.source.Damage;
import dev.siiwad.source.DamagedRaw;
import dev.siiwad.source.http.FakeTiming;
import dev.siiwad.source.http.Http;
import dev.siiwad.source.http.HttpSettings;
import dev.siiwad.testkit.PromptSockets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files of corpora that change on the disk between two attempts. */
class DamagedCorporaTest {
    @TempDir
    private Path raw;

    private final MockWebServer web = new MockWebServer();
    private final Http http = new Http(HttpSettings.of("1.0", "someone@example.org"), new FakeTiming());
    private DamagedRaw runs;

    @BeforeEach
    void start() throws IOException {
        SprakbankenServer server = new SprakbankenServer();
        for (String id : new String[] {"a", "b"}) {
            server.withPlain(id, Made.bytes(Made.corpus(texts(id))));
        }
        web.setDispatcher(server);
        web.setServerSocketFactory(new PromptSockets());
        web.start();
        runs = new DamagedRaw(this::source, raw);
    }

    @AfterEach
    void stop() {
        http.close();
        web.close();
    }

    @ParameterizedTest
    @EnumSource
    void areBroughtAgain(Damage damage) throws IOException {
        runs.heals(damage);
    }

    @Test
    void neverGiveAWrongDatasetWhicheverByteChanges() throws IOException {
        assertThat(runs.random(Long.getLong("siiwad.random.seed", 1), Integer.getInteger("siiwad.random.runs", 5)))
                .isPositive();
    }

    @Test
    void areBroughtAgainWhereAnEarlierVersionLeftThem() throws IOException {
        for (Damage damage : Damage.values()) {
            runs.healsAfter(() -> damage.strike(asAnEarlierVersionLeftIt()));
        }
    }

    private Path asAnEarlierVersionLeftIt() throws IOException {
        Path directory = raw.resolve("source=Sprakbanken-Somali");
        Path former = directory;
        try (Stream<Path> all = Files.list(directory)) {
            for (Path file : all.toList()) {
                if (file.toString().endsWith(".blocks")) {
                    Files.delete(file);
                } else {
                    former = file.resolveSibling(file.getFileName().toString().replaceFirst("^[0-9a-f]{16}-", ""));
                    Files.move(file, former);
                }
            }
        }
        return former;
    }

    private static String texts(String id) {
        StringBuilder xml = new StringBuilder();
        for (int n = 0; n < 60; n++) {
            xml.append("<text title=\"").append(n).append("\">\n");
            xml.append(Made.sentence("Qoraal " + id + " " + n + " waa".repeat(10)));
            xml.append("</text>\n");
        }
        return xml.toString();
    }

    private SprakbankenSource source() {
        return new SprakbankenSource(
                "so",
                Optional.empty(),
                Optional.empty(),
                http,
                Optional.of("http://localhost:" + web.getPort() + "/"),
                raw,
                false);
    }
}
