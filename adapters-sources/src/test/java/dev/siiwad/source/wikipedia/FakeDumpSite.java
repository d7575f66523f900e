package dev.siiwad.source.wikipedia;

import dev.siiwad.digest.Sha256;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okio.Buffer;

/** A site of dumps as dumps.wikimedia.org is one, with what a test puts there. */
final class FakeDumpSite extends Dispatcher {
    private static final long WAIT_MS_MAX = 20_000;

    private final Map<String, MockResponse> refused = new TreeMap<>();
    private final Map<String, byte[]> files = new TreeMap<>();
    private final Map<String, Deque<byte[]>> inTurn = new TreeMap<>();
    private final List<String> asked = new ArrayList<>();
    private boolean cutOff;
    private boolean ranges = true;
    private Optional<String> cutShort = Optional.empty();
    private Optional<String> stalled = Optional.empty();

    /** Puts the multistream files of a dump there, and its status. */
    void dump(String date, String status, Map<String, byte[]> named) throws IOException {
        StringBuilder listed = new StringBuilder();
        for (Map.Entry<String, byte[]> file : named.entrySet()) {
            String name = "sowiki-" + date + "-pages-articles-" + file.getKey();
            put("/sowiki/" + date + "/" + name, file.getValue());
            listed.append(listed.isEmpty() ? "" : ",")
                    .append("\"" + name + "\":{\"size\":" + file.getValue().length + ",\"url\":\"/sowiki/" + date + "/"
                            + name + "\",\"md5\":\"0\",\"sha1\":\"" + sha1(file.getValue()) + "\"}");
            String index = name.replace("multistream", "multistream-index").replace(".xml", ".txt");
            listed.append(",\"" + index + "\":{\"size\":1,\"url\":\"/x\",\"md5\":\"0\",\"sha1\":\"0\"}");
        }
        put(
                "/sowiki/" + date + "/dumpstatus.json",
                Dumps.utf8("{\"version\":\"0.8\",\"jobs\":{\"articlesdump\":{\"status\":\"done\"},"
                        + "\"articlesmultistreamdump\":{\"status\":\"" + status
                        + "\",\"updated\":\"2026-11-01 10:37:39\","
                        + "\"files\":{" + listed + "}}}}"));
    }

    /** Puts a {@code latest} directory there that names this date. */
    void feed(String date) {
        put(
                "/sowiki/latest/sowiki-latest-pages-articles-multistream.xml.bz2-rss.xml",
                Dumps.utf8("<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>x</title>"
                        + "<item><link>https://dumps.wikimedia.org/sowiki/" + date + "</link><description>&lt;a href="
                        + "\"https://dumps.wikimedia.org/sowiki/" + date + "/sowiki-" + date
                        + "-pages-articles-multistream.xml.bz2\"&gt;</description></item></channel></rss>"));
    }

    /** Puts a listing of these directories there. */
    void listing(String... dates) {
        StringBuilder html = new StringBuilder("<html><body><h1>Index of /sowiki/</h1><a href=\"../\">../</a>");
        for (String date : dates) {
            html.append("<a href=\"" + date + "/\">" + date + "/</a>  21-Nov-2026 03:00  -\n");
        }
        put("/sowiki/", Dumps.utf8(html + "<a href=\"latest/\">latest/</a></body></html>"));
    }

    /** Puts the parts of a Content File Export there, by their ranges of pages, and with them what says that it is complete. */
    void content(String date, Map<String, byte[]> parts, String... complete) {
        String directory = "/other/mediawiki_content_current/sowiki/" + date + "/xml/bzip2/";
        StringBuilder sums = new StringBuilder();
        for (Map.Entry<String, byte[]> part : parts.entrySet()) {
            String name = "sowiki-" + date + "-" + part.getKey() + ".xml.bz2";
            put(directory + name, part.getValue());
            sums.append(Sha256.hex(part.getValue())).append("  ").append(name).append('\n');
        }
        for (String file : complete) {
            put(directory + file, file.equals("SHA256SUMS") ? Dumps.utf8(sums.toString()) : new byte[0]);
        }
    }

    /** Puts a listing of these dates of Content File Exports there. */
    void contentDates(String... dates) {
        StringBuilder html =
                new StringBuilder("<html><head><title>Index</title></head><body><a href=\"../\">../</a>\n");
        for (String date : dates) {
            html.append("<a href=\"" + date + "/\">" + date + "/</a>  01-Nov-2026 03:00  -\n");
        }
        put("/other/mediawiki_content_current/sowiki/", Dumps.utf8(html + "</body></html>"));
    }

    /** Puts the numbered files of an index dump there as nginx lists them, and {@code _SUCCESS} if it is complete. */
    void index(String date, boolean complete, byte[]... files) {
        String directory = "/other/cirrus_search_index/" + date + "/index_name=sowiki_content/";
        StringBuilder html =
                new StringBuilder("<html><body><h1>Index of " + directory + "</h1><hr><pre><a href=\"../\">../</a>\n");
        if (complete) {
            put(directory + "_SUCCESS", new byte[0]);
            html.append("<a href=\"_SUCCESS\">_SUCCESS</a>      01-Nov-2026 14:33      0\n");
        }
        for (int number = 0; number < files.length; number++) {
            String name = "sowiki_content-" + date + "-" + String.format(Locale.ROOT, "%05d", number)
                    + (files[number][0] == 'B' ? ".json.bz2" : ".json.gz");
            put(directory + name, files[number]);
            html.append("<a href=\"" + name + "\">" + name + "</a>      01-Nov-2026 14:33      " + files[number].length
                    + "\n");
        }
        put(directory, Dumps.utf8(html + "</pre><hr></body></html>"));
    }

