package example.warc;

import dev.siiwad.source.SourceInfo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** Makes WET files, a gzip member for each record. */
final class Wet {
    static final SourceInfo INFO = new SourceInfo("Crawl-Somali", "web", "so", "see the pages", "web", "mixed");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int records;

    Wet() throws IOException {
        add("warcinfo", "Software-Info: none\r\n".getBytes(StandardCharsets.UTF_8));
    }

    /** Some texts, one of which is not UTF-8, with records between them that are not texts, and one after the last. */
    static Wet small(int texts) throws IOException {
        Wet wet = new Wet();
        for (int n = 1; n <= texts; n++) {
            wet.text("The ferry of day " + n + " leaves at noon. ".repeat(n % 5 + 1));
            if (n % 4 == 0) {
                wet.add("metadata", ("about: " + n + "\r\n").getBytes(StandardCharsets.UTF_8));
            }
            if (n == texts / 2) {
                wet.add("conversion", new byte[] {'c', 'a', 'f', (byte) 0xE9});
            }
        }
        return wet.add("metadata", new byte[0]);
    }

    Wet text(String text) throws IOException {
        return add("conversion", text.getBytes(StandardCharsets.UTF_8));
    }

    Wet add(String type, byte[] body) throws IOException {
        return raw(record(type, body, body.length));
    }

    /** Any bytes as a member. */
    Wet raw(byte[] record) throws IOException {
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(record);
        }
        return this;
    }

    byte[] record(String type, byte[] body, int declaredBytes) throws IOException {
        records++;
        ByteArrayOutputStream record = new ByteArrayOutputStream();
        record.write(String.format(
                        Locale.ROOT,
                        "WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: https://page.example/%d\r\n"
                                + "WARC-Date: 2026-10-01T12:00:00Z\r\n"
                                + "WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-%012d>\r\n"
                                + "Content-Type: text/plain\r\nContent-Length: %d\r\n\r\n",
                        type,
                        records,
                        records,
                        declaredBytes)
                .getBytes(StandardCharsets.UTF_8));
        record.write(body);
        record.write("\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        return record.toByteArray();
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    Path write(Path directory) throws IOException {
        return Files.write(directory.resolve("small.warc.wet.gz"), bytes());
    }
}
