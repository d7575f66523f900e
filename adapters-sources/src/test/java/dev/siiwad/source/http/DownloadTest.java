package dev.siiwad.source.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.testkit.PromptSockets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadTest {
    private static final String ETAG = "\"v1\"";

    private final MockWebServer server = new MockWebServer();
    private final FakeTiming timing = new FakeTiming();
    private final Http http = new Http(HttpSettings.of("1.0", "someone@example.org"), timing);
    private final Download download = new Download(http);
    private final byte[] content = bytes(300_000, 1);
    private final Expected expected = Expected.of(content.length, Checksum.sha256(sha256(content)));

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void start() throws IOException {
        server.setServerSocketFactory(new PromptSockets());
        server.start();
        file = directory.resolve("raw/dump.xml.bz2");
    }

    @AfterEach
    void stop() {
        http.close();
        server.close();
    }

    @Test
    void bringsAFileAndLeavesNothingElse() throws Exception {
        server.enqueue(whole(content, ETAG));

        fetch(expected);

        assertThat(file).hasBinaryContent(content);
        assertThat(file.getParent()).isDirectoryNotContaining("glob:**.part*");
        assertThat(server.takeRequest().getHeaders().get("Accept-Encoding")).isEqualTo("identity");
    }

    @Test
    void forcesItsBytesBeforeTheyGetItsName() throws Exception {
        Path events = directory.resolve("events.jfr");
        byte[] large = bytes(1 << 20, 1);
        server.enqueue(whole(large, ETAG));
        try (Recording recording = new Recording()) {
            recording.enable("jdk.FileForce").withThreshold(Duration.ZERO);
            recording.start();
            fetch(Expected.of(large.length, Checksum.sha256(sha256(large))));
            recording.stop();
            recording.dump(events);
        }
        assertThat(RecordingFile.readAllEvents(events))
                .filteredOn(event -> event.getEventType().getName().equals("jdk.FileForce"))
                .extracting(event -> event.getString("path"))
                .containsExactly(new PartFile(file).path().toString());
    }

    @Test
    void bringsAFileOfAnotherLengthAgain() throws Exception {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "half a file");
        server.enqueue(whole(content, ETAG));

        fetch(expected);

        assertThat(file).hasBinaryContent(content);
    }

    @Test
    void goesOnWhereAnEarlierProcessStopped() throws Exception {
        leavePart(100_000, ETAG);
        server.enqueue(rest(content, 100_000, ETAG));

        fetch(expected);

        assertThat(file).hasBinaryContent(content);
        RecordedRequest request = server.takeRequest();
        assertThat(request.getHeaders().get("Range")).isEqualTo("bytes=100000-");
        assertThat(request.getHeaders().get("If-Range")).isEqualTo(ETAG);
    }

    @Test
    void goesOnWhereTheBodyBroke() throws Exception {
        server.setDispatcher(new RangeServer(content, ETAG, 3));

        fetch(expected);

        assertThat(file).hasBinaryContent(content);
    }

    @Test
    void beginsAgainWhenThePartHasNoStrongTag() throws Exception {
        leavePart(100_000, "");
        server.enqueue(whole(content, "W/\"v1\""));

        fetch(expected);

        assertThat(server.takeRequest().getHeaders().get("Range")).isNull();
        assertThat(file).hasBinaryContent(content);
    }

    @Test
    void startsAtByteZeroWhenTheWholeFileComes() throws Exception {
        leavePart(100_000, "\"old\"");
        server.enqueue(whole(content, ETAG));

        fetch(expected);

        assertThat(server.takeRequest().getHeaders().get("Range")).isEqualTo("bytes=100000-");
        assertThat(file).hasBinaryContent(content);
    }

    @Test
    void beginsAgainWhenTheWrongRangeComes() throws Exception {
        leavePart(100_000, ETAG);
        server.enqueue(rest(content, 100_001, ETAG));
        server.enqueue(whole(content, ETAG));

        fetch(expected);

        assertThat(file).hasBinaryContent(content);
    }

    @Test
    void beginsAgainWhenThePartIsOfAnotherFile() throws Exception {
        leavePart(100_000, "\"old\"");
        server.enqueue(rest(content, 100_000, ETAG));
        server.enqueue(whole(content, ETAG));

        fetch(Expected.of(Checksum.sha256(sha256(content))));

        assertThat(file).hasBinaryContent(content);
    }

    @Test
    void takesAPartThatIsTheWholeForTheWhole() throws Exception {
        leavePart(content.length, ETAG);
        server.enqueue(new MockResponse.Builder()
                .code(416)
                .addHeader("Content-Range", "bytes */" + content.length)
                .build());

        fetch(Expected.of(Checksum.sha256(sha256(content))));

        assertThat(file).hasBinaryContent(content);
    }

    @Test
    void asksNothingForAPartThatHasAllBytesExpected() throws Exception {
        leavePart(content.length, ETAG);

        fetch(expected);

        assertThat(file).hasBinaryContent(content);
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    void beginsAgainWhenThePartIsLongerThanTheFile() throws Exception {
        leavePart(content.length, ETAG);
        server.enqueue(new MockResponse.Builder()
                .code(416)
                .addHeader("Content-Range", "bytes */" + 10)
                .build());
        server.enqueue(whole(bytes(10, 2), ETAG));

        fetch(Expected.of(Checksum.sha256(sha256(bytes(10, 2)))));

        assertThat(file).hasBinaryContent(bytes(10, 2));
    }

    @Test
    void bringsADamagedFileOnceMore() throws Exception {
        server.enqueue(whole(bytes(content.length, 9), ETAG));
        server.enqueue(whole(content, ETAG));

        fetch(expected);

        assertThat(file).hasBinaryContent(content);
    }

    @Test
    void namesBothDigestsWhenAFileIsDamagedTwice() {
        byte[] damaged = bytes(content.length, 9);
        server.enqueue(whole(damaged, ETAG));
        server.enqueue(whole(damaged, ETAG));

        assertThatThrownBy(() -> fetch(expected))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("sha256:" + sha256(damaged))
                .hasMessageContaining("expected sha256:" + sha256(content));
        assertThat(file.getParent()).isEmptyDirectory();
    }

    @Test
    void refusesAFileOfAnotherLength() {
        server.enqueue(whole(bytes(10, 1), ETAG));

        assertThatThrownBy(() -> fetch(expected)).hasMessageContaining("the server has 10 bytes; expected 300000");
    }

    @Test
    void refusesABodyOfUnknownLengthThatIsLongerThanExpected() {
        server.enqueue(new MockResponse.Builder()
                .chunkedBody(new Buffer().write(bytes(400_000, 1)), 1000)
                .build());

        assertThatThrownBy(() -> fetch(expected)).hasMessageContaining("at most 300000 are expected");
        assertThat(file.getParent()).isEmptyDirectory();
    }

    @Test
    void endsABodyOfUnknownLengthAtALimitAndLeavesNothing() {
        server.enqueue(new MockResponse.Builder()
                .chunkedBody(new Buffer().write(bytes(400_000, 1)), 1000)
                .build());

        assertThatThrownBy(() -> new Download(http, 100_000, PartRanges.STRETCH_BYTES_MIN)
                        .fetch(Request.get(server.url("/dump").toString()), file, Expected.NOTHING))
                .isInstanceOf(OtherContentException.class)
                .hasMessageContaining("at most 100000 are expected");
        assertThat(file.getParent()).isEmptyDirectory();
    }

    @Test
    void refusesALengthThatNoFileHas() throws Exception {
        server.enqueue(whole(bytes(10, 1), ETAG)
                .newBuilder()
                .setHeader("Content-Length", Download.FILE_BYTES_MAX + 1)
                .build());

        assertThatThrownBy(() -> fetch(Expected.NOTHING))
                .hasMessageContaining("the server announces 1099511627777 bytes; at most 1099511627776 are downloaded");

        leavePart(100_000, ETAG);
        server.enqueue(rest(content, 100_000, ETAG)
                .newBuilder()
                .setHeader("Content-Range", "bytes 100000-299999/999999999999999999")
                .build());
        assertThatThrownBy(() -> fetch(Expected.of(Checksum.sha256(sha256(content)))))
                .hasMessageContaining("announces 999999999999999999 bytes");
        assertThat(file.getParent()).isEmptyDirectory();
    }

    @Test
    void leavesNothingThatALaterTryCannotUse() {
        server.setDispatcher(new RangeServer(content, "W/\"v1\"", Integer.MAX_VALUE, 1000));

        assertThatThrownBy(() -> fetch(expected)).hasMessageContaining("Check the network");
        assertThat(file.getParent()).isEmptyDirectory();
    }

    @Test
    void givesUpABodyThatComesInDrops() {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return new MockResponse.Builder()
                        .chunkedBody(new Buffer().write(content), 1000)
                        .addHeader("ETag", ETAG)
                        .build();
            }
        });
        Timing minutePerLook = new Timing() {
            private long nanos;

            @Override
            public Instant now() {
                return FakeTiming.START;
            }

            @Override
            public long nanos() {
                return nanos += Duration.ofMinutes(1).toNanos();
            }

            @Override
            public void await(Duration wait, CountDownLatch woken) {
                nanos += wait.toNanos();
            }

            @Override
            public double chance() {
                return 1;
            }
        };
        try (Http slow = new Http(HttpSettings.of("1.0", "someone@example.org"), minutePerLook)) {
            assertThatThrownBy(() -> new Download(slow)
                            .fetch(Request.get(server.url("/dump").toString()), file, expected))
                    .hasMessageContaining(
                            "/dump: fewer than 6000 bytes came in a minute; 1000 have come in all (tried ")
                    .hasMessageEndingWith("Check the network");
        }
    }

    @Test
    void namesTheFileAndTheBytesThatADiskDoesNotTake() throws Exception {
        PartFile part = new PartFile(file);
        part.restart(Optional.of(ETAG), false).close();
        IOException full = new IOException("No space left on device");
        assertThat(part.refused(Long.MAX_VALUE, full))
                .hasMessageMatching(Pattern.quote(part.path() + ": cannot be written: No space left on device; ")
                        + Long.MAX_VALUE
                        + " bytes are still to come, its disk has \\d+ bytes free, \\d+ are missing");
        assertThat(part.refused(1, full)).hasMessageMatching(".* bytes free");
        assertThat(part.etag()).contains(ETAG);
    }

    @Test
    void givesUpWhenNoTryBringsAnyByte() {
        server.setDispatcher(new RangeServer(content, ETAG, Integer.MAX_VALUE, 0));

        assertThatThrownBy(() -> fetch(Expected.NOTHING))
                .hasMessageEndingWith("(tried 16 times in 10 min). Check the network");
    }

    @Test
    void givesUpAfterSomeSecondsWhereAnotherFileArrives() throws Exception {
        byte[] other = bytes(10, 3);
        RangeServer broken = new RangeServer(content, ETAG, Integer.MAX_VALUE, 0);
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return request.getTarget().equals("/other") ? whole(other, ETAG) : broken.dispatch(request);
            }
        });
        download.fetch(Request.get(server.url("/other").toString()), directory.resolve("other"), Expected.of(10));

        assertThatThrownBy(() -> fetch(expected))
                .hasMessageEndingWith("(tried 6 times in 31 s, while the host answers others)");
        assertThat(timing.nanos()).isEqualTo(Duration.ofSeconds(31).toNanos());
    }

    @Test
    void endsADownloadThatBreaksOffForEver() {
        server.setDispatcher(new RangeServer(bytes(3_000_000, 1), ETAG, Integer.MAX_VALUE, 100));

        assertThatThrownBy(() -> fetch(Expected.NOTHING)).hasMessageContaining("broke off 200 times");
    }

    @Test
    void verifiesFilesAsGitNamesThem() throws Exception {
        server.enqueue(whole("hello\n".getBytes(java.nio.charset.StandardCharsets.UTF_8), ETAG));

        fetch(Expected.of(6, Checksum.gitBlob("ce013625030ba8dba906f756967f9e9ca394464a")));

        assertThat(file).hasContent("hello\n");
    }

    @Test
    void survivesTheCacheVanishing() throws Exception {
        leavePart(100_000, ETAG);
        Files.delete(file.resolveSibling("dump.xml.bz2.part"));
        server.enqueue(whole(content, ETAG));

        fetch(expected);

        assertThat(file).hasBinaryContent(content);
    }

    private void fetch(Expected known) throws IOException {
        download.fetch(Request.get(server.url("/dump").toString()), file, known);
    }

    private void leavePart(int length, String etag) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file.resolveSibling("dump.xml.bz2.part"), Arrays.copyOf(content, length));
        Files.writeString(file.resolveSibling("dump.xml.bz2.part.etag"), etag);
    }

    private static MockResponse whole(byte[] body, String etag) {
        return new MockResponse.Builder()
                .body(new Buffer().write(body))
                .addHeader("ETag", etag)
                .build();
    }

    private static MockResponse rest(byte[] body, int from, String etag) {
        return new MockResponse.Builder()
                .code(206)
                .body(new Buffer().write(body, from, body.length - from))
                .addHeader("ETag", etag)
                .addHeader("Content-Range", "bytes " + from + "-" + (body.length - 1) + "/" + body.length)
                .build();
    }

    private static byte[] bytes(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
