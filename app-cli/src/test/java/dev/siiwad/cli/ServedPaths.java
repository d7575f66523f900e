package dev.siiwad.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.siiwad.testkit.PromptSockets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.util.Map;
import java.util.TreeMap;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okio.Buffer;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;

/** An upstream on this machine that answers some paths, whatever the query is, and no others. */
final class ServedPaths implements AutoCloseable {
    private final MockWebServer server = new MockWebServer();
    private final Map<String, byte[]> answers = new TreeMap<>();

    ServedPaths() throws IOException {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                byte[] body = answers.get(URLDecoder.decode(request.getUrl().encodedPath(), UTF_8));
                if (body == null) {
                    return new MockResponse.Builder().code(404).build();
                }
                MockResponse.Builder answer =
                        new MockResponse.Builder().addHeader("Content-Type", "application/octet-stream");
                return request.getMethod().equals("HEAD")
                        ? answer.setHeader("Content-Length", body.length).build()
                        : answer.body(new Buffer().write(body)).build();
            }
        });
        server.setServerSocketFactory(new PromptSockets());
        server.start();
    }

    ServedPaths with(String path, byte[] body) {
        answers.put(path, body);
        return this;
    }

    ServedPaths with(String path, String body) {
        return with(path, body.getBytes(UTF_8));
    }

    String url() {
        return server.url("/").toString().replaceFirst("/$", "");
    }

    static byte[] bzip2(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new BZip2CompressorOutputStream(bytes, 1)) {
            out.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        server.close();
    }
}
