package dev.siiwad.source.huggingface;

import dev.siiwad.source.http.FakeTiming;
import dev.siiwad.source.http.Http;
import dev.siiwad.source.http.HttpSettings;
import dev.siiwad.testkit.PromptSockets;
import java.io.Closeable;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okio.Buffer;

/** A Hub on this machine: one dataset, {@code org/name}, and a second server that the large files are redirected to, as on the real one. */
final class FakeHub implements Closeable {
    static final String REPO = "org/name";
    static final String TOKEN = "hf_secret";

    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");

    final MockWebServer api = new MockWebServer();
    final MockWebServer cdn = new MockWebServer();
    final Http http = new Http(HttpSettings.of("1.0", "someone@example.org"), new FakeTiming());
    /** What was asked for, such as {@code GET /api/datasets/org/name/revision/main?expand=sha}, the other server's as {@code cdn GET …}. */
    final List<String> requests = new CopyOnWriteArrayList<>();
    /** Answers to give once instead of the right ones, by the start of the request. */
    final Map<String, MockResponse> once = new ConcurrentHashMap<>();

    /** Answers to give always instead of the right ones, by the start of the request. */
    final Map<String, MockResponse> always = new ConcurrentHashMap<>();

    private final Map<String, Map<String, byte[]>> commits = new ConcurrentHashMap<>();
    private final Map<String, String> branches = new ConcurrentHashMap<>();
    private int pageSize = 2;
    /** How a page of the list of files names the next one. */
    String link = "<%s>; rel=\"next\"";

    private volatile int cutsLeft;
    private volatile boolean cutOff;

    FakeHub() throws IOException {
        api.setDispatcher(dispatcher("", this::answer));
        cdn.setDispatcher(
                dispatcher("cdn ", request -> file(request, request.getTarget().substring(1))));
        api.setServerSocketFactory(new PromptSockets());
        api.start();
        cdn.setServerSocketFactory(new PromptSockets());
        cdn.start();
    }

    private interface Answering {
        MockResponse answer(RecordedRequest request);
    }

