package dev.siiwad.source.sprakbanken;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okio.Buffer;

/** Serves a list of resources, a collection among them, and corpus files with ranges, as Språkbanken does, and fails on request. */
final class SprakbankenServer extends Dispatcher {
    /** Listed among the corpora, and without a file of its own. */
    private static final String COLLECTION =
            "{\"id\":\"somali\",\"type\":\"corpus\",\"collection\":true,\"resources\":[\"wikipedia-so\"],"
                    + "\"size\":{\"resources\":1},\"languages\":[{\"code\":\"som\"}]}";

    private static final String FOLDER = "/resurser/meningsmangder/";

    private final Map<String, Listed> corpora = new LinkedHashMap<>();
    private final List<String> asked = new ArrayList<>();
    private boolean knowsHead = true;
    private boolean cutOff;
    private boolean cutShort;
    private final Set<String> alwaysCut = new HashSet<>();
    private final Map<String, Integer> refused = new LinkedHashMap<>();
    private final Map<String, byte[]> lied = new LinkedHashMap<>();
    private final Map<String, List<Lie>> lies = new LinkedHashMap<>();
    private final Set<String> plain = new HashSet<>();
    private final Map<String, byte[]> onTheWay = new LinkedHashMap<>();
    private Iterator<Fault> faults = List.<Fault>of().iterator();

    /** How a request may fail. */
    enum Fault {
        NONE,
        UNAVAILABLE,
        TOO_MANY,
        CUT,
        CLOSED
    }

    /** A wrong answer to one HEAD. */
    enum Lie {
        NONE,
        OTHER_LENGTH,
        OTHER_TAG,
        NOT_THERE,
        WEB_PAGE
    }

    private record Listed(String language, String updated, String license, byte[] file) {}

    /** Adds a Somali corpus, or replaces it. */
    synchronized SprakbankenServer with(String id, String updated, String xml) throws IOException {
        return withFile(id, updated, Made.packed(xml));
    }

    synchronized SprakbankenServer withFile(String id, String updated, byte[] file) {
        corpora.put(id, new Listed("som", updated, "CC-BY-4.0", file));
        return this;
    }

    /** Adds a corpus whose file is not packed. */
    synchronized SprakbankenServer withPlain(String id, byte[] xml) {
        plain.add(id);
        return withFile(id, "2020-01-01", xml);
    }

    /** Adds a corpus that is listed, but whose file is not there. */
    SprakbankenServer withoutFile(String id) {
        return withFile(id, "2017-01-30", new byte[0]);
    }

    /** Adds a corpus in another language. */
    synchronized SprakbankenServer inLanguage(String id, String language) throws IOException {
        corpora.put(id, new Listed(language, "2020-01-01", "CC-BY-4.0", Made.packed("<corpus/>")));
        return this;
    }

    synchronized void remove(String id) {
        corpora.remove(id);
    }

    synchronized SprakbankenServer withoutHead() {
        knowsHead = false;
        return this;
    }

    /** Answers nothing any more, or again. */
    synchronized void cutOff(boolean cut) {
        cutOff = cut;
    }

    /** Answers every request for the file of a corpus with a status, from now on. */
    synchronized SprakbankenServer refuse(String id, int status) {
        refused.put(id, status);
        return this;
    }

    /** Sends another body for a corpus, with a length of its own, and tells the truth only to HEAD. */
    synchronized SprakbankenServer sendInstead(String id, byte[] body) {
        lied.put(id, body);
        return this;
    }

    /** Lets the next HEADs for the file of a corpus be answered so. */
    synchronized void lie(String id, Lie... next) {
        lies.put(id, new ArrayList<>(List.of(next)));
    }

    /** Lets other bytes arrive than the server sends for a corpus, from now on. */
    synchronized void damageOnTheWay(String id, byte[] arriving) {
        onTheWay.put(id, arriving);
    }

    synchronized void damageNothing() {
        onTheWay.clear();
    }

    /** Ends the body of one corpus file in the middle, every time. */
    synchronized void cutForEver(String id) {
        alwaysCut.add(id);
    }

    /** Ends the body of every corpus file in the middle from now on, and fails in no other way. */
    synchronized void cutFilesShort() {
        cutShort = true;
        failNext();
    }

    /** Lets the next requests fail in turn. */
    synchronized void failNext(Fault... next) {
        faults = List.of(next).iterator();
    }

    /** Lets requests fail again and again, in turn. */
    synchronized void failForEver(Fault... inTurn) {
        List<Fault> turns = List.of(inTurn);
        faults = new Iterator<>() {
            private int n;

            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Fault next() {
                return turns.get(n++ % turns.size());
            }
        };
    }

    /** Method and path of all requests so far, those that failed too. */
    synchronized List<String> asked() {
        return List.copyOf(asked);
    }

    synchronized void forgetAsked() {
        asked.clear();
    }

