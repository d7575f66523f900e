package dev.siiwad.source.huggingface;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.Position;
import dev.siiwad.source.Reading;
import dev.siiwad.source.proved.InPieces;
import dev.siiwad.source.rows.Fields;
import dev.siiwad.source.rows.Packed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The first documents of a large file, for which not all of it is brought. */
class GlimpseTest {
    private static final int LINES = 2500;

    @TempDir
    private Path directory;

    private FakeHub hub;

    @BeforeEach
    void start() throws IOException {
        hub = new FakeHub();
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"train.jsonl", "train.jsonl.gz", "train.jsonl.zst", "train.jsonl.bz2"})
    void bringsAPieceAndKeepsNothing(String name) throws Exception {
        byte[] file = packed(name);
        assertThat(file.length).isGreaterThan(2 * InPieces.PIECE_BYTES);
        hub.commit(Map.of(name, file));
        HuggingFaceSource source = source();

        List<Reading> first;
        try (DocumentReader reader = source.glimpse()) {
            first = List.of(reader.read(), reader.read());
        }

        List<String> ranges = new ArrayList<>();
        for (int left = hub.cdn.getRequestCount(); left > 0; left--) {
            RecordedRequest request = hub.cdn.takeRequest();
            ranges.add(request.getHeaders().get("Range"));
        }
        assertThat(ranges).containsExactly("bytes=0-" + (InPieces.PIECE_BYTES - 1));
        assertThat(directory).isEmptyDirectory();
        assertThat(first).isEqualTo(readWhole(source));
    }

    @Test
    void aServerThatGivesNoPartsIsAskedForTheWholeFile() throws Exception {
        byte[] file = packed("train.jsonl.gz");
        String sha = hub.commit(Map.of("train.jsonl.gz", file));
        hub.always.put(
                "cdn GET /" + sha,
                new MockResponse.Builder().body(new Buffer().write(file)).build());
        HuggingFaceSource source = source();

        try (DocumentReader reader = source.glimpse()) {
            assertThat(reader.read()).isInstanceOf(Reading.Read.class);
        }
    }

    private List<Reading> readWhole(HuggingFaceSource source) throws Exception {
        try (DocumentReader reader = source.open(source.snapshot(), Position.START)) {
            List<Reading> all = new ArrayList<>();
            while (all.size() < 2) {
                Reading reading = reader.read();
                if (reading instanceof Reading.Read) {
                    all.add(reading);
                }
            }
            return all;
        }
    }

    private HuggingFaceSource source() {
        HubDataset dataset = HubDataset.custom(
                FakeHub.REPO, Optional.empty(), "train", Fields.ofText("text"), "so", HubDataset.LICENSE_UNKNOWN);
        return hub.source(dataset, directory.resolve("raw"), false);
    }

    /** Of lines that nothing can pack well. */
    private static byte[] packed(String name) throws IOException {
        Random random = new Random(4711);
        byte[] noise = new byte[1000];
        StringBuilder lines = new StringBuilder();
        for (int n = 0; n < LINES; n++) {
            random.nextBytes(noise);
            lines.append("{\"text\":\"").append(HexFormat.of().formatHex(noise)).append("\"}\n");
        }
        byte[] plain = lines.toString().getBytes(UTF_8);
        return switch (name.substring(name.lastIndexOf('.'))) {
            case ".gz" -> Packed.gzip(plain, plain.length);
            case ".zst" -> Packed.zstd(plain, plain.length);
            case ".bz2" -> Packed.bzip2(plain);
            default -> plain;
        };
    }
}
