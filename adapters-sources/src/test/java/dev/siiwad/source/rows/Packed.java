package dev.siiwad.source.rows;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** Packs bytes for a test, cut into members or frames of so many bytes each, wherever lines end. */
public final class Packed {
    private Packed() {}

    public static byte[] gzip(byte[] plain, int memberBytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        for (int from = 0; from < Math.max(plain.length, 1); from += memberBytes) {
            try (GZIPOutputStream member = new GZIPOutputStream(packed)) {
                member.write(plain, from, Math.min(memberBytes, plain.length - from));
            }
        }
        return packed.toByteArray();
    }

    public static byte[] zstd(byte[] plain, int frameBytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        for (int from = 0; from < Math.max(plain.length, 1); from += frameBytes) {
            packed.writeBytes(
                    Zstd.compress(Arrays.copyOfRange(plain, from, Math.min(from + frameBytes, plain.length))));
        }
        return packed.toByteArray();
    }
}
