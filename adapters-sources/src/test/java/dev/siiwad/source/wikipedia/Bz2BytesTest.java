package dev.siiwad.source.wikipedia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.source.packed.Bz2Place;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Bz2BytesTest {
    private static final String BLOCK = "314159265359";
    private static final String STREAM_END = "177245385090";
    private static final String FOUR_BITS = "00100" + "0".repeat(16);

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
        try (Bz2Bytes bytes = new Bz2Bytes(DumpFile.open(file), Bz2Place.stream(0), 2)) {
            for (Optional<Piece> piece = bytes.next(); piece.isPresent(); piece = bytes.next()) {
                streams.add(piece.get().stream());
            }
        }
        assertThat(streams).startsWith(0L, 0L).endsWith(0L, (long) a.length);
        assertThat(decode(Files.readAllBytes(file), a.length)).isEqualTo("two".getBytes());
    }

    @Test
    void isNotMisledByWhatLooksLikeABlockInsideABlock() throws IOException {
        for (String inside :
                List.of(BLOCK, STREAM_END, "", (STREAM_END + BLOCK).repeat(3) + "2" + BLOCK, BLOCK.repeat(8))) {
            byte[] packed = blockOf(inside);
            byte[] expected = new BZip2CompressorInputStream(new ByteArrayInputStream(packed)).readAllBytes();
            assertThat(decode(packed, 0)).as(inside).isEqualTo(expected);
            byte[] text = Dumps.bz2("more".getBytes());
            assertThat(decode(Dumps.joined(List.of(packed, text, packed)), 0))
                    .as(inside)
                    .isEqualTo(Dumps.joined(List.of(expected, "more".getBytes(), expected)));
        }
    }

    @Test
    void refusesABlockThatDoesNotEnd() throws IOException {
        byte[] packed = Dumps.joined(List.of(Arrays.copyOf(blockOf(""), 20), new byte[3_000_000]));
        assertThatThrownBy(() -> decode(packed, 0))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("byte 4 (in the bz2 stream at byte 0): a bz2 ");
    }

    @Test
    void refusesACodeOfMoreBitsThanThereMayBe() {
        byte[] packed = blockOf("", "00100" + "10".repeat(253) + "0".repeat(16), 0);
        assertThatThrownBy(() -> decode(packed, 0))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("byte 4 (in the bz2 stream at byte 0): a bz2 code of 21 bits; expected 1 to 20");
    }

    /** In turn: in the head of the block, in its codes, in its symbols. The one that no checksum covers is what comes after its last symbol. */
    @Test
    void refusesEveryBitThatIsFlippedOrSaysTheSame() throws IOException {
        byte[] content =
                "the quick brown fox jumps over the lazy dog. ".repeat(30).getBytes();
        byte[] packed = Dumps.bz2(content);
        for (int bit = 0; bit < packed.length * Byte.SIZE; bit++) {
            byte[] damaged = packed.clone();
            damaged[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            try {
                assertThat(decode(damaged, 0)).as("bit %s", bit).isEqualTo(content);
            } catch (IOException expected) {
                assertThat(expected).hasMessageContaining("bz2");
            }
        }
    }

    @Test
    void refusesABlockThatIsCutShortAnywhere() throws IOException {
        byte[] packed = Dumps.bz2("abcde".repeat(100).getBytes());
        for (int length = 1; length < packed.length; length++) {
            byte[] cut = Arrays.copyOf(packed, length);
            assertThatThrownBy(() -> decode(cut, 0)).as("%s bytes", length).isInstanceOf(IOException.class);
        }
    }

    /** A block of 14 byte values, so that all codes have four bits, and its symbols are the hexadecimal digits given, but for f, and an f. */
    private static byte[] blockOf(String symbols) {
        return blockOf(symbols, FOUR_BITS, checksum(contentWhateverItsChecksum(blockOf(symbols, FOUR_BITS, 0))));
    }

    private static byte[] contentWhateverItsChecksum(byte[] packed) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try (InputStream in = new BZip2CompressorInputStream(new ByteArrayInputStream(packed))) {
            for (int next = in.read(); next >= 0; next = in.read()) {
                content.write(next);
            }
        } catch (IOException e) {
            return content.toByteArray();
        }
        throw new AssertionError("a checksum of 0 was accepted");
    }

    private static int checksum(byte[] content) {
        int checksum = -1;
        for (byte next : content) {
            checksum ^= next << 24;
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                checksum = checksum << 1 ^ (checksum < 0 ? 0x04c11db7 : 0);
            }
        }
        return ~checksum;
    }

    private static byte[] blockOf(String symbols, String lengths, int checksum) {
        String end = "23f";
        String check = bits(checksum & 0xffffffffL, 32);
        int selectors = (symbols.length() + end.length() + 49) / 50;
        String all = bits(0x425a6831L, 32) + hexadecimal(BLOCK) + check + "0" + bits(0, 24)
                + bits(0x0200, 16) + bits(0xfffc, 16)
                + bits(2, 3) + bits(selectors, 15) + "0".repeat(selectors) + lengths + lengths
                + hexadecimal(symbols + end)
                + hexadecimal(STREAM_END) + check;
        String padded = all + "0".repeat((8 - all.length() % 8) % 8);
        byte[] signed = new BigInteger(padded, 2).toByteArray();
        return Arrays.copyOfRange(signed, signed.length - padded.length() / 8, signed.length);
    }

    private static String hexadecimal(String digits) {
        return bits(new BigInteger(digits, 16), 4 * digits.length());
    }

    private static String bits(long value, int count) {
        return bits(BigInteger.valueOf(value), count);
    }

    private static String bits(BigInteger value, int count) {
        String digits = value.toString(2);
        return "0".repeat(count - digits.length()) + digits;
    }

    @Test
    void refusesWhatFollowsTheLastStream() throws IOException {
        byte[] packed = Dumps.bz2("text".getBytes());
        for (byte[] more : List.of(new byte[1], new byte[20], "BZh0 and more".getBytes(), "BZ".getBytes())) {
            assertThatThrownBy(() -> decode(Dumps.joined(List.of(packed, more)), 0))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("byte " + packed.length + ": no bz2 stream begins here");
        }
    }

    @Test
    void noThreadLivesOnAfterClosing() throws IOException, InterruptedException {
        byte[] packed = Dumps.bz2("abc".repeat(500_000).getBytes());
        Path file = Files.write(directory.resolve("a.bz2"), packed);
        Bz2Bytes bytes = new Bz2Bytes(DumpFile.open(file), Bz2Place.stream(0), 2);
        assertThat(bytes.next()).isPresent();
        List<Thread> threads = threads();
        assertThat(threads).isNotEmpty();
        bytes.close();
        bytes.close();
        for (Thread thread : threads) {
            // A pool counts as ended just before its last thread does.
            thread.join(10_000);
        }
        assertThat(threads()).isEmpty();
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("siiwad-bz2"))
                .toList();
    }

    private byte[] decode(byte[] packed, long stream) throws IOException {
        Path file = Files.write(directory.resolve("test.bz2"), packed);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Bz2Bytes bytes = new Bz2Bytes(DumpFile.open(file), Bz2Place.stream(stream), 2)) {
            for (Optional<Piece> piece = bytes.next(); piece.isPresent(); piece = bytes.next()) {
                out.write(piece.get().bytes(), piece.get().start(), piece.get().length());
            }
        }
        return out.toByteArray();
    }
}
