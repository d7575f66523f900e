package dev.siiwad.source.packed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;

class InflateTest {
    @Test
    void unpacksWhatZlibPacksFromEveryBlockOn() throws IOException {
        for (byte[] content : contents(new Random(1))) {
            for (int level : new int[] {0, 1, 4, 9}) {
                for (int strategy : new int[] {Deflater.DEFAULT_STRATEGY, Deflater.FILTERED, Deflater.HUFFMAN_ONLY}) {
                    byte[] packed = packed(content, level, strategy);
                    List<Start> starts = new ArrayList<>();
                    assertThat(unpacked(packed, 0, new byte[0], starts))
                            .as("%s bytes, level %s, strategy %s", content.length, level, strategy)
                            .isEqualTo(content);
                    for (Start start : starts.subList(0, Math.min(3, starts.size()))) {
                        assertThat(unpacked(packed, start.bit(), start.window(), new ArrayList<>()))
                                .isEqualTo(Arrays.copyOfRange(content, start.bytes(), content.length));
                    }
                }
            }
        }
    }

    private static List<byte[]> contents(Random random) {
        byte[] noise = new byte[200_000];
        random.nextBytes(noise);
        byte[] few = new byte[300_000];
        byte[] skewed = new byte[300_000];
        for (int i = 0; i < few.length; i++) {
            few[i] = (byte) random.nextInt(3);
            skewed[i] = (byte) Math.abs(random.nextGaussian() * random.nextInt(40));
        }
        StringBuilder words = new StringBuilder();
        while (words.length() < 400_000) {
            words.append(Integer.toString(random.nextInt(3000), 36)).append(' ');
        }
        return List.of(
                new byte[0],
                new byte[] {1},
                new byte[300_000],
                noise,
                few,
                skewed,
                words.toString().getBytes(StandardCharsets.US_ASCII));
    }

    /** Either both find the same damage, or both unpack the same; what comes before the damage is given. */
    @Test
    void takesEveryFlippedBitAsZlibDoes() throws IOException {
        Random random = new Random(2);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 120; i++) {
            text.append((char) ('a' + Math.abs(random.nextGaussian() * 4))).append(i % 7 == 0 ? "the quick" : "");
        }
        byte[] content = text.toString().getBytes(StandardCharsets.US_ASCII);
        for (int level : new int[] {0, 1, 9}) {
            byte[] packed = packed(content, level, Deflater.DEFAULT_STRATEGY);
            for (int bit = 0; bit < packed.length * Byte.SIZE; bit++) {
                byte[] damaged = packed.clone();
                damaged[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
                assertThat(outcome(damaged)).as("level %s, bit %s", level, bit).isEqualTo(zlibOutcome(damaged));
            }
        }
    }

    private static String outcome(byte[] packed) throws IOException {
        try {
            return digest(unpacked(packed, 0, new byte[0], new ArrayList<>()));
        } catch (EOFException e) {
            return "cut short";
        } catch (Inflate.DamagedException e) {
            return e.getMessage();
        }
    }

    private static String zlibOutcome(byte[] packed) {
        Inflater inflater = new Inflater(true);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[1 << 16];
        inflater.setInput(packed);
        try {
            while (!inflater.finished()) {
                int count = inflater.inflate(buffer);
                if (count == 0 && inflater.needsInput()) {
                    return "cut short";
                }
                out.write(buffer, 0, count);
            }
            return digest(out.toByteArray());
        } catch (DataFormatException e) {
            return e.getMessage();
        } finally {
            inflater.end();
        }
    }

    private static String digest(byte[] content) {
        return content.length + " bytes, " + Arrays.hashCode(content);
    }

    @Test
    void givesWhatComesBeforeACutAndSaysThatThereIsOne() throws IOException {
        byte[] content = "abcdefghijklmnopqrstuvwxyz0123456789".repeat(40).getBytes(StandardCharsets.US_ASCII);
        byte[] packed = packed(content, 6, Deflater.HUFFMAN_ONLY);
        for (int length = 0; length < packed.length; length++) {
            Inflate inflate = new Inflate(new InMemory(Arrays.copyOf(packed, length)));
            inflate.seek(0);
            inflate.begin(new byte[0]);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            assertThatThrownBy(() -> unpack(inflate, out, new ArrayList<>())).isInstanceOf(EOFException.class);
            assertThat(out.toByteArray()).isEqualTo(Arrays.copyOf(content, out.size()));
            assertThat(out.size()).isGreaterThan(length - 150);
        }
    }

    @Test
    void theChecksumOfTwoPiecesIsThatOfBothTogether() {
        Random random = new Random(3);
        byte[] content = new byte[5000];
        random.nextBytes(content);
        for (int cut = 0; cut <= content.length; cut += 1 + random.nextInt(100)) {
            assertThat(Crc32.combined(crc(content, 0, cut), crc(content, cut, content.length), content.length - cut))
                    .isEqualTo(crc(content, 0, content.length));
        }
    }

    private static int crc(byte[] content, int from, int to) {
        CRC32 crc = new CRC32();
        crc.update(content, from, to - from);
        return (int) crc.getValue();
    }

    private static byte[] packed(byte[] content, int level, int strategy) {
        Deflater deflater = new Deflater(level, true);
        deflater.setStrategy(strategy);
        deflater.setInput(content);
        deflater.finish();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[1 << 16];
        while (!deflater.finished()) {
            out.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.end();
        return out.toByteArray();
    }

    private record Start(long bit, int bytes, byte[] window) {}

    private static byte[] unpacked(byte[] packed, long bit, byte[] window, List<Start> starts) throws IOException {
        Inflate inflate = new Inflate(new InMemory(packed));
        inflate.seek(bit);
        inflate.begin(window);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        unpack(inflate, out, starts);
        assertThat((inflate.bit() + 7) / Byte.SIZE).isLessThanOrEqualTo(packed.length);
        assertThat(inflate.ended()).isTrue();
        return out.toByteArray();
    }

    private static void unpack(Inflate inflate, ByteArrayOutputStream out, List<Start> starts) throws IOException {
        byte[] buffer = new byte[50_000];
        for (int count = 1; count > 0; out.write(buffer, 0, count)) {
            if (inflate.atBlock()) {
                starts.add(new Start(inflate.bit(), out.size(), inflate.window()));
            }
            count = inflate.read(buffer);
        }
    }
}
