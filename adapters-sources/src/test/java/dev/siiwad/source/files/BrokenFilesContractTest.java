package dev.siiwad.source.files;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are broken or empty, between ones that are whole: each broken one is set aside as one unit, after what could be read of it. */
class BrokenFilesContractTest extends SourceContract {
    @TempDir
    private Path directory;

    @Override
    protected Source open() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Map.Entry<String, byte[]> file : files().entrySet()) {
            Path path = directory.resolve(file.getKey());
            files.add(Files.exists(path) ? path : Files.write(path, file.getValue()));
        }
        return LocalFilesSource.of(files, Optional.empty(), Fields.C4, "so", "unknown", directory.resolve("raw"));
    }

    private static Map<String, byte[]> files() throws IOException {
        byte[] gzip = Packed.gzip(Samples.lines("a", 9), 300);
        byte[] zstd = Packed.zstd(Samples.lines("b", 9), 300);
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("1-cut.jsonl.gz", Arrays.copyOf(gzip, gzip.length - 20));
        files.put("2-whole.jsonl", Samples.lines("c", 3));
        files.put("3-array.json", "\uFEFF\n[{}]".getBytes(UTF_8));
        files.put("4-empty.jsonl.gz", new byte[0]);
        files.put("5-empty.parquet", new byte[0]);
        files.put("6-no.parquet", Samples.parquet("d", 0));
        files.put("7-html.parquet", "<html>Not found</html>".getBytes(UTF_8));
        files.put("8-cut.jsonl.zst", Arrays.copyOf(zstd, zstd.length - 5));
        files.put("9-plain.jsonl.gz", Samples.lines("e", 3));
        files.put("10-packed.jsonl", Packed.gzip(Samples.lines("f", 4), 100));
        files.put("11-empty.jsonl", new byte[0]);
        byte[] arrow = Samples.arrow("g", 9, true);
        files.put("12-cut.arrow", Arrays.copyOf(arrow, arrow.length - 20));
        files.put("13-empty.arrow", new byte[0]);
        files.put("14-no.arrow", Samples.arrow("h", 0, false));
        return files;
    }

    @Test
    void namesWhatIsSetAsideAndWhatOfIt() throws Exception {
        List<String> units = new ArrayList<>();
        int documents = 0;
        try (DocumentReader reader = open().open(open().snapshot(), Position.START)) {
            for (Optional<Reading> reading = Optional.empty(); !(reading.orElse(null) instanceof Reading.End); ) {
                try {
                    reading = Optional.of(reader.read());
                    documents++;
                } catch (MalformedDocumentException e) {
                    if (e.isUnit()) {
                        units.add(e.documentId() + ": " + e.getMessage());
                    }
                }
            }
        }
        assertThat(units).hasSize(5);
        assertThat(units.get(0))
                .matches(
                        "1-cut.jsonl.gz: \\[1-cut.jsonl.gz] line \\d+, after byte \\d+: cannot be unpacked, the file is"
                                + " cut short or damaged: the file ends within a gzip member."
                                + " Not read: what follows byte=\\d+ (skip=\\d+ )?line=\\d+ in its \\d+ bytes");
        assertThat(units.get(1))
                .isEqualTo("3-array.json: [3-array.json] is a JSON array; expected JSON Lines, one object on each line."
                        + " Convert it, such as with: jq -c '.[]'. Not read: all of its 8 bytes");
        assertThat(units.get(2))
                .isEqualTo("7-html.parquet: 7-html.parquet: ends with bytes 74 6d 6c 3e; a whole Parquet file ends with"
                        + " \"PAR1\". It is cut short, or no Parquet file. Not read: all of its 22 bytes");
        assertThat(units.get(3)).startsWith("8-cut.jsonl.zst: [8-cut.jsonl.zst] line ");
        assertThat(units.get(4))
                .matches(
                        "12-cut.arrow: \\[12-cut.arrow] cannot be read as Arrow: a message is said to have a body of 88"
                                + " bytes; at most 76 are left. It is cut short or damaged. Not read: what follows byte=\\d+"
                                + " batch=2 row=0 in its \\d+ bytes");
        assertThat(documents).isGreaterThan(15);
    }
}
