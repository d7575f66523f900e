package dev.siiwad.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A headless Chromium, by what chromedriver understands of W3C WebDriver. */
final class Browser implements AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern PORT = Pattern.compile("started successfully on port (\\d+)");
    private static final int LOOKS_MAX = 300;

    private final Process driver;
    private final String session;

    private Browser(Process driver, String session) {
        this.driver = driver;
        this.session = session;
    }

    /** The driver, if this machine has one. */
    static Optional<Path> driver() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .map(directory -> Path.of(directory, "chromedriver"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static Browser start(Path driver) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(driver.toString(), "--port=0")
                .redirectErrorStream(true)
                .start();
        try {
            String root = "http://127.0.0.1:" + port(process) + "/session";
            Map<String, Object> options =
                    Map.of("args", List.of("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"));
            JsonNode made = call(
                    "POST",
                    root,
                    Map.of(
                            "capabilities",
                            Map.of(
                                    "alwaysMatch",
                                    Map.of(
                                            "goog:chromeOptions",
                                            options,
                                            "goog:loggingPrefs",
                                            Map.of("browser", "ALL")))));
            return new Browser(process, root + "/" + made.path("sessionId").asText());
        } catch (IOException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static String port(Process process) throws IOException {
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Matcher matcher = PORT.matcher(line);
            if (matcher.find()) {
                return matcher.group(1);
            }
        }
        throw new IOException("chromedriver has ended");
    }

    private static JsonNode call(String method, String address, Object body) throws IOException, InterruptedException {
        HttpRequest.BodyPublisher bytes = body.equals("")
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body));
        HttpResponse<String> answer = CLIENT.send(
                HttpRequest.newBuilder(URI.create(address))
                        .method(method, bytes)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        JsonNode value = JSON.readTree(answer.body()).path("value");
        if (answer.statusCode() != 200) {
            throw new IOException(address + ": " + value);
        }
        return value;
    }

    /** Loads a page in a window of this width. */
    void open(String address, int width, String scheme) throws IOException, InterruptedException {
        devtools(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 800, "deviceScaleFactor", 1, "mobile", false));
        devtools(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        call("POST", session + "/url", Map.of("url", address));
    }

    private void devtools(String command, Map<String, Object> parameters) throws IOException, InterruptedException {
        call("POST", session + "/goog/cdp/execute", Map.of("cmd", command, "params", parameters));
    }

    /** What an expression comes to on the page. */
    JsonNode value(String expression) throws IOException, InterruptedException {
        return call("POST", session + "/execute/sync", Map.of("script", "return " + expression, "args", List.of()));
    }

    /** Looks until an expression is true. */
    void until(String expression) throws IOException, InterruptedException {
        for (int look = 0; look < LOOKS_MAX; look++) {
            JsonNode is = call(
                    "POST",
                    session + "/execute/async",
                    Map.of(
                            "script",
                            "const done = arguments[0]; setTimeout(() => done(Boolean(" + expression + ")), 50)",
                            "args",
                            List.of()));
            if (is.asBoolean()) {
                return;
            }
        }
        throw new AssertionError(expression + " is not so; the page says: " + value("document.body.innerText"));
    }

    /** Presses keys on the first element that fits. */
    void press(String selector, String keys) throws IOException, InterruptedException {
        JsonNode found = call("POST", session + "/element", Map.of("using", "css selector", "value", selector));
        String element = found.properties().iterator().next().getValue().asText();
        call("POST", session + "/element/" + element + "/value", Map.of("text", keys));
    }

    /** What the page has complained about. */
    List<String> complaints() throws IOException, InterruptedException {
        List<String> messages = new ArrayList<>();
        call("POST", session + "/se/log", Map.of("type", "browser"))
                .forEach(entry -> messages.add(entry.path("message").asText()));
        return messages;
    }

    @Override
    public void close() throws IOException {
        try {
            call("DELETE", session, "");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            driver.destroy();
            driver.onExit().join();
        }
    }
}
