package dev.siiwad.cli;

import dev.siiwad.testkit.PromptSockets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okio.Buffer;

/** A Hub on this machine with one commit of {@code allenai/c4}: some shards of JSON Lines in gzip, with texts that this test makes. */
final class SmallHub implements AutoCloseable {
    private static final String SHA = "1588ec454efa1a09f29cd18ddd04fe05fc8653a2";
    private static final int ASKED_MAX_S = 50;
    private static final String CARD = """
            ---
            configs:
            - config_name: so
              data_files:
              - split: train
                path: multilingual/c4-so.*.json.gz
            ---
            """;

    /** The values of every {@code Authorization} header that came. */
    final List<String> authorizations = new CopyOnWriteArrayList<>();

    private final MockWebServer server = new MockWebServer();
    private final List<byte[]> shards;
    private final CountDownLatch askedInVain = new CountDownLatch(1);
    private volatile boolean silent;

    private SmallHub(List<byte[]> shards) throws IOException {
        this.shards = shards;
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                String authorization = request.getHeaders().get("Authorization");
                if (authorization != null) {
                    authorizations.add(authorization);
                }
                return answer(request.getUrl().encodedPath());
            }
        });
        server.setServerSocketFactory(new PromptSockets());
        server.start();
    }

    /** So many documents in so many shards; every tenth is too short to keep. */
    static SmallHub of(int documents, int shards) throws IOException {
        byte[][] packed = new byte[shards][];
        for (int shard = 0; shard < shards; shard++) {
            StringBuilder lines = new StringBuilder();
            for (int n = documents * shard / shards; n < documents * (shard + 1) / shards; n++) {
                String text = n % 10 == 9 ? "gaaban" : "Qoraalkan " + n + " waa tusaale. ".repeat(8);
                lines.append("{\"text\":\"" + text
                        + "\",\"timestamp\":\"2019-02-18T00:00:00Z\",\"url\":\"https://tusaale.example/" + n + "\"}\n");
            }
            packed[shard] = gzip(lines.toString());
        }
        return new SmallHub(List.of(packed));
    }

    /** These shards, byte for byte. */
    static SmallHub serving(Path... shards) throws IOException {
        List<byte[]> packed = new ArrayList<>();
        for (Path shard : shards) {
            packed.add(Files.readAllBytes(shard));
        }
        return new SmallHub(packed);
    }

    String url() {
        return server.url("/").toString();
    }

    /** From now on shards are asked for in vain: the connection stays open and nothing comes. */
    void fallSilent() {
        silent = true;
    }

    /** Returns once somebody waits for a shard. */
    void awaitAskedInVain() throws InterruptedException {
        if (!askedInVain.await(ASKED_MAX_S, TimeUnit.SECONDS)) {
            throw new AssertionError("no shard was asked for");
        }
    }

    private MockResponse answer(String path) {
        if (path.equals("/api/datasets/allenai/c4/revision/main") || path.endsWith("/revision/" + SHA)) {
            return body("{\"sha\":\"" + SHA + "\"}");
        }
        if (path.startsWith("/api/datasets/allenai/c4/tree/" + SHA)) {
            StringBuilder entries = new StringBuilder("[");
            for (int shard = 0; shard < shards.size(); shard++) {
                byte[] bytes = shards.get(shard);
                entries.append(shard == 0 ? "" : ",")
                        .append("{\"type\":\"file\",\"path\":\"" + name(shard) + "\",\"size\":" + bytes.length
                                + ",\"oid\":\"" + "0".repeat(40) + "\",\"lfs\":{\"oid\":\"" + sha256(bytes)
                                + "\",\"size\":" + bytes.length + "}}");
            }
            return body(entries + "]");
        }
        if (path.endsWith("/README.md")) {
            return body(CARD);
        }
        for (int shard = 0; shard < shards.size(); shard++) {
            if (path.endsWith("/resolve/" + SHA + "/" + name(shard))) {
                if (silent) {
                    askedInVain.countDown();
                }
                return silent
                        ? new MockResponse.Builder()
                                .onResponseStart(SocketEffect.Stall.INSTANCE)
                                .build()
                        : new MockResponse.Builder()
                                .body(new Buffer().write(shards.get(shard)))
                                .addHeader("ETag", "\"" + sha256(shards.get(shard)) + "\"")
                                .build();
            }
        }
        return new MockResponse.Builder()
                .code(404)
                .addHeader("X-Error-Code", "EntryNotFound")
                .build();
    }

    private String name(int shard) {
        return String.format("multilingual/c4-so.tfrecord-%05d-of-%05d.json.gz", shard, shards.size());
    }

    private static MockResponse body(String text) {
        return new MockResponse.Builder().body(text).build();
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
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
