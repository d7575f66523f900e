package dev.siiwad.cli;

import dev.siiwad.cli.terminal.Shell;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** {@code siiwad dashboard} on a free port, from its first line until it is closed. */
final class ServedDashboard implements AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final CompletableFuture<String> line = new CompletableFuture<>();
    private final CompletableFuture<Integer> code = new CompletableFuture<>();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Thread thread;

    ServedDashboard(Path directory, Map<String, String> variables, String... more) {
        List<String> arguments = new ArrayList<>(List.of("dashboard", "--port", "0"));
        arguments.addAll(List.of(more));
        String[] call = arguments.toArray(String[]::new);
        Shell shell = new Shell(
                variables,
                directory,
                new PrintStream(new FirstLine(), true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false);
        thread = new Thread(
                () -> code.complete(Main.run(shell, session -> Main.commands(session, call), call)), "dashboard");
        thread.start();
        code.thenRun(() -> line.complete(err.toString(StandardCharsets.UTF_8)));
    }

    private final class FirstLine extends OutputStream {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public void write(int single) {
            if (single == '\n') {
                line.complete(bytes.toString(StandardCharsets.UTF_8));
            }
            bytes.write(single);
        }
    }

    /** What it has printed, or why it did not begin. */
    String line() {
        return line.orTimeout(30, TimeUnit.SECONDS).join();
    }

    String address() {
        return line().replaceFirst("^Dashboard: ", "").replaceFirst(" .*", "").replace("0.0.0.0", "127.0.0.1");
    }

    int port() {
        return URI.create(address().replace("\u2026", "x")).getPort();
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(address() + path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The first event of this name whose data has a text; of a stream that is closed then. */
    String event(String name, String text) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = CLIENT.send(
                HttpRequest.newBuilder(URI.create(address() + "events")).build(),
                HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream in = answer.body();
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            boolean wanted = false;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (wanted && line.startsWith("data: ") && line.contains(text)) {
                    return line.substring("data: ".length());
                }
                wanted = line.equals("event: " + name);
            }
        }
        throw new IOException("the stream has ended");
    }

    /** The first line of the answer to a request that is sent as it is. */
    String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port())) {
            socket.getOutputStream().write(request.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readNBytes(24), StandardCharsets.US_ASCII);
            return answer.lines().findFirst().orElse("");
        }
    }

    /** Interrupts it, and gives its exit code. */
    int stop() {
        thread.interrupt();
        return code.orTimeout(30, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        stop();
    }
}
