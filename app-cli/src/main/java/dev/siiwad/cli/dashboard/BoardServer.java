package dev.siiwad.cli.dashboard;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.siiwad.cli.metrics.MetricsText;
import dev.siiwad.cli.terminal.Failures;
import dev.siiwad.publish.Dataset;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.SourceId;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands out the page, what it shows, and the metrics, by HTTP. Everything is a GET, and nothing changes anything. Threads, waiting requests and readers of events are bounded; a client that is
 * slow or silent is cut off by the server's own timers.
 */
final class BoardServer implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger("dev.siiwad");

    private static final int THREADS = Events.READERS_MAX + 8;
    private static final int WAITING_MAX = 256;
    private static final String GONE = "It is not there any more";
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Map<String, String> PAGE = Map.of(
            "", "text/html; charset=utf-8",
            "board.css", "text/css; charset=utf-8",
            "board.js", "text/javascript; charset=utf-8",
            "icon.svg", "image/svg+xml");
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final HttpServer server;
    private final ThreadPoolExecutor threads;
    private final Gate gate;
    private final Board board;
    private final List<Watch> watches;
    private final Events events;
    private final String version;
    private final Supplier<Instant> clock;

    /** @param address is bound, and listened on from {@link #start} on */
    BoardServer(
            InetSocketAddress address,
            Optional<String> token,
            Board board,
            List<Watch> watches,
            String version,
            Supplier<Instant> clock)
            throws IOException {
        limit("maxReqTime", 10);
        limit("maxRspTime", Events.LIFE.plusMinutes(5).toSeconds());
        limit("idleInterval", 30);
        this.server = HttpServer.create(address, 0);
        this.threads = new ThreadPoolExecutor(
                THREADS, THREADS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING_MAX), task -> {
                    Thread thread = new Thread(task, "siiwad-dashboard");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        this.gate = new Gate(token, address.getAddress());
        this.board = board;
        this.watches = List.copyOf(watches);
        this.events = new Events(board, version, clock);
        this.version = version;
        this.clock = clock;
        server.setExecutor(threads);
        server.createContext("/", this::handle);
    }

    /** The server of the JDK reads these once, before the first of its kind is made. */
    private static void limit(String name, long seconds) {
        if (System.getProperty("sun.net.httpserver." + name) == null) {
            System.setProperty("sun.net.httpserver." + name, "" + seconds);
        }
    }

    void start() {
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** The path of the page. */
    String root() {
        return gate.root();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** Something that is asked for and is not there. */
    private static final class Missing extends IOException {
        private static final long serialVersionUID = 1;

        Missing(String message) {
            super(message);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            secure(exchange.getResponseHeaders());
            String path = exchange.getRequestURI().getPath();
            Optional<Integer> refusal = gate.refusal(exchange.getRequestHeaders(), path);
            if (refusal.isPresent()) {
                refuse(exchange, refusal.get(), "");
            } else if (!exchange.getRequestMethod().equals("GET")) {
                exchange.getResponseHeaders().set("Allow", "GET");
                refuse(exchange, 405, "Only GET: this page changes nothing");
            } else {
                answer(exchange, gate.below(path).orElseThrow());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("This is a defect of the program; please report it with these lines", e);
        }
    }

    private static void secure(Headers headers) {
        headers.set("Content-Security-Policy", POLICY);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Cache-Control", "no-store");
    }

    private void answer(HttpExchange exchange, String asked) throws IOException, InterruptedException {
        try {
            if (PAGE.containsKey(asked)) {
                send(exchange, PAGE.get(asked), resource(asked.isEmpty() ? "board.html" : asked));
                return;
            }
            switch (asked) {
                case "events" -> events.serve(exchange);
                case "metrics" -> send(exchange, MetricsText.CONTENT_TYPE, utf8(metrics()));
                case "run" -> json(exchange, query -> Details.ofRun(place(query).place(), source(query)));
                case "dataset" ->
                    json(exchange, query -> Details.ofDataset(place(query).place(), source(query), run(query)));
                case "receipt" -> receipt(exchange);
                default -> throw new Missing("There is nothing of this name");
            }
        } catch (Missing missing) {
            refuse(exchange, 404, missing.getMessage());
        }
    }

    private String metrics() throws InterruptedException {
        board.want();
        return BoardMetrics.of(board.fresh(clock.get(), PATIENCE).places(), version)
                .toString();
    }

    /** Gives what there is of something that is named in a query. */
    @FunctionalInterface
    private interface Lookup {
        Optional<String> of(Map<String, String> query) throws IOException;
    }

    private void json(HttpExchange exchange, Lookup lookup) throws IOException, InterruptedException {
        Map<String, String> query = query(exchange);
        byte[] body;
        try {
            body = utf8(reading(place(query), () -> lookup.of(query).orElseThrow(() -> new Missing(GONE))));
        } catch (Missing missing) {
            throw missing;
        } catch (IOException e) {
            refuse(exchange, 500, Failures.describe(e));
            return;
        }
        send(exchange, "application/json", body);
    }

    /** Something that is read in a place. */
    @FunctionalInterface
    private interface Read<T> {
        T get() throws IOException;
    }

    /** Meanwhile nobody else reads in the place. */
    private static <T> T reading(Watch watch, Read<T> read) throws IOException, InterruptedException {
        if (!watch.lock().tryLock(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IOException(watch.place().label() + ": is being read; try again in a while");
        }
        try {
            return read.get();
        } finally {
            watch.lock().unlock();
        }
    }

    private void receipt(HttpExchange exchange) throws IOException, InterruptedException {
        Map<String, String> query = query(exchange);
        Watch watch = place(query);
        SourceId source = source(query);
        RunId run = run(query);
        byte[] body = reading(watch, () -> {
            Dataset dataset = Details.find(watch.place(), source, run).orElseThrow(() -> new Missing(GONE));
            try (InputStream in = Details.receipt(watch.place(), dataset)) {
                return in.readAllBytes();
            }
        });
        exchange.getResponseHeaders().set("Content-Disposition", "inline; filename=\"" + run + "-receipt.json\"");
        send(exchange, "application/json", body);
    }

    private Watch place(Map<String, String> query) throws Missing {
        String index = query.getOrDefault("place", "");
        if (!index.matches("\\d{1,3}") || Integer.parseInt(index) >= watches.size()) {
            throw new Missing("There is no such place");
        }
        return watches.get(Integer.parseInt(index));
    }

    private static SourceId source(Map<String, String> query) throws Missing {
        try {
            return new SourceId(query.getOrDefault("source", ""));
        } catch (IllegalArgumentException e) {
            throw new Missing("There is no such source");
        }
    }

    private static RunId run(Map<String, String> query) throws Missing {
        try {
            return new RunId(query.getOrDefault("run", ""));
        } catch (IllegalArgumentException e) {
            throw new Missing("There is no such run");
        }
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> query = new HashMap<>();
        String raw = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
        for (String pair : raw.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                query.put(
                        pair.substring(0, equals),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return query;
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = BoardServer.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException(name + ": is not in the program's jar");
            }
            return in.readAllBytes();
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void refuse(HttpExchange exchange, int code, String words) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(code, -1);
            return;
        }
        byte[] body = utf8(words + "\n");
        exchange.sendResponseHeaders(code, body.length);
        exchange.getResponseBody().write(body);
    }

    private static void send(HttpExchange exchange, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
