package dev.siiwad.source.sprakbanken;

import dev.siiwad.digest.Sha256;
import dev.siiwad.source.proved.InOrder;
import dev.siiwad.source.proved.SeekableBytes;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;

/** A corpus file on disk: {@code .xml.bz2}, of any number of streams, or {@code .xml}. */
final class CorpusFile {
    private static final String BZIP2_MAGIC = "BZh";
    private static final int BUFFER_BYTES = 64 << 10;
    private static final int SHOWN_BYTES = 40;

    private CorpusFile() {}

    static boolean isPacked(SeekableBytes file) {
        return file.name().endsWith(".bz2");
    }

    /** The XML inside, up to the very byte at which the file is damaged. */
    static InputStream open(SeekableBytes file) throws IOException {
        InputStream in = new BufferedInputStream(new InOrder(file, 0), BUFFER_BYTES);
        try {
            if (!isPacked(file)) {
                return in;
            }
            requireBzip2(in);
            return new BZip2CompressorInputStream(in, true);
        } catch (IOException e) {
            in.close();
            throw new IOException("[" + file.name() + "] " + e.getMessage(), e);
        }
    }

    /** 64 hexadecimal digits, over the file as it is. */
    static String sha256(SeekableBytes file) throws IOException {
        MessageDigest digest = Sha256.start();
        for (long at = 0; at < file.length(); at += BUFFER_BYTES) {
            digest.update(file.read(at, (int) Math.min(BUFFER_BYTES, file.length() - at)));
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
