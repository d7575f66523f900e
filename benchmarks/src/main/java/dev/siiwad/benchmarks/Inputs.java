package dev.siiwad.benchmarks;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/**
 * Writes the inputs of the comparisons, the same for the same sizes on every machine.
 *
 * <p>Usage: {@code Inputs wiki FILE MEGABYTES | json FILE MEGABYTES | lines FILE NUMBER}. For {@code wiki} the offsets at which a multistream dump begins a new stream go to {@code FILE.streams};
 * for {@code json} the same rows go to {@code FILE}, {@code FILE.gz} and {@code FILE.zst}.
 */
public final class Inputs {
    private static final long MEGABYTE = 1_000_000;
    private static final int PAGES_PER_STREAM = 100;
    private static final int GZIP_BUFFER_BYTES = 1 << 16;
    private static final int ZSTD_LEVEL = 3;

    private Inputs() {}

    public static void main(String[] args) throws IOException {
        Path file = Path.of(args[1]);
        long size = Long.parseLong(args[2]);
        switch (args[0]) {
            case "wiki" -> wiki(file, size * MEGABYTE);
            case "json" -> json(file, size * MEGABYTE);
            case "lines" -> lines(file, size);
            default -> throw new IllegalArgumentException("kind is \"" + args[0] + "\"; expected wiki, json or lines");
        }
    }

    private static void wiki(Path file, long bytes) throws IOException {
        WikiPages pages = new WikiPages(new ZipfText(1));
        StringBuilder starts = new StringBuilder();
        try (OutputStream out = buffered(file)) {
            long written = write(out, pages.header());
            while (written < bytes) {
                starts.append(written).append('\n');
                for (int page = 0; page < PAGES_PER_STREAM && written < bytes; page++) {
                    written += write(out, pages.next());
                }
            }
            starts.append(written).append('\n');
            write(out, pages.footer());
        }
        Files.writeString(Path.of(file + ".streams"), starts);
    }

    private static void json(Path file, long bytes) throws IOException {
        ZipfText text = new ZipfText(2);
        try (OutputStream plain = buffered(file);
                OutputStream gzip = new BufferedOutputStream(
                        new GZIPOutputStream(buffered(Path.of(file + ".gz")), GZIP_BUFFER_BYTES));
                OutputStream zstd =
                        new BufferedOutputStream(new ZstdOutputStream(buffered(Path.of(file + ".zst")), ZSTD_LEVEL))) {
            long written = 0;
            for (int number = 0; written < bytes; number++) {
                byte[] row = row(text, number).getBytes(StandardCharsets.UTF_8);
                plain.write(row);
                gzip.write(row);
                zstd.write(row);
                written += row.length;
            }
        }
    }

    private static String row(ZipfText text, int number) {
        StringBuilder body = new StringBuilder(text.paragraph());
        for (int more = text.number(6); more > 0; more--) {
            body.append("\\n\\n").append(text.paragraph());
        }
        return String.format(
                Locale.ROOT,
                "{\"id\":\"%d\",\"title\":\"%s\",\"url\":\"https://example.org/%d\",\"text\":\"%s\"}\n",
                number,
                text.title(),
                number,
                body);
    }

    private static void lines(Path file, long number) throws IOException {
        ZipfText text = new ZipfText(3);
        try (OutputStream out = buffered(file)) {
            for (long line = 0; line < number; line++) {
                write(out, text.sentence() + " " + text.sentence() + "\n");
            }
        }
    }

    private static OutputStream buffered(Path file) throws IOException {
        return new BufferedOutputStream(Files.newOutputStream(file), 1 << 18);
    }

    private static int write(OutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.write(bytes);
        return bytes.length;
    }
}
