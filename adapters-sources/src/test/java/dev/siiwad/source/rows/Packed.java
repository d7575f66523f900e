package dev.siiwad.source.rows;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

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

    /** In two streams. */
    public static byte[] bzip2(byte[] plain) throws IOException {
        return inTwo(plain, out -> new BZip2CompressorOutputStream(out, 1));
    }

    /** In two streams. */
    public static byte[] xz(byte[] plain) throws IOException {
        return inTwo(plain, out -> new XZOutputStream(out, new LZMA2Options(0)));
    }

    /** In two frames. */
    public static byte[] lz4(byte[] plain) throws IOException {
        return inTwo(plain, FramedLZ4CompressorOutputStream::new);
    }

    private interface Packing {
        OutputStream into(OutputStream out) throws IOException;
    }

    private static byte[] inTwo(byte[] plain, Packing packing) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        int half = plain.length / 2;
        for (byte[] part : List.of(Arrays.copyOf(plain, half), Arrays.copyOfRange(plain, half, plain.length))) {
            try (OutputStream out = packing.into(packed)) {
                out.write(part);
            }
        }
        return packed.toByteArray();
    }
}
