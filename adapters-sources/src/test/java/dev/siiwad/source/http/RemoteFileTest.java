package dev.siiwad.source.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.testkit.PromptSockets;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RemoteFileTest {
    private final MockWebServer server = new MockWebServer();
    private final Http http = new Http(HttpSettings.of("1.0", "someone@example.org"), new FakeTiming());
    private final byte[] content = new byte[10_000];

    @BeforeEach
    void start() throws IOException {
        new Random(1).nextBytes(content);
        server.setServerSocketFactory(new PromptSockets());
        server.start();
    }

    @AfterEach
    void stop() {
        http.close();
        server.close();
    }

    @Test
    void givesTheBytesAskedFor() throws Exception {
        server.setDispatcher(new RangeServer(content, "\"v1\"", 0));
        RemoteFile file = file(content.length, Optional.empty());

        assertThat(file.read(0, 4)).isEqualTo(Arrays.copyOf(content, 4));
        assertThat(file.read(9_990, 10)).isEqualTo(Arrays.copyOfRange(content, 9_990, 10_000));
        assertThat(file.read(10_000, 0)).isEmpty();
        assertThat(file.length()).isEqualTo(10_000);
    }

    @Test
    void asksAgainWhenARangeEndsEarly() throws Exception {
        server.setDispatcher(new RangeServer(content, "\"v1\"", 2));

        assertThat(file(content.length, Optional.empty()).read(100, 5_000))
                .isEqualTo(Arrays.copyOfRange(content, 100, 5_100));
    }

    @Test
    void refusesAFileThatChangesUnderIt() throws Exception {
        server.setDispatcher(new RangeServer(content, "\"v1\"", 0));
        RemoteFile file = file(content.length, Optional.empty());
        file.read(0, 4);
        server.setDispatcher(new RangeServer(content, "\"v2\"", 0));

        assertThatThrownBy(() -> file.read(4, 4))
                .hasMessageEndingWith("has entity tag \"v2\"; \"v1\" was pinned. The file has changed");
    }

    @Test
    void refusesAFileThatIsNotThePinnedOne() {
        server.setDispatcher(new RangeServer(content, "\"v1\"", 0));

        assertThatThrownBy(() -> file(10_001, Optional.empty()).read(0, 4))
                .hasMessageEndingWith("has 10000 bytes; 10001 were pinned. The file has changed");
        assertThatThrownBy(() -> file(10_000, Optional.of("\"v0\"")).read(0, 4))
                .hasMessageEndingWith("has entity tag \"v1\"; \"v0\" was pinned. The file has changed");
    }

    @Test
    void refusesTheWholeFileWhereAPartWasAsked() {
        server.enqueue(
                new MockResponse.Builder().body(new Buffer().write(content)).build());

        assertThatThrownBy(() -> file(content.length, Optional.empty()).read(0, 4))
                .hasMessageContaining("asked for bytes=0-3, got the whole file");
    }

    @Test
    void refusesOtherBytesThanAskedFor() {
        server.enqueue(new MockResponse.Builder()
                .code(206)
                .body("abcd")
                .addHeader("Content-Range", "bytes 1-4/10000")
                .build());

        assertThatThrownBy(() -> file(content.length, Optional.empty()).read(0, 4))
                .hasMessageContaining("asked for bytes 0-3, got bytes 1-4");
    }

    @Test
    void refusesToReadBeyondTheEnd() {
        assertThatThrownBy(() -> file(10, Optional.empty()).read(8, 3))
                .hasMessageEndingWith("asked for 3 bytes from 8 on; the file has 10");
    }

    private RemoteFile file(long length, Optional<String> etag) {
        return new RemoteFile(http, Request.get(server.url("/f.parquet").toString()), length, etag);
    }
}
