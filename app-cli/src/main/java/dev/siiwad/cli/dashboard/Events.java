package dev.siiwad.cli.dashboard;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Server-sent events: {@code runs} after each look, {@code datasets} where those have changed. A reader gets the newest there is, however slow it is, and nothing is kept for it.
 */
final class Events {
    static final int READERS_MAX = 16;

    /** Then the browser asks again, so that one that has gone to sleep holds no place for ever. */
    static final Duration LIFE = Duration.ofMinutes(10);

    private static final Duration BETWEEN_SIGNS = Duration.ofSeconds(10);

    private final Board board;
    private final String version;
    private final Supplier<Instant> clock;
    private final AtomicInteger readers = new AtomicInteger();

    Events(Board board, String version, Supplier<Instant> clock) {
        this.board = board;
        this.version = version;
        this.clock = clock;
    }

    /** Writes until the reader goes away, or it is time that it asks again. */
    void serve(HttpExchange exchange) throws IOException, InterruptedException {
        try {
            if (readers.incrementAndGet() > READERS_MAX) {
                exchange.getResponseHeaders().set("Retry-After", "10");
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            write(exchange.getResponseBody());
        } finally {
            readers.decrementAndGet();
        }
    }

    private void write(OutputStream out) throws IOException, InterruptedException {
        Instant end = clock.get().plus(LIFE);
        send(out, "retry: 2000\n\n");
        String datasets = "";
        long seen = -1;
        while (clock.get().isBefore(end)) {
            board.want();
            Board.Revision now = board.after(seen, BETWEEN_SIGNS);
            if (now.number() == seen) {
                send(out, ": nothing new\n\n");
                continue;
            }
            seen = now.number();
            String found = BoardJson.datasets(now.places());
            if (!found.equals(datasets)) {
                datasets = found;
                send(out, event("datasets", datasets));
            }
            send(out, event("runs", BoardJson.runs(now.places(), version, clock.get())));
        }
    }

    /** JSON has no line ends outside of its texts, and none unescaped inside. */
    private static String event(String name, String json) {
        return "event: " + name + "\ndata: " + json + "\n\n";
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