    @Override
    public synchronized MockResponse dispatch(RecordedRequest request) {
        String path = request.getTarget();
        asked.add(request.getMethod() + " " + path);
        Fault fault = cutOff ? Fault.CLOSED : faults.hasNext() ? faults.next() : Fault.NONE;
        if (fault == Fault.UNAVAILABLE) {
            return new MockResponse.Builder()
                    .code(503)
                    .setHeader("Retry-After", "7")
                    .build();
        }
        if (fault == Fault.TOO_MANY) {
            return new MockResponse.Builder().code(429).build();
        }
        if (fault == Fault.CLOSED) {
            return new MockResponse.Builder()
                    .onResponseStart(new SocketEffect.CloseSocket())
                    .build();
        }
        if (path.equals("/ws/metadata/v3/?resource-type=corpus")) {
            byte[] list = Made.bytes(list());
            return body(list, list, "application/json", request, fault);
        }
        String id = path.startsWith(FOLDER) ? path.substring(FOLDER.length()).replaceAll("\\.xml(\\.bz2)?$", "") : "";
        if (!corpora.containsKey(id) || corpora.get(id).file().length == 0) {
            return new MockResponse.Builder().code(404).build();
        }
        if (refused.containsKey(id)) {
            return new MockResponse.Builder().code(refused.get(id)).build();
        }
        if (lied.containsKey(id) && request.getMethod().equals("GET")) {
            return body(lied.get(id), lied.get(id), "text/html", request, fault);
        }
        Lie lie = lie(request, id);
        if (lie != Lie.NONE) {
            return lied(lie, corpora.get(id).file().length);
        }
        if (request.getMethod().equals("HEAD") && !knowsHead) {
            return new MockResponse.Builder().code(405).build();
        }
        byte[] file = corpora.get(id).file();
        String type = file[0] == '<' && !plain.contains(id) ? "text/html; charset=utf-8" : "application/x-bzip2";
        byte[] arriving = onTheWay.getOrDefault(id, file);
        return body(file, arriving, type, request, cutShort || alwaysCut.contains(id) ? Fault.CUT : fault);
    }

    private Lie lie(RecordedRequest request, String id) {
        List<Lie> next = lies.getOrDefault(id, List.of());
        return request.getMethod().equals("HEAD") && !next.isEmpty() ? next.remove(0) : Lie.NONE;
    }

    private static MockResponse lied(Lie lie, int length) {
        MockResponse.Builder answer = new MockResponse.Builder();
        return switch (lie) {
            case OTHER_LENGTH -> answer.setHeader("Content-Length", length + 7).build();
            case OTHER_TAG ->
                answer.setHeader("Content-Length", length)
                        .setHeader("ETag", "\"x\"")
                        .build();
            case NOT_THERE -> answer.code(404).build();
            case WEB_PAGE ->
                answer.setHeader("Content-Length", 99)
                        .setHeader("Content-Type", "text/html")
                        .build();
            case NONE -> throw new IllegalArgumentException("the truth");
        };
    }

    private static MockResponse body(byte[] tagged, byte[] content, String type, RecordedRequest request, Fault fault) {
        String range = request.getHeaders().get("Range");
        String[] ends = range == null
                ? new String[] {"0"}
                : range.replaceFirst("bytes=", "").split("-");
        int from = Integer.parseInt(ends[0]);
        int end = ends.length > 1 ? Math.min(content.length, Integer.parseInt(ends[1]) + 1) : content.length;
        int length = end - from;
        int sent = fault == Fault.CUT ? length / 2 : length;
        MockResponse.Builder response = new MockResponse.Builder()
                .code(range == null ? 200 : 206)
                .setHeader("Content-Type", type)
                .setHeader("ETag", "\"" + Arrays.hashCode(tagged) + "\"");
        if (range != null) {
            response.setHeader("Content-Range", "bytes " + from + "-" + (end - 1) + "/" + content.length);
        }
        if (!request.getMethod().equals("HEAD")) {
            response.body(new Buffer().write(content, from, sent));
        }
        response.setHeader("Content-Length", length);
        if (sent < length) {
            response.onResponseEnd(new SocketEffect.CloseSocket());
        }
        return response.build();
    }

    String list() {
        List<String> resources = new ArrayList<>(List.of(COLLECTION));
        corpora.forEach((id, corpus) -> resources.add(String.format(
                "{\"id\":\"%s\",\"type\":\"corpus\",\"name\":{\"swe\":\"Somaliska: %s\",\"eng\":\"Somali: %s\"},"
                        + "\"languages\":[{\"code\":\"%s\"}],"
                        + "\"interfaces\":[{\"url\":\"https://spraakbanken.gu.se/korp/#?corpus=%s\"}],"
                        + "\"size\":{\"tokens\":%d,\"sentences\":7},\"updated\":\"%s\",\"downloads\":["
                        + "{\"url\":\"https://svn.example.org/stats_%s.txt\",\"type\":\"token frequencies\"},"
                        + "{\"url\":\"https://spraakbanken.gu.se%s%s.xml%s\",\"type\":\"corpus\",\"format\":\"XML\","
                        + "\"license\":\"%s\"}]}",
                id,
                id,
                id,
                corpus.language(),
                id,
                corpus.file().length,
                corpus.updated(),
                id,
                FOLDER,
                id,
                plain.contains(id) ? "" : ".bz2",
                corpus.license())));
        return "{\"resource_type\":\"corpus\",\"hits\":" + resources.size() + ",\"resources\":["
                + String.join(",", resources) + "]}";
    }
}
