package dev.siiwad.source.sprakbanken;

import dev.siiwad.digest.Sha256;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;

/** A corpus file on disk: {@code .xml.bz2}, of any number of streams, or {@code .xml}. */
final class CorpusFile {
    private static final String BZIP2_MAGIC = "BZh";
    private static final int BUFFER_BYTES = 64 << 10;
    private static final int SHOWN_BYTES = 40;

    private CorpusFile() {}

    /** The XML inside. */
    static InputStream open(Path file) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
        try {
            boolean packed = file.getFileName().toString().endsWith(".bz2");
            if (!packed) {
                return in;
            }
            requireBzip2(in);
            return new BZip2CompressorInputStream(in, true);
        } catch (IOException e) {
            in.close();
            throw new IOException("[" + file + "] " + e.getMessage(), e);
        }
    }

    /** 64 hexadecimal digits, over the file as it is. */
    static String sha256(Path file) throws IOException {
        MessageDigest digest = Sha256.start();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
        }
        return Sha256.hex(digest);
    }

    private static void requireBzip2(InputStream in) throws IOException {
        in.mark(SHOWN_BYTES);
        String start = new String(in.readNBytes(SHOWN_BYTES), StandardCharsets.ISO_8859_1);
        in.reset();
        if (!start.startsWith(BZIP2_MAGIC)) {
            throw new IOException("begins with \""
                    + start.replaceAll("[^ -~]", "?") + "\"; expected a bzip2 file, which begins with " + BZIP2_MAGIC
                    + ". The server may have sent an error page");
        }
    }
}
