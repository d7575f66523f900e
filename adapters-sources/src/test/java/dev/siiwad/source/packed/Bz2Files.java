package dev.siiwad.source.packed;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;

/** Makes bzip2 files of blocks as small as one likes. */
public final class Bz2Files {
    private static final int HEAD_BITS = 32;
    private static final int TAIL_BITS = 80;

    private Bz2Files() {}

    /** One stream, with a block for each so many bytes, wherever that cuts. */
    public static byte[] blocks(byte[] content, int bytesInBlock) throws IOException {
        StringBuilder bits = new StringBuilder(bits(new byte[] {'B', 'Z', 'h', '1'}, 0, HEAD_BITS));
        int checksum = 0;
        for (int from = 0; from < content.length; from += bytesInBlock) {
            byte[] packed = stream(Arrays.copyOfRange(content, from, Math.min(content.length, from + bytesInBlock)));
            String all = bits(packed, 0, packed.length * Byte.SIZE);
            int end = all.lastIndexOf(bits(new byte[] {0x17, 0x72, 0x45, 0x38, 0x50, (byte) 0x90}, 0, 48));
            bits.append(all, HEAD_BITS, end);
            int ofBlock = (int) Long.parseLong(all.substring(end + 48, end + TAIL_BITS), 2);
            checksum = Integer.rotateLeft(checksum, 1) ^ ofBlock;
        }
        bits.append("000101110111001001000101001110000101000010010000");
        bits.append(String.format("%32s", Integer.toBinaryString(checksum)).replace(' ', '0'));
        return bytes(bits);
    }

    private static byte[] stream(byte[] content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (BZip2CompressorOutputStream out = new BZip2CompressorOutputStream(packed, 1)) {
            out.write(content);
        }
        return packed.toByteArray();
    }

    private static String bits(byte[] bytes, int from, int count) {
        StringBuilder bits = new StringBuilder();
        for (int bit = from; bit < from + count; bit++) {
            bits.append((char) ('0' + (bytes[bit / Byte.SIZE] >> 7 - bit % Byte.SIZE & 1)));
        }
        return bits.toString();
    }

    private static byte[] bytes(CharSequence bits) {
        byte[] bytes = new byte[(bits.length() + Byte.SIZE - 1) / Byte.SIZE];
        for (int bit = 0; bit < bits.length(); bit++) {
            bytes[bit / Byte.SIZE] |= (byte) (bits.charAt(bit) - '0' << 7 - bit % Byte.SIZE);
        }
        return bytes;
    }
}
