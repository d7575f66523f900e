package dev.siiwad.storage.dataset;

import dev.siiwad.digest.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;

/** What a published file holds, as a receipt says it. Public for publishers. */
public final class PublishedFiles {
    private static final int BUFFER_BYTES = 64 * 1024;

    private PublishedFiles() {}

    /** 64 hexadecimal digits over all its bytes. */
    public static String sha256(Path file) throws IOException {
        MessageDigest sha256 = Sha256.start();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), sha256)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            int length = in.read(buffer);
            while (length >= 0) {
                length = in.read(buffer);
            }
        }
        return Sha256.hex(sha256);
    }
}
