package dev.siiwad.source.files;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import org.junit.jupiter.api.io.TempDir;

/** CSV, TSV, plain text, and JSON Lines in the wrappings that are unpacked as a whole. */
class OtherFormatsContractTest extends SourceContract {
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
        byte[] csv = table(',');
        byte[] tsv = table('\t');
        byte[] text = "\n koow \n\nlaba\r\nsaddex\n".getBytes(UTF_8);
        byte[] xz = Packed.xz(Samples.lines("a", 9));
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("1.csv", csv);
        files.put("2.csv.gz", Packed.gzip(csv, 50));
        files.put("3.tsv.zst", Packed.zstd(tsv, 50));
        files.put("4.txt", text);
        files.put("5.txt.bz2", Packed.bzip2(text));
        files.put("6.jsonl.xz", xz);
        files.put("7-cut.jsonl.xz", Arrays.copyOf(xz, xz.length - 20));
        files.put("8.jsonl.lz4", Packed.lz4(Samples.lines("b", 9)));
        files.put("9.jsonl.bz2", Packed.bzip2(Samples.lines("c", 9)));
        files.put("10.csv", "text,url\n".getBytes(UTF_8));
        return files;
    }

    private static byte[] table(char separator) {
        return """
                timestamp;"text";url
                2019-02-18;"koow; ""laba""
                saddex";https://a.example/1

                2019-02-18;;https://a.example/2
                2019-02-18;afar
                2019-02-18;a;b;c;d
                2019-02-18;shan;https://a.example/3
                2019-02-18;"never ends
                """.replace(';', separator).getBytes(UTF_8);
    }
}