    private Dispatcher dispatcher(String server, Answering answering) {
        return new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                String line = server + request.getMethod() + " " + request.getTarget();
                remember(line);
                if (cutOff) {
                    return new MockResponse.Builder()
                            .onResponseStart(new SocketEffect.CloseSocket())
                            .build();
                }
                if (!server.isEmpty() && request.getHeaders().get("Authorization") != null) {
                    remember("THE TOKEN HAS LEAKED");
                }
                for (Map.Entry<String, MockResponse> entry : once.entrySet()) {
                    if (line.startsWith(entry.getKey()) && once.remove(entry.getKey(), entry.getValue())) {
                        return entry.getValue();
                    }
                }
                for (Map.Entry<String, MockResponse> entry : always.entrySet()) {
                    if (line.startsWith(entry.getKey())) {
                        return entry.getValue();
                    }
                }
                return answering.answer(request);
            }
        };
    }

    HuggingFaceSource source(HubDataset dataset, Path cache, boolean keepRaw) {
        return source(dataset, Optional.of(TOKEN), cache, keepRaw);
    }

    HuggingFaceSource source(HubDataset dataset, Optional<String> token, Path cache, boolean keepRaw) {
        return new HuggingFaceSource(dataset, http, api.url("/").toString(), token, cache, keepRaw);
    }

    /** Adds a commit and moves the main branch to it. */
    String commit(Map<String, byte[]> files) {
        String sha = sha1(String.valueOf(commits.size()).getBytes(StandardCharsets.UTF_8));
        commits.put(sha, new TreeMap<>(files));
        branches.put("main", sha);
        return sha;
    }

    /** Lets another branch or reference name a commit too. */
    void branch(String name, String sha) {
        branches.put(name, sha);
    }

    /** Removes a commit, as a force push and a collection of garbage do. */
    void forget(String sha) {
        commits.remove(sha);
    }

    /** Answers nothing any more, or again. */
    void cutOff(boolean cut) {
        cutOff = cut;
    }

    /** Lets the next bodies of the second server end half-way. */
    void cutNext(int bodies) {
        cutsLeft = bodies;
    }

    long asked(String start) {
        return requests.stream().filter(line -> line.startsWith(start)).count();
    }

    /** Returns once something has been asked for. */
    void await(String start) throws InterruptedException {
        synchronized (requests) {
            while (asked(start) == 0) {
                requests.wait();
            }
        }
    }

    private void remember(String request) {
        synchronized (requests) {
            requests.add(request);
            requests.notifyAll();
        }
    }

    private MockResponse answer(RecordedRequest request) {
        String[] path = request.getUrl().encodedPath().substring(1).split("/", 7);
        List<String> parts = new ArrayList<>();
        for (String part : path) {
            parts.add(URLDecoder.decode(part, StandardCharsets.UTF_8));
        }
        if (parts.get(0).equals("api") && (parts.get(2) + "/" + parts.get(3)).equals(REPO)) {
            return parts.get(4).equals("revision") ? revision(parts.get(5)) : tree(request, parts);
        }
        if (parts.get(0).equals("datasets") && (parts.get(1) + "/" + parts.get(2)).equals(REPO)) {
            return resolve(request, parts);
        }
        return error(401, "RepoNotFound");
    }

    private MockResponse revision(String revision) {
        String sha = branches.getOrDefault(revision, revision);
        return commits.containsKey(sha) ? json("{\"sha\":\"" + sha + "\"}") : error(404, "RevisionNotFound");
    }

    private MockResponse tree(RecordedRequest request, List<String> parts) {
        String directory = parts.size() > 6 ? parts.get(6) + "/" : "";
        String cursor = request.getUrl().queryParameter("cursor");
        int from = cursor == null ? 0 : Integer.parseInt(cursor);
        Map<String, byte[]> files = commits.get(parts.get(5));
        List<String> entries = new ArrayList<>();
        files.forEach((path, content) -> {
            if (path.startsWith(directory)) {
                entries.add(entry(path, content));
            }
        });
        if (entries.isEmpty()) {
            return error(404, "EntryNotFound");
        }
        int to = Math.min(from + pageSize, entries.size());
        MockResponse.Builder response = new MockResponse.Builder()
                .body("[{\"type\":\"directory\",\"path\":\"data\",\"size\":0,\"oid\":\"0\"},"
                        + String.join(",", entries.subList(from, to)) + "]");
        if (to < entries.size()) {
            String next = request.getUrl()
                    .newBuilder()
                    .host("elsewhere.example")
                    .setQueryParameter("cursor", String.valueOf(to))
                    .build()
                    .toString();
            response.addHeader("Link", String.format(link, next));
        }
        return response.build();
    }

    private static String entry(String path, byte[] content) {
        String start = "{\"type\":\"file\",\"path\":\"" + path + "\",\"size\":" + content.length + ",";
        boolean large = !path.endsWith(".md") && !path.endsWith(".small.jsonl");
        return start
                + (large
                        ? "\"oid\":\"" + "0".repeat(40) + "\",\"lfs\":{\"oid\":\"" + digest("SHA-256", content)
                                + "\",\"size\":" + content.length + ",\"pointerSize\":130}}"
                        : "\"oid\":\"" + gitBlob(content) + "\"}");
    }

    private MockResponse resolve(RecordedRequest request, List<String> parts) {
        String path = parts.size() > 6 ? parts.get(5) + "/" + parts.get(6) : parts.get(5);
        Map<String, byte[]> files = commits.get(parts.get(4));
        if (files == null) {
            return error(404, "RevisionNotFound");
        }
        if (!files.containsKey(path)) {
            return error(404, "EntryNotFound");
        }
        if (path.endsWith(".md")) {
            return file(request, parts.get(4) + "/" + path);
        }
        return new MockResponse.Builder()
                .code(302)
                .addHeader("Location", cdn.url("/" + parts.get(4) + "/" + path))
                .build();
    }

    private MockResponse file(RecordedRequest request, String commitAndPath) {
        int slash = commitAndPath.indexOf('/');
        byte[] content = commits.get(commitAndPath.substring(0, slash)).get(commitAndPath.substring(slash + 1));
        String range = request.getHeaders().get("Range");
        Matcher matcher = RANGE.matcher(range == null ? "" : range);
        boolean part = matcher.matches();
        int from = part ? Integer.parseInt(matcher.group(1)) : 0;
        int last = part && !matcher.group(2).isEmpty() ? Integer.parseInt(matcher.group(2)) : content.length - 1;
        int length = last + 1 - from;
        boolean cut = cutsLeft > 0 && !commitAndPath.endsWith(".md");
        cutsLeft -= cut ? 1 : 0;
        MockResponse.Builder response = new MockResponse.Builder()
                .code(part ? 206 : 200)
                .body(new Buffer().write(content, from, cut ? length / 2 : length))
                .setHeader("Content-Length", length)
                .addHeader("ETag", "\"" + digest("SHA-256", content) + "\"");
        if (part) {
            response.addHeader("Content-Range", "bytes " + from + "-" + last + "/" + content.length);
        }
        if (cut) {
            response.onResponseEnd(new SocketEffect.CloseSocket());
        }
        return response.build();
    }

    static MockResponse error(int status, String code) {
        return new MockResponse.Builder()
                .code(status)
                .addHeader("X-Error-Code", code)
                .body("{\"error\":\"…\"}")
                .build();
    }

    private static MockResponse json(String body) {
        return new MockResponse.Builder().body(body).build();
    }

    private static String gitBlob(byte[] content) {
        Buffer blob = new Buffer().writeUtf8("blob " + content.length + "\0").write(content);
        return sha1(blob.readByteArray());
    }

    private static String sha1(byte[] bytes) {
        return digest("SHA-1", bytes);
    }

    private static String digest(String algorithm, byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        http.close();
        api.close();
        cdn.close();
    }
}
