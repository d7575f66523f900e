package dev.siiwad.source.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.digest.Sha256;
import dev.siiwad.testkit.PromptSockets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockResponseBody;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okio.Buffer;
import okio.BufferedSink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever several connections bring, in whatever order and however often it breaks off, is the file, and of what had arrived nothing is asked for twice. */
class RangedDownloadTest {
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");
    private static final String ETAG = "\"v1\"";
    private static final int STRETCH_BYTES_MIN = 128 << 10;

    private final MockWebServer server = new MockWebServer();
    private final byte[] content = bytes(3_000_000, 1);
    private final Expected expected = expecting(content);
    private final List<String> asked = new ArrayList<>();
    private final CountDownLatch otherServed = new CountDownLatch(1);
    private Http http = client(4);

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void start() throws IOException {
        server.setServerSocketFactory(new PromptSockets());
        server.start();
        file = directory.resolve("dump.bz2");
    }

    @AfterEach
    void stop() {
        otherServed.countDown();
        http.close();
        server.close();
    }

    @Test
    void bringsPartsOfALargeFileBesideEachOther() throws Exception {
        serve(request -> Optional.empty());

        fetch();

        assertThat(file).hasBinaryContent(content);
        assertThat(directory).isDirectoryNotContaining("glob:**.part*");
        assertThat(asked).hasSizeGreaterThan(1);
        assertThat(asked.get(0)).isEmpty();
        assertThat(asked.subList(1, asked.size())).allMatch(range -> range.matches("bytes=\\d+-\\d+"));
    }

    @Test
    void asksOnlyForWhatHasNotArrived() throws Exception {
        leavePart("siiwad-ranges/1 bytes=3000000\n0 1000000\n1500000 2900000\n2900000 29", content);
        List<long[]> holes = List.of(new long[] {1_000_000, 1_500_000}, new long[] {2_900_000, 3_000_000});
        serve(request -> Optional.empty());

        fetch();

        assertThat(file).hasBinaryContent(content);
        assertThat(asked).isNotEmpty().allSatisfy(range -> {
            Matcher matcher = RANGE.matcher(range);
            assertThat(matcher.matches()).isTrue();
            long from = Long.parseLong(matcher.group(1));
            long last = Long.parseLong(matcher.group(2));
            assertThat(holes).anyMatch(hole -> hole[0] <= from && last < hole[1]);
        });
    }

    @Test
    void beginsAgainWhereItIsNotKnownWhatHasArrived() throws Exception {
        for (String kept : List.of("something else\n", "siiwad-ranges/1 bytes=3000000\n0 3000001\n")) {
            asked.clear();
            Files.deleteIfExists(file);
            leavePart(kept, Arrays.copyOf(content, 2_000_000));
            serve(request -> Optional.empty());

            fetch();

            assertThat(file).hasBinaryContent(content);
            assertThat(asked).contains("");
        }
    }

    @Test
    void findsARecordThatIsWrongByTheChecksum() throws Exception {
        leavePart("siiwad-ranges/1 bytes=3000000\n0 3000000\n", new byte[content.length]);
        serve(request -> Optional.empty());

        fetch();

        assertThat(file).hasBinaryContent(content);
    }

    @Test
    void goesOnAloneWhereTheServerGivesNoParts() throws Exception {
        serve(request -> Optional.of(whole(content, ETAG)));

        fetch();

        assertThat(file).hasBinaryContent(content);
    }

    @Test
    void goesOnAloneWhereOneConnectionIsTooMany() throws Exception {
        serve(request -> request.isEmpty() || asked.size() > 4
                ? Optional.empty()
                : Optional.of(new MockResponse.Builder()
                        .code(429)
                        .onResponseEnd(new SocketEffect.CloseSocket())
                        .build()));
        otherServed.countDown();

        fetch();

        assertThat(file).hasBinaryContent(content);
        assertThat(asked).hasSizeLessThan(12);
    }

