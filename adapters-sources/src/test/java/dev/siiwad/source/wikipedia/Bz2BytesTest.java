package dev.siiwad.source.wikipedia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Bz2BytesTest {
    @TempDir
    private Path directory;

    @Test
    void decodesAllKindsOfContentAtAllLevels() throws IOException {
        for (int level = 1; level <= 9; level++) {
            Random random = new Random(level);
            for (byte[] content : contents(random)) {
                assertThat(decode(Dumps.bz2(content, level), 0))
                        .as("level %s, %s bytes", level, content.length)
                        .isEqualTo(content);
            }
        }
    }

    private static List<byte[]> contents(Random random) {
        List<byte[]> contents = new ArrayList<>();
        contents.add(new byte[0]);
        contents.add(new byte[1]);
        for (int run : new int[] {3, 4, 5, 254, 255, 256, 259, 260, 1_000_003}) {
            contents.add(new byte[run]);
        }
        byte[] noise = new byte[300_000];
        random.nextBytes(noise);
        contents.add(noise);
        byte[] skewed = new byte[250_000];
        for (int i = 0; i < skewed.length; i++) {
            skewed[i] = (byte) Math.abs(random.nextGaussian() * random.nextInt(40));
        }
        contents.add(skewed);
        byte[] runs = new byte[400_000];
        for (int i = 0; i < runs.length; ) {
            int end = Math.min(runs.length, i + random.nextInt(600));
            Arrays.fill(runs, i, end, (byte) random.nextInt(256));
            i = end;
        }
        contents.add(runs);
        return contents;
    }

    @Test
    void beginsAtAnyStreamAndSaysWhichStreamBytesAreFrom() throws IOException {
        byte[] a = Dumps.bz2("one".repeat(70_000).getBytes());
        byte[] b = Dumps.bz2("two".getBytes());
        Path file = Files.write(directory.resolve("a.bz2"), Dumps.joined(List.of(a, b)));
        List<Long> streams = new ArrayList<>();
        try (Bz2Bytes bytes = new Bz2Bytes(DumpFile.open(file), 0)) {
            for (Optional<Piece> piece = bytes.next(); piece.isPresent(); piece = bytes.next()) {
                streams.add(piece.get().stream());
            }
        }
        assertThat(streams).startsWith(0L, 0L).endsWith(0L, (long) a.length);
        assertThat(decode(Files.readAllBytes(file), a.length)).isEqualTo("two".getBytes());
    }

    @Test
    void isNotMisledByWhatLooksLikeABlockInsideABlock() throws IOException {
        byte[] packed = withMagicInsideABlock();
        byte[] expected = new BZip2CompressorInputStream(new ByteArrayInputStream(packed)).readAllBytes();
        assertThat(decode(packed, 0)).isEqualTo(expected);
        byte[] text = Dumps.bz2("more".getBytes());
        assertThat(decode(Dumps.joined(List.of(packed, text, packed)), 0))
                .isEqualTo(Dumps.joined(List.of(expected, "more".getBytes(), expected)));
    }

    /** A block of six byte values, so that all codes have three bits, whose symbols happen to be the 48 bits that blocks begin with. */
    private byte[] withMagicInsideABlock() throws IOException {
        byte[] unchecked = withMagicInsideABlock(0);
        try {
            decode(unchecked, 0);
        } catch (IOException e) {
            Matcher checksum = Pattern.compile("has checksum ([0-9a-f]+);").matcher(e.getMessage());
            assertThat(checksum.find()).as(e.getMessage()).isTrue();
            return withMagicInsideABlock(Integer.parseUnsignedInt(checksum.group(1), 16));
        }
        throw new AssertionError("a checksum of 0 was accepted");
    }

    private static byte[] withMagicInsideABlock(int checksum) {
        String magic = bits(0x314159265359L, 48);
        String check = bits(checksum & 0xffffffffL, 32);
        String lengths = bits(3, 5) + "0".repeat(8);
        String all = bits(0x425a6831L, 32) + magic + check + "0" + bits(0, 24)
                + bits(0x0200, 16) + bits(0xfc00, 16)
                + bits(2, 3) + bits(1, 15) + "0" + lengths + lengths
                + magic + "111"
                + bits(0x177245385090L, 48) + check;
        String padded = all + "0".repeat((8 - all.length() % 8) % 8);
        byte[] signed = new BigInteger(padded, 2).toByteArray();
        return Arrays.copyOfRange(signed, signed.length - padded.length() / 8, signed.length);
    }

    private static String bits(long value, int count) {
        String digits = Long.toBinaryString(value);
        return "0".repeat(count - digits.length()) + digits;
    }

    @Test
    void refusesWhatIsBehindTheLastStream() throws IOException {
        byte[] packed = Dumps.bz2("text".getBytes());
        for (byte[] more : List.of(new byte[1], new byte[20], "BZh0 and more".getBytes(), "BZ".getBytes())) {
            assertThatThrownBy(() -> decode(Dumps.joined(List.of(packed, more)), 0))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("byte " + packed.length + ": no bz2 stream begins here");
        }
    }

    @Test
    void noThreadLivesOnAfterClosing() throws IOException {
        byte[] packed = Dumps.bz2("abc".repeat(500_000).getBytes());
        Path file = Files.write(directory.resolve("a.bz2"), packed);
        Bz2Bytes bytes = new Bz2Bytes(DumpFile.open(file), 0);
        assertThat(bytes.next()).isPresent();
        assertThat(threads()).isNotZero();
        bytes.close();
        bytes.close();
        assertThat(threads()).isZero();
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("siiwad-bz2"))
                .count();
    }

    private byte[] decode(byte[] packed, long stream) throws IOException {
        Path file = Files.write(directory.resolve("test.bz2"), packed);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Bz2Bytes bytes = new Bz2Bytes(DumpFile.open(file), stream)) {
            for (Optional<Piece> piece = bytes.next(); piece.isPresent(); piece = bytes.next()) {
                out.write(piece.get().bytes(), piece.get().start(), piece.get().length());
            }
        }
        return out.toByteArray();
    }
}
