package dev.siiwad.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.siiwad.testkit.PromptSockets;
import java.io.IOException;
import java.net.URLDecoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okio.Buffer;

/** A Hub on this machine that has one dataset, at every revision the same commit. */
final class AnyHub implements AutoCloseable {
    private static final String SHA = "1588ec454efa1a09f29cd18ddd04fe05fc8653a2";

    /** Such as {@code GET /datasets/org/name/resolve/…/train.jsonl}, with the token that came. */
    final List<String> requests = new CopyOnWriteArrayList<>();

    private final MockWebServer server = new MockWebServer();
    private final String repository;
    private final Map<String, byte[]> files;

    AnyHub(String repository, Map<String, byte[]> files) throws IOException {
        this.repository = repository;
        this.files = new TreeMap<>(files);
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                String path = URLDecoder.decode(request.getUrl().encodedPath(), UTF_8);
                String token = request.getHeaders().get("Authorization");
                requests.add(request.getMethod() + " " + path + (token == null ? "" : " " + token));
                return answer(path, request.getHeaders().get("Range"));
            }
        });
        server.setServerSocketFactory(new PromptSockets());
        server.start();
    }

    String url() {
        return server.url("/").toString();
    }

    /** Lines with a text of so many words. */
    static byte[] lines(String field, int count) {
        StringBuilder lines = new StringBuilder();
        for (int n = 0; n < count; n++) {
            lines.append("{\"" + field + "\":\"Qoraalkan " + n + " waa tusaale. " + "Waa qoraal la hayo. ".repeat(8)
                    + "\"}\n");
        }
        return lines.toString().getBytes(UTF_8);
    }

    private MockResponse answer(String path, String range) {
        String api = "/api/datasets/" + repository;
        if (path.startsWith(api + "/revision/")) {
            return body("{\"sha\":\"" + SHA + "\"}");
        }
        if (path.startsWith(api + "/tree/" + SHA)) {
            String below = path.substring((api + "/tree/" + SHA).length()).replaceFirst("^/", "");
            StringBuilder entries = new StringBuilder();
            files.forEach((name, bytes) -> {
                if (below.isEmpty() || name.startsWith(below + "/")) {
                    entries.append(entries.length() == 0 ? "" : ",").append(entry(name, bytes));
                }
            });
            return body("[" + entries + "]");
        }
        byte[] file = files.get(path.replaceFirst("^/datasets/" + repository + "/resolve/" + SHA + "/", ""));
        return file == null
                ? new MockResponse.Builder()
                        .code(404)
                        .addHeader("X-Error-Code", "EntryNotFound")
                        .build()
                : range == null
                        ? new MockResponse.Builder()
                                .body(new Buffer().write(file))
                                .build()
                        : part(file, range);
    }

    /** The bytes of a range such as {@code bytes=0-99}. */
    private static MockResponse part(byte[] file, String range) {
        String[] ends = range.replaceFirst("^bytes=", "").split("-", 2);
        int first = Integer.parseInt(ends[0]);
        int last = ends[1].isEmpty() ? file.length - 1 : Math.min(file.length - 1, Integer.parseInt(ends[1]));
        return new MockResponse.Builder()
                .code(206)
                .addHeader("Content-Range", "bytes " + first + "-" + last + "/" + file.length)
                .body(new Buffer().write(file, first, last + 1 - first))
                .build();
    }

    private static String entry(String name, byte[] bytes) {
        return "{\"type\":\"file\",\"path\":\"" + name + "\",\"size\":" + bytes.length + ",\"oid\":\"" + "0".repeat(40)
                + "\",\"lfs\":{\"oid\":\"" + sha256(bytes) + "\",\"size\":" + bytes.length + "}}";
    }

    private static MockResponse body(String text) {
        return new MockResponse.Builder().body(text).build();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
