package dev.siiwad.flink;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.siiwad.digest.Sha256;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A Hub with one dataset in a few shards, as huggingface.co answers for one, that refuses shards a few times. */
final class SmallHub implements Closeable {
    static final int SHARDS = 4;
    static final int DOCUMENTS = 30;

    private static final String REPOSITORY = "siiwad/tusaale";
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    private static final String CARD = "---\nconfigs:\n- config_name: default\n  data_files: train-*.jsonl\n---\n";
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;
    private static final int NOT_FOUND = 404;

    private final TreeMap<String, byte[]> files = new TreeMap<>();
    private final HttpServer server;
    private final AtomicInteger refusals;

    SmallHub(int refusals) throws IOException {
        this.refusals = new AtomicInteger(refusals);
        files.put("README.md", CARD.getBytes(StandardCharsets.UTF_8));
        for (int n = 0; n < SHARDS; n++) {
            files.put("train-" + n + ".jsonl", shard(n).getBytes(StandardCharsets.UTF_8));
        }
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    static String shard(int number) {
        return IntStream.range(0, DOCUMENTS)
                .mapToObj(n -> "{\"text\":\"Document " + n + " of shard " + number + ", "
                        + "with enough words to be kept. ".repeat(4) + "\"}\n")
                .collect(Collectors.joining());
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** How many refusals are left. */
    int refusals() {
        return Math.max(0, refusals.get());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String api = "/api/datasets/" + REPOSITORY;
            String resolve = "/datasets/" + REPOSITORY + "/resolve/" + COMMIT + "/";
            if (path.startsWith(api + "/revision/")) {
                send(exchange, "{\"id\":\"" + REPOSITORY + "\",\"sha\":\"" + COMMIT + "\"}");
            } else if (path.startsWith(api + "/tree/" + COMMIT)) {
                send(exchange, tree());
            } else if (!path.startsWith(resolve) || !files.containsKey(path.substring(resolve.length()))) {
                exchange.sendResponseHeaders(NOT_FOUND, -1);
            } else if (!path.endsWith(".md") && refusals.getAndDecrement() > 0) {
                exchange.sendResponseHeaders(UNAVAILABLE, -1);
            } else {
                send(exchange, new String(files.get(path.substring(resolve.length())), StandardCharsets.UTF_8));
            }
        }
    }

    private String tree() {
        return files.entrySet().stream()
                .map(file -> "{\"type\":\"file\",\"path\":\"" + file.getKey() + "\",\"size\":" + file.getValue().length
                        + ",\"oid\":\"" + COMMIT + "\",\"lfs\":{\"oid\":\"" + Sha256.hex(file.getValue())
                        + "\",\"size\":" + file.getValue().length + "}}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static void send(HttpExchange exchange, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("ETag", "\"" + Sha256.hex(body) + "\"");
        boolean head = exchange.getRequestMethod().equals("HEAD");
        if (head) {
            exchange.getResponseHeaders().set("Content-Length", "" + body.length);
        }
        exchange.sendResponseHeaders(OK, head ? -1 : body.length);
        if (!head) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
