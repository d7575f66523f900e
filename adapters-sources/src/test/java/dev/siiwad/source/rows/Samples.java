package dev.siiwad.source.rows;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Types;

/** Small datasets in every format, with the same kinds of rows. */
public final class Samples {
    private Samples() {}

    /** Rows in the form of C4; every seventh has no text, and every eleventh is not JSON. */
    public static byte[] lines(String name, int count) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < count; i++) {
            if (i % 11 == 10) {
                lines.append("{\"text\": \"cut o\n");
            } else if (i % 7 == 6) {
                lines.append("{\"text\":null,\"url\":\"https://a.example/\"}\n\n");
            } else {
                lines.append("{\"text\":\"Qoraal ")
                        .append(name)
                        .append(' ')
                        .append(i)
                        .append(" é\",")
                        .append("\"timestamp\":\"2019-02-18T11:22:33Z\",\"url\":\"https://a.example/")
                        .append(i)
                        .append("\"}\n");
            }
        }
        return lines.toString().getBytes(UTF_8);
    }

    public static byte[] parquet(String name, int count) throws IOException {
        MessageType type = Types.buildMessage()
                .optional(PrimitiveType.PrimitiveTypeName.BINARY)
                .as(LogicalTypeAnnotation.stringType())
                .named("text")
                .required(PrimitiveType.PrimitiveTypeName.BINARY)
                .as(LogicalTypeAnnotation.stringType())
                .named("url")
                .named("row");
        List<Group> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Group row = new SimpleGroup(type);
            if (i % 7 != 6) {
                row.add("text", "Qoraal " + name + " " + i);
            }
            row.add("url", "https://a.example/" + i);
            rows.add(row);
        }
        return ParquetFile.write(type, CompressionCodecName.SNAPPY, 10, rows);
    }

    /** Of which every seventh has no text, as of the others. */
    public static byte[] arrow(String name, int count, boolean stream) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String url = "https://a.example/" + i;
            rows.add(i % 7 == 6 ? Map.of("url", url) : Map.of("text", "Qoraal " + name + " " + i, "url", url));
        }
        List<String> columns = List.of("n", "text", "url");
        return stream ? ArrowFile.stream(columns, 4, rows) : ArrowFile.file(columns, 4, rows);
    }

    /** All formats beside one another, and files that are not data. */
    public static Map<String, byte[]> everyFormat() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("README.md", "---\nconfigs:\n- config_name: so\n  data_files: data/*\n---\n".getBytes(UTF_8));
        files.put("data/part-1.json.gz", Packed.gzip(lines("a", 12), 1 << 20));
        files.put("data/part-2.json.gz", Packed.gzip(lines("b", 12), 100));
        files.put("data/part-3.jsonl.zst", Packed.zstd(lines("c", 12), 100));
        files.put("data/part-4.small.jsonl", lines("d", 12));
        files.put("data/part-5.parquet", parquet("e", 25));
        files.put("data/part-6.arrow", arrow("g", 9, true));
        files.put("data/part-7.arrow", arrow("h", 9, false));
        files.put("data/part-10.jsonl", lines("f", 3));
        files.put("other.md", "a,b".getBytes(UTF_8));
        return files;
    }
}
