package dev.siiwad.source.huggingface;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.Position;
import dev.siiwad.source.Reading;
import dev.siiwad.source.Source;
import dev.siiwad.source.rows.Fields;
import dev.siiwad.source.rows.Packed;
import dev.siiwad.source.rows.Samples;
import dev.siiwad.testkit.SourceContract;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of a split in which files are broken as they were uploaded: the Hub's checksums agree with what is broken. */
class BrokenShardContractTest extends SourceContract {
    @TempDir
    private Path cache;

    private FakeHub hub;

    @BeforeEach
    void start() throws IOException {
        hub = new FakeHub();
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("so-1.json.gz", Packed.gzip(Samples.lines("a", 4), 200));
        files.put("so-2-flipped.json.gz", flipped(Packed.gzip(Samples.lines("b", 9), 300)));
        files.put("so-3.json.gz", Packed.gzip(Samples.lines("c", 4), 1 << 20));
        files.put("so-4-cut.json.gz", cut(Packed.gzip(Samples.lines("d", 4), 1 << 20)));
        files.put("so-5.arrow", Samples.arrow("e", 5, true));
        files.put("so-6-cut.arrow", cut(Samples.arrow("f", 9, true)));
        files.put("so-7-cut.parquet", cut(Samples.parquet("g", 9)));
        files.put("so-8.json.gz", Packed.gzip(Samples.lines("h", 2), 1 << 20));
        String card = "---\nconfigs:\n- data_files: [" + String.join(", ", files.keySet()) + "]\n---\n";
        files.put("README.md", card.getBytes(UTF_8));
        hub.commit(files);
    }

    private static byte[] flipped(byte[] bytes) {
        byte[] flipped = bytes.clone();
        flipped[bytes.length / 2] ^= 0x10;
        return flipped;
    }

    private static byte[] cut(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length - 20);
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Override
    protected void cutOff(boolean cut) {
        hub.cutOff(cut);
    }

    @Override
    protected Source open() {
        return hub.source(
                HubDataset.custom(FakeHub.REPO, Optional.empty(), "train", Fields.C4, "so", "CC0-1.0"), cache, false);
    }

    @Test
    void setsEachBrokenOneAside() throws Exception {
        List<String> units = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        Source source = open();
        try (DocumentReader reader = source.open(source.snapshot(), Position.START)) {
            for (boolean end = false; !end; ) {
                try {
                    Reading reading = reader.read();
                    end = reading instanceof Reading.End;
                    if (reading instanceof Reading.Read read) {
                        texts.add(read.document().text());
                    }
                } catch (MalformedDocumentException e) {
                    if (e.isUnit()) {
                        units.add(e.documentId());
                    }
                }
            }
        }
        assertThat(units)
                .containsExactly("so-2-flipped.json.gz", "so-4-cut.json.gz", "so-6-cut.arrow", "so-7-cut.parquet");
        assertThat(texts).contains("Qoraal a 0 é", "Qoraal b 0 é", "Qoraal c 3 é", "Qoraal f 7", "Qoraal h 1 é");
        assertThat(hub.requests.stream()
                        .filter(line -> line.endsWith("/so-2-flipped.json.gz") && line.startsWith("cdn")))
                .as("has the checksum that the Hub gives")
                .hasSize(1);
    }
}