    /** The other is refused while the first waits for the last bytes before those that the other was to bring; it then brings those too. */
    @Test
    void goesOnWhereAnotherGivesBackWhatFollows() throws Exception {
        CompletableFuture<Integer> taken = new CompletableFuture<>();
        CountDownLatch atItsEnd = new CountDownLatch(1);
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
                String range =
                        Optional.ofNullable(request.getHeaders().get("Range")).orElse("");
                if (range.isEmpty()) {
                    return until(taken, atItsEnd);
                }
                Matcher matcher = RANGE.matcher(range);
                assertThat(matcher.matches()).isTrue();
                if (taken.complete(Integer.parseInt(matcher.group(1)))) {
                    atItsEnd.await();
                    return new MockResponse.Builder().code(403).build();
                }
                return part(range);
            }
        });
        http.close();
        http = client(2);

        fetch();

        assertThat(file).hasBinaryContent(content);
        assertThat(server.getRequestCount()).isEqualTo(2);
    }

    /** The whole file, which stands still shortly before what another connection has taken, until that one has ended. */
    private MockResponse until(CompletableFuture<Integer> taken, CountDownLatch atItsEnd) {
        return new MockResponse.Builder()
                .addHeader("ETag", ETAG)
                .body(new MockResponseBody() {
                    @Override
                    public long getContentLength() {
                        return content.length;
                    }

                    @Override
                    public void writeTo(BufferedSink sink) throws IOException {
                        int first = STRETCH_BYTES_MIN / 4;
                        sink.write(content, 0, first);
                        sink.flush();
                        int shortly = taken.join() - 10_000;
                        sink.write(content, first, shortly - first);
                        sink.flush();
                        waitUntil(() -> http.activity().transfers().get(0).bytes() == shortly);
                        atItsEnd.countDown();
                        waitUntil(() -> Thread.getAllStackTraces().keySet().stream()
                                .noneMatch(thread -> thread.getName().equals("download-beside")));
                        sink.write(content, shortly, content.length - shortly);
                    }
                })
                .build();
    }

    private static void waitUntil(BooleanSupplier reached) throws IOException {
        try {
            while (!reached.getAsBoolean()) {
                Thread.sleep(1);
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void beginsAgainWhenAPartIsOfAnotherFile() throws Exception {
        byte[] before = bytes(content.length, 2);
        serve(request -> Optional.of(
                asked.size() == 1
                        ? whole(before, "\"v0\"")
                        : request.isEmpty() ? whole(content, ETAG) : part(request)));

        fetch();

        assertThat(file).hasBinaryContent(content);
    }

    @Test
    void beginsAgainWhenTheFileHasAnotherLengthNow() throws Exception {
        leavePart("siiwad-ranges/1 bytes=3000000\n0 1000000\n", Arrays.copyOf(content, 1_000_000));
        serve(request -> asked.size() == 1
                ? Optional.of(part(request)
                        .newBuilder()
                        .setHeader("Content-Range", "bytes 1000000-2999999/3000001")
                        .build())
                : Optional.empty());

        fetch();

        assertThat(file).hasBinaryContent(content);
        assertThat(asked).contains("");
    }

    @Test
    void beginsAgainWhenTheServerHasNoSuchBytes() throws Exception {
        leavePart("siiwad-ranges/1 bytes=3000000\n0 1000000\n", Arrays.copyOf(content, 1_000_000));
        serve(request -> asked.size() == 1
                ? Optional.of(new MockResponse.Builder()
                        .code(416)
                        .addHeader("Content-Range", "bytes */900000")
                        .build())
                : Optional.empty());

        fetch();

        assertThat(file).hasBinaryContent(content);
        assertThat(asked).contains("");
    }

    @Test
    void usesOneConnectionWhereNothingProvesThatPartsAreOfOneFile() throws Exception {
        List<Expected> unproved = List.of(Expected.of(content.length), Expected.NOTHING);
        otherServed.countDown();
        for (Expected each : unproved) {
            asked.clear();
            serve(request -> Optional.empty());
            new Download(http, Download.UNANNOUNCED_BYTES_MAX, STRETCH_BYTES_MIN).fetch(request(), file, each);
            assertThat(asked).allMatch(String::isEmpty);
        }
        asked.clear();
        serve(request -> Optional.of(whole(content, "W/\"weak\"")));
        fetch();
        assertThat(asked).containsExactly("");
    }

    @Test
    void usesOneConnectionWhereNobodyAsksForMore() {
        assertThat(HttpSettings.of("1.0", "someone@example.org").connectionsPerFileMax())
                .isEqualTo(1);
    }

    @Test
    void usesOneConnectionWhereRequestsAreCounted() throws Exception {
        http.close();
        http = new Http(
                HttpSettings.of("1.0", "someone@example.org")
                        .withConnectionsPerFile(4)
                        .withRate(new RequestRate(100, Duration.ofHours(1))),
                new FakeTiming());
        otherServed.countDown();
        serve(request -> Optional.empty());

        fetch();

        assertThat(file).hasBinaryContent(content);
        assertThat(asked).containsExactly("");
    }

    @Test
    void leavesAConnectionToWhoeverWaitsForOne() throws Exception {
        CountDownLatch busy = new CountDownLatch(3);
        CountDownLatch answered = new CountDownLatch(1);
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                if (request.getUrl().encodedPath().equals("/question")) {
                    return new MockResponse.Builder().body("an answer").build();
                }
                String range = String.valueOf(request.getHeaders().get("Range"));
                MockResponse answer = range.equals("null") ? whole(content, ETAG) : part(range);
                return answer.newBuilder().body(slowed(answer, busy, answered)).build();
            }
        });
        http.close();
        http = client(3);
        FutureTask<Void> download = new FutureTask<>(() -> {
            fetch();
            return null;
        });
        new Thread(download).start();
        busy.await();

        assertThat(http.fetch(Request.get(server.url("/question").toString())).text())
                .isEqualTo("an answer");
        answered.countDown();

        download.get();
        assertThat(file).hasBinaryContent(content);
    }

    /** Of each answer a little, and when three of them come, more of those beside the first; the rest when something else was answered. */
    private static MockResponseBody slowed(MockResponse answer, CountDownLatch busy, CountDownLatch answered) {
        MockResponseBody body = answer.getBody();
        return new MockResponseBody() {
            @Override
            public long getContentLength() {
                return body.getContentLength();
            }

            @Override
            public void writeTo(BufferedSink sink) throws IOException {
                Buffer all = new Buffer();
                body.writeTo(all);
                sink.write(all, Math.min(1000, all.size()));
                sink.flush();
                busy.countDown();
                try {
                    while (all.size() > 1000 && !answered.await(1, TimeUnit.MILLISECONDS)) {
                        sink.write(all, 1000);
                        sink.flush();
                    }
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                sink.write(all, all.size());
            }
        };
    }

    @Test
    void sendsNoTokenToTheHostThatItIsSentTo() throws Exception {
        try (MockWebServer hub = new MockWebServer()) {
            hub.start();
            List<String> tokens = new ArrayList<>();
            hub.setDispatcher(new Dispatcher() {
                @Override
                public MockResponse dispatch(RecordedRequest request) {
                    synchronized (tokens) {
                        tokens.add(String.valueOf(request.getHeaders().get("Authorization")));
                    }
                    return new MockResponse.Builder()
                            .code(302)
                            .addHeader(
                                    "Location",
                                    server.url("/dump")
                                            .newBuilder()
                                            .host("127.0.0.1")
                                            .build())
                            .build();
                }
            });
            serve(request -> Optional.empty());
            Request request = Request.get(hub.url("/resolve")
                            .newBuilder()
                            .host("localhost")
                            .build()
                            .toString())
                    .bearer(Optional.of("secret"));

            new Download(http, Download.UNANNOUNCED_BYTES_MAX, STRETCH_BYTES_MIN).fetch(request, file, expected);

            assertThat(file).hasBinaryContent(content);
            assertThat(tokens).hasSizeGreaterThan(1).containsOnly("Bearer secret");
            assertThat(asked).hasSizeGreaterThan(1);
            for (int i = server.getRequestCount(); i > 0; i--) {
                assertThat(server.takeRequest().getHeaders().get("Authorization"))
                        .isNull();
            }
        }
    }

    @Test
    void losesOnlyWhatWasInFlightHoweverOftenItIsStopped() throws Exception {
        Random random = new Random(7);
        otherServed.countDown();
        for (int stop = 0; stop < 12 && !Files.exists(file); stop++) {
            int[] bytesLeft = {200_000 + random.nextInt(900_000)};
            serve(request -> Optional.of(cut(request.isEmpty() ? whole(content, ETAG) : part(request), bytesLeft)));
            http.close();
            http = new Http(
                    HttpSettings.of("1.0", "someone@example.org")
                            .withConnectionsPerFile(4)
                            .withRetries(RetryPolicy.DEFAULT.withRetryFor(Duration.ZERO)),
                    new FakeTiming());
            try {
                fetch();
            } catch (IOException broken) {
                assertThat(new PartFile(file).ranges().orElseThrow().bytes()).isPositive();
            }
        }
        serve(request -> Optional.empty());
        fetch();

        assertThat(file).hasBinaryContent(content);
        assertThat(directory).isDirectoryNotContaining("glob:**.part*");
    }

    @Test
    void saysHowManyBytesAreHere() throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        List<Activity.Transfer> transfers = new ArrayList<>();
        leavePart("siiwad-ranges/1 bytes=3000000\n0 1000000\n1500000 3000000\n", content);
        serve(request -> {
            transfers.addAll(http.activity().transfers());
            seen.countDown();
            return Optional.empty();
        });

        fetch();

        assertThat(transfers.get(0))
                .isEqualTo(new Activity.Transfer("dump", 2_500_000, OptionalLong.of(3_000_000), false));
    }

    private static Http client(int connections) {
        return new Http(
                HttpSettings.of("1.0", "someone@example.org").withConnectionsPerFile(connections), new FakeTiming());
    }

    private void fetch() throws IOException {
        new Download(http, Download.UNANNOUNCED_BYTES_MAX, STRETCH_BYTES_MIN).fetch(request(), file, expected);
    }

    private Request request() {
        return Request.get(server.url("/dump").toString());
    }

    private void leavePart(String ranges, byte[] arrived) throws IOException {
        Files.write(file.resolveSibling("dump.bz2.part"), arrived);
        Files.writeString(file.resolveSibling("dump.bz2.part.etag"), ETAG);
        Files.writeString(file.resolveSibling("dump.bz2.part.ranges"), ranges);
    }

    /** What is asked for is noted; what the answer does not say is served as it should be, the whole file only as far as others have had something too. */
    private void serve(Function<String, Optional<MockResponse>> answer) {
        server.setDispatcher(new Dispatcher() {
            @Override
            public synchronized MockResponse dispatch(RecordedRequest request) {
                String range =
                        Optional.ofNullable(request.getHeaders().get("Range")).orElse("");
                asked.add(range);
                return answer.apply(range).orElseGet(() -> range.isEmpty() ? gated() : part(range));
            }
        });
    }

    private MockResponse gated() {
        return new MockResponse.Builder()
                .body(new MockResponseBody() {
                    @Override
                    public long getContentLength() {
                        return content.length;
                    }

                    @Override
                    public void writeTo(BufferedSink sink) throws IOException {
                        sink.write(content, 0, STRETCH_BYTES_MIN);
                        sink.flush();
                        try {
                            if (!otherServed.await(30, TimeUnit.SECONDS)) {
                                throw new IOException("no other connection came");
                            }
                        } catch (InterruptedException e) {
                            throw new IOException(e);
                        }
                        sink.write(content, STRETCH_BYTES_MIN, content.length - STRETCH_BYTES_MIN);
                    }
                })
                .addHeader("ETag", ETAG)
                .build();
    }

    private MockResponse part(String range) {
        otherServed.countDown();
        Matcher matcher = RANGE.matcher(range);
        assertThat(matcher.matches()).isTrue();
        int from = Integer.parseInt(matcher.group(1));
        int last = matcher.group(2).isEmpty() ? content.length - 1 : Integer.parseInt(matcher.group(2));
        return new MockResponse.Builder()
                .code(206)
                .body(new Buffer().write(content, from, last + 1 - from))
                .addHeader("ETag", ETAG)
                .addHeader("Content-Range", "bytes " + from + "-" + last + "/" + content.length)
                .build();
    }

    private static MockResponse whole(byte[] body, String etag) {
        return new MockResponse.Builder()
                .body(new Buffer().write(body))
                .addHeader("ETag", etag)
                .build();
    }

    /** Of the answers together, so many bytes come, and then each breaks off. */
    private static MockResponse cut(MockResponse answer, int[] bytesLeft) {
        Buffer all = new Buffer();
        MockResponse.Builder cut = answer.newBuilder();
        long length;
        long sent;
        try {
            answer.getBody().writeTo(all);
            length = all.size();
            sent = Math.min(length, bytesLeft[0]);
            cut.body(new Buffer().write(all.readByteArray(sent)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        bytesLeft[0] -= (int) sent;
        return sent == length
                ? cut.build()
                : cut.setHeader("Content-Length", length)
                        .onResponseEnd(new SocketEffect.CloseSocket())
                        .build();
    }

    private static Expected expecting(byte[] bytes) {
        return Expected.of(bytes.length, Checksum.sha256(Sha256.hex(bytes)));
    }

    private static byte[] bytes(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