    /** Puts a listing of these dates of index dumps there. */
    void indexDates(String... dates) {
        StringBuilder html = new StringBuilder("<html><body><a href=\"../\">../</a>\n");
        for (String date : dates) {
            html.append("<a href=\"" + date + "/\">" + date + "/</a>  01-Nov-2026 03:00  -\n");
        }
        put("/other/cirrus_search_index/", Dumps.utf8(html + "</body></html>"));
    }

    synchronized byte[] at(String path) {
        return files.get(path);
    }

    synchronized void put(String path, byte[] content) {
        files.put(path, content);
    }

    /** Puts several there, of which each answer has the next, and the last one stays. */
    synchronized void putInTurn(String path, byte[]... contents) {
        put(path, contents[0]);
        inTurn.put(path, new ArrayDeque<>(List.of(contents)));
    }

    synchronized void remove(String path) {
        files.remove(path);
    }

    /** Gives no parts of files. */
    synchronized void giveOnlyWhole() {
        ranges = false;
    }

    /** Answers nothing any more, or again. */
    synchronized void cutOff(boolean cut) {
        cutOff = cut;
    }

    /** Ends bodies of files whose names end so in the middle, from now on. */
    synchronized void cutBodiesOf(String ending) {
        cutShort = Optional.of(ending);
    }

    /** Sends half of each body of a file whose name ends so, and then nothing more while the connection lasts. */
    synchronized void stallBodiesOf(String ending) {
        stalled = Optional.of(ending);
    }

    synchronized void stallNothing() {
        stalled = Optional.empty();
    }

    /** Returns when something whose last part is this has been asked for. */
    synchronized void awaitAsked(String name) throws InterruptedException {
        long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(WAIT_MS_MAX);
        while (!asked.contains(name)) {
            long leftMs = TimeUnit.NANOSECONDS.toMillis(deadlineNs - System.nanoTime());
            if (leftMs <= 0) {
                throw new AssertionError(
                        name + " was not asked for within " + WAIT_MS_MAX + " ms; asked for: " + asked);
            }
            wait(leftMs);
        }
    }

    /** Answers with a status in place of a file. */
    synchronized void refuse(String path, int status) {
        refused.put(path, new MockResponse.Builder().code(status).build());
    }

    /** Breaks a body off at the same place each time, whatever part of it is asked for. */
    synchronized void breakOff(String path) {
        refused.put(
                path,
                new MockResponse.Builder()
                        .body("BZh")
                        .setHeader("Content-Length", files.get(path).length)
                        .onResponseEnd(new SocketEffect.CloseSocket())
                        .build());
    }

    synchronized void removeAll() {
        files.clear();
    }

    /** The last part of every path that was asked for, in order. */
    synchronized List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public synchronized MockResponse dispatch(RecordedRequest request) {
        String path = request.getUrl().encodedPath().replaceFirst("^/mirror", "");
        asked.add((request.getMethod().equals("HEAD") ? "HEAD " : "") + path.replaceFirst(".*/(?=[^/])", ""));
        notifyAll();
        if (cutOff) {
            return new MockResponse.Builder()
                    .onResponseStart(new SocketEffect.CloseSocket())
                    .build();
        }
        boolean broken = refused.containsKey(path) && refused.get(path).getCode() == 200;
        if (refused.containsKey(path) && !(broken && request.getMethod().equals("HEAD"))) {
            return refused.get(path);
        }
        Deque<byte[]> turns = inTurn.getOrDefault(path, new ArrayDeque<>());
        if (turns.size() > 1) {
            files.put(path, turns.remove());
        }
        byte[] content = files.get(path);
        if (content == null) {
            return new MockResponse.Builder().code(404).body("Not found").build();
        }
        MockResponse.Builder response = new MockResponse.Builder()
                .body(new Buffer().write(content))
                .addHeader("ETag", "\"" + sha1(content) + "\"");
        if (request.getMethod().equals("HEAD")) {
            return new MockResponse.Builder()
                    .setHeader("Content-Length", content.length)
                    .build();
        }
        String range = ranges ? request.getHeaders().get("Range") : null;
        if (range != null) {
            String[] ends = range.replaceFirst("bytes=", "").split("-");
            int from = Integer.parseInt(ends[0]);
            int to = ends.length > 1 ? Integer.parseInt(ends[1]) : content.length - 1;
            asked.set(asked.size() - 1, asked.get(asked.size() - 1) + " from " + from);
            response.code(206)
                    .setHeader("Content-Range", "bytes " + from + "-" + to + "/" + content.length)
                    .body(new Buffer().write(content, from, to + 1 - from));
        }
        if (stalled.filter(path::endsWith).isPresent()) {
            response.onResponseBody(SocketEffect.Stall.INSTANCE);
        }
        if (cutShort.filter(path::endsWith).isPresent()) {
            response.body(new Buffer().write(content, 0, content.length / 2))
                    .setHeader("Content-Length", content.length)
                    .onResponseEnd(new SocketEffect.CloseSocket());
        }
        return response.build();
    }

    static String sha1(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
