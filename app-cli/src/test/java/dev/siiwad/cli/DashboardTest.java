package dev.siiwad.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.siiwad.cli.terminal.Setting;
import dev.siiwad.cli.terminal.SettingTable;
import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard by HTTP, without a browser. */
class DashboardTest {
    private static final String CANARY = "canary4711";

    @TempDir
    Path directory;

    private Program program;

    @BeforeEach
    void start() {
        program = new Program(directory);
    }

    private static JsonNode json(String text) throws IOException {
        return new JsonMapper().readTree(text);
    }

    @Test
    void showsRunsOfOtherProcessesAndDatasetsWithTheirReceipts() throws Exception {
        program.run("ingest", "list", "--run-id", "20261101_run");
        program.run("ingest", "failing", "--at", "40", "--force", "--run-id", "20261102_run");
        try (ServedDashboard board = new ServedDashboard(directory, Map.of(), "--storage", "data")) {
            JsonNode run =
                    json(board.event("runs", "20261102_run")).path("runs").path(0);
            assertThat(run.path("source").asText()).isEqualTo("List-Somali");
            assertThat(run.path("state").asText()).isEqualTo("stopped");
            assertThat(run.path("read").asLong()).isEqualTo(40);
            assertThat(run.path("dropped").findValuesAsText("reason")).isNotEmpty();
            JsonNode attempts = run.path("tracks").path(0).path("attempts");
            assertThat(attempts.findValuesAsText("end")).containsExactly("ended");
            assertThat(run.path("pace").path("documents")).hasSize(120);

            JsonNode dataset = json(board.event("datasets", "20261101_run"))
                    .path("datasets")
                    .path(0);
            assertThat(dataset.path("documents").asLong()).isEqualTo(67);
            String query = "?place=0&source=List-Somali&run=20261101_run";
            JsonNode details = json(board.get("dataset" + query).body());
            assertThat(details.path("sample")).hasSize(5);
            assertThat(details.path("ranges").path(0).path("last").asLong()).isEqualTo(100);
            Path receipt = directory.resolve(
                    "data/processed/silver/source=List-Somali/date_accessed=2026-11-01" + "/20261101_run-receipt.json");
            assertThat(board.get("receipt" + query).body()).isEqualTo(Files.readString(receipt));
            assertThat(json(board.get("run?place=0&source=List-Somali").body()).path("sample"))
                    .isNotEmpty();
            assertThat(MetricsGrammar.samples(board.get("metrics").body()))
                    .contains(
                            entry("siiwad_run_documents_read_total{storage=\"data\",source=\"List-Somali\"}", 40.0),
                            entry("siiwad_dataset_documents{storage=\"data\",source=\"List-Somali\"}", 67.0));
            assertThat(board.stop()).isEqualTo(130);
        } finally {
            Thread.interrupted();
        }
    }

    @Test
    void answersOnlyWhoMayAskAndChangesNothing() throws Throwable {
        Map<String, String> before = program.files();
        try (ServedDashboard board = new ServedDashboard(directory, Map.of())) {
            HttpResponse<String> page = board.get("");
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                    .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
            int port = board.port();
            assertThat(board.raw("GET / HTTP/1.1\nHost: evil.example:" + port + "\n\n"))
                    .contains(" 421 ");
            assertThat(board.raw("GET /events HTTP/1.1\nHost: 127.0.0.1.evil.example\n\n"))
                    .contains(" 421 ");
            assertThat(board.raw("GET / HTTP/1.1\n\n")).contains(" 421 ");
            assertThat(board.raw("GET / HTTP/1.1\nHost: LOCALHOST:" + port + "\n\n"))
                    .contains(" 200 ");
            assertThat(board.raw("POST / HTTP/1.1\nHost: localhost\nContent-Length: 0\n\n"))
                    .contains(" 405 ");
            assertThat(complaintsOfTheServer(() -> {
                        assertThat(board.raw("HEAD / HTTP/1.1\nHost: localhost\n\n"))
                                .contains(" 405 ");
                        assertThat(board.raw("HEAD /nothing HTTP/1.1\nHost: evil.example\n\n"))
                                .contains(" 421 ");
                    }))
                    .isEmpty();
            assertThat(board.raw("DELETE /run HTTP/1.1\nHost: localhost\n\n")).contains(" 405 ");
            assertThat(board.raw("GET /events HTTP/1.1\nHost: localhost\nSec-Fetch-Site: cross-site\n\n"))
                    .contains(" 403 ");
            for (String nothing : List.of(
                    "../etc/passwd",
                    "board.html",
                    "run?place=9&source=X",
                    "run?place=0&source=../x",
                    "dataset?place=0&source=X&run=..",
                    "receipt?place=0&source=X&run=Y")) {
                assertThat(board.get(nothing).statusCode()).as(nothing).isEqualTo(404);
            }
            assertThat(program.files()).isEqualTo(before);
        }
    }

