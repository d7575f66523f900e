package dev.siiwad.source.huggingface;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.document.Document;
import dev.siiwad.source.Availability;
import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.Helps;
import dev.siiwad.source.Position;
import dev.siiwad.source.Reading;
import dev.siiwad.source.Remedy;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.SourceException;
import dev.siiwad.source.http.FakeTiming;
import dev.siiwad.source.http.Http;
import dev.siiwad.source.http.HttpSettings;
import dev.siiwad.testkit.PromptSockets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** CC100, from a server that has files and nothing that lists them. */
class OwnServerSourceTest {
    private static final String TEXT = "Kani waa sadarka kowaad.\nKani waa ka labaad.\n\nQoraal kale.\n\n";

    private final MockWebServer server = new MockWebServer();
    private final List<String> asked = new ArrayList<>();
    private final Http http = new Http(HttpSettings.of("1.0", "someone@example.org"), new FakeTiming());

    @TempDir
    private Path cache;

    private byte[] file;
    private String etag = "\"5f2a-1\"";
    private int wrongLengths;

    @BeforeEach
    void start() throws IOException {
        file = xz(TEXT);
        server.setServerSocketFactory(new PromptSockets());
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                asked.add(request.getMethod() + " " + request.getTarget());
                if (!request.getTarget().equals("/cc-100/so.txt.xz")) {
                    return new MockResponse.Builder().code(404).build();
                }
                MockResponse.Builder response = new MockResponse.Builder().addHeader("ETag", etag);
                return request.getMethod().equals("HEAD")
                        ? response.setHeader("Content-Length", file.length + (wrongLengths-- > 0 ? 1 : 0))
                                .build()
                        : response.body(new Buffer().write(file)).build();
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        http.close();
        server.close();
    }

    @Test
    void readsDocumentsThatArePartedByBlankLines() throws Exception {
        Snapshot snapshot = source("so").snapshot();

        assertThat(snapshot.id()).isEqualTo("statmt/cc100@so.txt.xz-" + file.length + "-5f2a-1");
        assertThat(snapshot.payload().orElseThrow()).doesNotContain("localhost");
        assertThat(documents(snapshot))
                .extracting(Document::text)
                .containsExactly("Kani waa sadarka kowaad.\nKani waa ka labaad.", "Qoraal kale.");
        assertThat(source("so").info().license()).isEqualTo("Common Crawl terms of use");
        assertThat(source("so").id()).hasToString("HuggingFace-Somali_cc100-so");
    }

    @Test
    void pinsNothingThatASecondAnswerContradicts() {
        wrongLengths = 1;

        assertThatThrownBy(() -> source("so").snapshot())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/cc-100/so.txt.xz: the server says Optional[Seen[bytes=" + (file.length + 1));
    }

    @Test
    void knowsWhetherItsFileIsStillThere() throws Exception {
        Snapshot snapshot = source("so").snapshot();
        assertThat(source("so").availability(snapshot)).isEqualTo(new Availability.Available(Optional.empty()));

        etag = "\"5f2a-2\"";
        assertThat(source("so").availability(snapshot))
                .isEqualTo(new Availability.Gone("statmt/cc100@so.txt.xz-" + file.length + "-5f2a-2"));
    }

    @Test
    void anotherFileThanWasPinnedIsADecision() throws Exception {
        Snapshot snapshot = source("so").snapshot();
        file = xz(TEXT + "Mid dheeraad ah.\n");

        assertThatThrownBy(() -> documents(snapshot))
                .satisfies(Helps.by(new Remedy.StartOver(false)))
                .hasMessageEndingWith("It is another file than the run began with");
    }

    @Test
    void aLanguageThatIsNotThereIsSaid() {
        assertThatThrownBy(() -> source("zz").snapshot())
                .isInstanceOf(SourceException.class)
                .hasMessage("statmt/cc100: its server has no zz.txt.xz");
    }

    private OwnServerSource source(String language) {
        assertThat(HubDataset.serverOf("cc100")).contains("https://data.statmt.org/cc-100");
        return new OwnServerSource(
                HubDataset.preset("cc100", language, Optional.empty()),
                http,
                server.url("/cc-100/").toString(),
                cache,
                false);
    }

    private List<Document> documents(Snapshot snapshot) throws Exception {
        List<Document> documents = new ArrayList<>();
        try (DocumentReader reader = source("so").open(snapshot, Position.START)) {
            for (Reading reading = reader.read(); !(reading instanceof Reading.End); reading = reader.read()) {
                if (reading instanceof Reading.Read read) {
                    documents.add(read.document());
                }
            }
        }
        return documents;
    }

    private static byte[] xz(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (XZOutputStream out = new XZOutputStream(bytes, new LZMA2Options())) {
            out.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }
}
