package dev.siiwad.source.huggingface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.Position;
import dev.siiwad.source.Reading;
import dev.siiwad.source.rows.Fields;
import dev.siiwad.source.rows.Packed;
import dev.siiwad.source.rows.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One file of a split is lost for good: it is set aside by name, and the others are read. */
class LostShardTest {
    @TempDir
    private Path cache;

    private FakeHub hub;
    private String sha;

    @BeforeEach
    void start() throws IOException {
        hub = new FakeHub();
        Map<String, byte[]> files = new HashMap<>();
        for (int shard = 1; shard <= 3; shard++) {
            files.put("so-" + shard + ".json.gz", Packed.gzip(Samples.lines("s" + shard, 5), 1 << 20));
        }
        sha = hub.commit(files);
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403 | is refused with status 403 by localhost, to which the Hub sends",
                "404 | is refused with status 404 by localhost, to which the Hub sends",
                "410 | is refused with status 410 by localhost, to which the Hub sends",
                "503 | is refused with status 503 by localhost, to which the Hub sends",
                "200 | the Hub gives something else than the "
            })
    void setsAsideAFileThatTheOtherHostDoesNotGive(int status, String reason) throws Exception {
        hub.always.put(
                "cdn GET /" + sha + "/so-2.json.gz",
                new MockResponse.Builder()
                        .code(status)
                        .body("<Error>request 4711</Error>")
                        .build());

        List<String> read = read();

        assertThat(read).hasSize(11).startsWith("Qoraal s1 0 é").endsWith("Qoraal s3 4 é");
        assertThat(read.get(5)).startsWith("so-2.json.gz: [so-2.json.gz] " + reason);
    }

    @Test
    void setsAsideAFileThatTheHubListsAndDoesNotHave() throws Exception {
        hub.always.put("GET /datasets/org/name/resolve/" + sha + "/so-3.json.gz", FakeHub.error(404, "EntryNotFound"));

        assertThat(read())
                .hasSize(11)
                .last()
                .asString()
                .startsWith(
                        "so-3.json.gz: [so-3.json.gz] the Hub lists it at commit " + sha + ", and does not have it");
    }

    @Test
    void setsAsideAParquetFileOfWhichPiecesAreRefused() throws Exception {
        sha = hub.commit(
                Map.of("train-1.parquet", Samples.parquet("a", 5), "train-2.parquet", Samples.parquet("b", 5)));
        hub.always.put(
                "cdn GET /" + sha + "/train-1.parquet",
                new MockResponse.Builder().code(403).build());

        assertThat(read()).hasSize(6).first().asString().startsWith("train-1.parquet: [train-1.parquet] is refused");
    }

    @Test
    void setsAsideAFileThatNeverComesWhole() throws Exception {
        int bytes = Packed.gzip(Samples.lines("s2", 5), 1 << 20).length;
        hub.always.put(
                "cdn GET /" + sha + "/so-2.json.gz",
                new MockResponse.Builder()
                        .body("cut")
                        .setHeader("Content-Length", bytes)
                        .onResponseEnd(new SocketEffect.CloseSocket())
                        .build());

        assertThat(read())
                .hasSize(11)
                .contains("so-2.json.gz: [so-2.json.gz] never comes whole, and others do. Not read: all of its " + bytes
                        + " bytes");
    }

    @Test
    void setsNothingAsideWhereNoFileCanBeHad() throws Exception {
        hub.always.put("cdn GET", new MockResponse.Builder().code(503).build());

        assertThatThrownBy(this::read)
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("host localhost, where the Hub keeps files of org/name, gives none of them.")
                .hasMessageContaining("status 503");
    }

    @Test
    void readsAFileThatIsRefusedForAWhile() throws Exception {
        hub.once.put("GET /datasets/org/name/resolve/" + sha + "/so-2.json.gz", FakeHub.error(404, "EntryNotFound"));

        assertThat(read()).hasSize(15).allMatch(text -> text.startsWith("Qoraal"));
    }

    /** Texts, and of what is set aside name and reason. */
    private List<String> read() throws IOException {
        HubDataset dataset = HubDataset.custom(
                FakeHub.REPO, Optional.empty(), "train", Fields.ofText("text"), "so", HubDataset.LICENSE_UNKNOWN);
        HuggingFaceSource source = hub.source(dataset, cache, false);
        List<String> read = new ArrayList<>();
        try (DocumentReader reader = source.open(source.snapshot(), Position.START)) {
            for (boolean more = true; more; ) {
                more = readNext(reader, read);
            }
        }
        return read;
    }

    private static boolean readNext(DocumentReader reader, List<String> read) throws IOException {
        try {
            Reading reading = reader.read();
            if (reading instanceof Reading.Read document) {
                read.add(document.document().text());
            }
            return !(reading instanceof Reading.End);
        } catch (MalformedDocumentException e) {
            assertThat(e.isUnit()).isTrue();
            read.add(e.documentId() + ": " + e.getMessage());
            return true;
        }
    }
}