    /** What the server of the JDK writes to stderr past our log. */
    private static List<String> complaintsOfTheServer(ThrowableAssert.ThrowingCallable what) throws Throwable {
        List<String> complaints = Collections.synchronizedList(new ArrayList<>());
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord complaint) {
                complaints.add(complaint.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger("com.sun.net.httpserver");
        logger.addHandler(handler);
        try {
            what.call();
        } finally {
            logger.removeHandler(handler);
        }
        return complaints;
    }

    @Test
    void fromElsewhereOnlyTheTokenOpensIt() throws Exception {
        try (ServedDashboard board = new ServedDashboard(directory, Map.of(), "--bind", "0.0.0.0")) {
            String root = board.address().replaceFirst("http://127.0.0.1:\\d+", "");
            assertThat(root).matches("/[A-Za-z0-9_-]{32}/");
            assertThat(board.get("").statusCode()).isEqualTo(200);
            assertThat(board.get("metrics").statusCode()).isEqualTo(200);
            for (String other : List.of("/", "/metrics", "/x/metrics", root.substring(0, 20) + "/")) {
                assertThat(board.raw("GET " + other + " HTTP/1.1\nHost: lab3.example\n\n"))
                        .as(other)
                        .contains(" 404 ");
            }
            assertThat(board.raw("GET " + root + " HTTP/1.1\nHost: lab3.example\n\n"))
                    .contains(" 200 ");
        }
        Map<String, String> set = Map.of("SDC_DASHBOARD__TOKEN", CANARY + "-0123456789");
        try (ServedDashboard board = new ServedDashboard(directory, set, "--bind", "0.0.0.0")) {
            assertThat(board.line()).endsWith("/\u2026/ (with the token of SDC_DASHBOARD__TOKEN)");
            assertThat(board.raw("GET /" + CANARY + "-0123456789/ HTTP/1.1\nHost: x\n\n"))
                    .contains(" 200 ");
        }
        Map<String, String> shorter = Map.of("SDC_DASHBOARD__TOKEN", CANARY);
        try (ServedDashboard board = new ServedDashboard(directory, shorter, "--bind", "0.0.0.0")) {
            assertThat(board.stop()).isEqualTo(2);
            assertThat(board.line()).contains("expected 16 to 200").doesNotContain(CANARY);
        }
    }

    @Test
    void hasRoomForSoManyReadersOfEventsAndForWhoeverAsksBesides() throws Exception {
        List<Closeable> readers = new ArrayList<>();
        try (ServedDashboard board = new ServedDashboard(directory, Map.of())) {
            for (int i = 0; i < 16; i++) {
                readers.add(reader(board, " 200 "));
            }
            readers.add(reader(board, " 503 "));
            assertThat(board.get("").statusCode()).isEqualTo(200);
            assertThat(board.get("metrics").statusCode()).isEqualTo(200);
        } finally {
            for (Closeable reader : readers) {
                reader.close();
            }
        }
    }

    private static Socket reader(ServedDashboard board, String status) throws IOException {
        Socket socket = new Socket("127.0.0.1", board.port());
        socket.getOutputStream()
                .write("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(new String(socket.getInputStream().readNBytes(15), StandardCharsets.US_ASCII))
                .contains(status);
        return socket;
    }

    @Test
    void aPlaceThatCannotBeLookedAtIsNamedAndTheOthersAreShown() throws Exception {
        program.run("ingest", "failing", "--at", "40");
        Files.writeString(directory.resolve("file"), "not a directory");
        try (ServedDashboard board =
                new ServedDashboard(directory, Map.of(), "--storage", "lab=data", "--storage", "broken=file")) {
            JsonNode places = json(board.event("runs", "not a directory")).path("places");
            assertThat(places.path(0).path("label").asText()).isEqualTo("lab");
            assertThat(places.path(0).has("failure")).isFalse();
            assertThat(places.path(1).path("failure").asText()).contains("not a directory");
            assertThat(MetricsGrammar.samples(board.get("metrics").body()))
                    .contains(entry("siiwad_storage_up{storage=\"broken\"}", 0.0));
        }
        assertThat(program.run("dashboard", "--storage", "data", "--storage", "data")
                        .err())
                .contains("is another one already");
        assertThat(program.run("dashboard", "--port", "70000").code()).isEqualTo(2);
    }

    @Test
    void noSecretIsOnThePageNorInWhatItLoads() throws Exception {
        program.run("ingest", "list", "--run-id", "20261101_run");
        program.run("ingest", "failing", "--at", "40", "--force");
        Map<String, String> variables = new HashMap<>();
        for (Setting setting : SettingTable.all()) {
            switch (setting.kind()) {
                case SECRET -> variables.put(setting.name(), CANARY + "-as-a-token-of-the-page");
                case PROXY -> variables.put(setting.name(), "http://user:" + CANARY + "@127.0.0.1:9");
                default -> {}
            }
        }
        try (ServedDashboard board = new ServedDashboard(directory, variables)) {
            StringBuilder all = new StringBuilder(board.line());
            all.append(board.event("runs", "List-Somali")).append(board.event("datasets", "20261101_run"));
            for (String path : List.of(
                    "",
                    "board.js",
                    "board.css",
                    "metrics",
                    "run?place=0&source=List-Somali",
                    "dataset?place=0&source=List-Somali&run=20261101_run",
                    "receipt?place=0&source=List-Somali&run=20261101_run")) {
                HttpResponse<String> answer = board.get(path);
                assertThat(answer.statusCode()).as(path).isEqualTo(200);
                all.append(answer.headers()).append(answer.body());
            }
            assertThat(all.toString()).doesNotContain(CANARY);
        }
    }

    @Test
    void thePageNeverTakesATextForMarkup() throws Exception {
        try (ServedDashboard board = new ServedDashboard(directory, Map.of())) {
            assertThat(board.get("board.js").body())
                    .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(");
        }
    }
}
