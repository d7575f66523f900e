package dev.siiwad.source.packed;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdOutputStream;
import dev.siiwad.source.proved.Sidecar;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** What cannot be begun inside is read from its copy, wherever that is, and is the same bytes whatever has become of the copy. */
class CopiedBytesTest {
    private static final int UNCOPIED_BYTES = 20_000;
    private static final int FRAME_BYTES = 100_000;
    private static final int BUFFER_BYTES = 4096;

    @TempDir
    private Path directory;

    private byte[] content;
    private byte[] file;
    private Sidecar sidecar;
    private Packing packing = Packing.ZSTD;
    private long bytesRead;

    @BeforeEach
    void pack() throws IOException {
        Random random = new Random(1);
        StringBuilder text = new StringBuilder();
        for (int line = 0; text.length() < 1_200_000; line++) {
            text.append(line).append(' ').append(random.nextLong()).append(line % 7 == 0 ? "\n\n" : "\n");
        }
        content = text.toString().getBytes(StandardCharsets.UTF_8);
        file = zstd(content);
        sidecar = new Sidecar(directory.resolve("a.points"), "a".repeat(64));
    }

    private static byte[] zstd(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZstdOutputStream out = new ZstdOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    @Test
    void anyByteAndLineIsReachedWithoutTheFile() throws IOException {
        assertThat(read(Wanted.START, content.length)).isEqualTo(content);
        long copied = Files.size(sidecar.copy());
        for (int at = 150_000; at < content.length; at += 97_003) {
            assertThat(read(Wanted.byteAt(at), 5000)).as("%s", at).isEqualTo(slice(at, 5000));
            assertThat(bytesRead).as("%s", at).isZero();
            int line = linesBefore(at);
            assertThat(read(Wanted.lineAt(line), 5000)).as("line %s", line).isEqualTo(slice(startOf(line), 5000));
            assertThat(bytesRead).as("line %s", line).isZero();
        }
        assertThat(read(Wanted.byteAt(content.length), 1)).isEmpty();
        assertThat(read(Wanted.byteAt(400_000), content.length)).isEqualTo(slice(400_000, content.length));
        assertThat(Files.size(sidecar.copy())).isEqualTo(copied);
    }

    @Test
    void anyStreamThatIsUnpackedAsAWhole() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (XZOutputStream out = new XZOutputStream(packed, new LZMA2Options(0))) {
            out.write(content);
        }
        file = packed.toByteArray();
        packing = Packing.XZ;
        assertThat(read(Wanted.START, content.length)).isEqualTo(content);
        assertThat(read(Wanted.byteAt(1_000_000), content.length)).isEqualTo(slice(1_000_000, content.length));
        assertThat(bytesRead).isZero();
    }

    @Test
    void goesOnWhereTheCopyEndsAndCopiesTheRest() throws IOException {
        read(Wanted.START, 100_000);
        long copied = Files.size(sidecar.copy());
        assertThat(read(Wanted.byteAt(60_000), 5000)).isEqualTo(slice(60_000, 5000));
        assertThat(bytesRead).isZero();
        assertThat(read(Wanted.byteAt(60_000), content.length)).isEqualTo(slice(60_000, content.length));
        assertThat(Files.size(sidecar.copy())).isGreaterThan(copied);
        int line = linesBefore(1_100_000);
        assertThat(read(Wanted.lineAt(line), content.length)).isEqualTo(slice(startOf(line), content.length));
        assertThat(bytesRead).isZero();
    }

    @Test
    void membersThatAreShortAreNotCopied() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        for (int from = 0; from < content.length; from += 20_000) {
            packed.writeBytes(zstd(slice(from, 20_000)));
        }
        file = packed.toByteArray();
        assertThat(read(Wanted.START, content.length)).isEqualTo(content);
        assertThat(sidecar.copy()).doesNotExist();
    }

    @Test
    void readsOnInTheNextMember() throws IOException {
        byte[] whole = Arrays.copyOf(file, file.length * 2);
        System.arraycopy(file, 0, whole, file.length, file.length);
        long second = file.length;
        file = whole;
        byte[] twice = Arrays.copyOf(content, content.length * 2);
        System.arraycopy(content, 0, twice, content.length, content.length);
        assertThat(read(Wanted.START, twice.length)).isEqualTo(twice);

        assertThat(read(Wanted.byteAt(900_000), twice.length))
                .isEqualTo(Arrays.copyOfRange(twice, 900_000, twice.length));
        assertThat(read(second, Wanted.byteAt(900_000), twice.length)).isEqualTo(slice(900_000, content.length));
        assertThat(bytesRead).isZero();
    }

    @Test
    void isTheSameWhateverBecomesOfTheCopy() throws IOException {
        read(Wanted.START, content.length);
        byte[] copy = Files.readAllBytes(sidecar.copy());
        byte[] points = Files.readAllBytes(sidecar.path());
        Random random = new Random(3);
        for (int round = 0; round < 15; round++) {
            Files.write(sidecar.copy(), round % 3 == 0 ? damaged(copy, random) : copy);
            Files.write(sidecar.path(), round % 3 == 1 ? damaged(points, random) : points);
            if (round % 3 == 2) {
                Files.delete(round % 2 == 0 ? sidecar.copy() : sidecar.path());
            }
            int at = random.nextInt(content.length);
            assertThat(read(Wanted.byteAt(at), content.length)).as("%s", round).isEqualTo(slice(at, content.length));
        }
        assertThat(read(Wanted.START, content.length)).isEqualTo(content);
        assertThat(read(Wanted.byteAt(1_000_000), content.length)).isEqualTo(slice(1_000_000, content.length));
        assertThat(bytesRead).isZero();
    }

    @Test
    void isNotTakenForThatOfAnotherFile() throws IOException {
        read(Wanted.START, content.length);
        for (int i = 0; i < content.length; i++) {
            content[i] = content[i] == '1' ? (byte) '2' : content[i];
        }
        file = zstd(content);
        sidecar = new Sidecar(sidecar.path(), "b".repeat(64));
        assertThat(read(Wanted.byteAt(1_000_000), 5000)).isEqualTo(slice(1_000_000, 5000));
    }

    @Test
    void readsOnWhereNothingCanBeKept() throws IOException {
        Files.createDirectories(sidecar.copy());
        assertThat(read(Wanted.START, content.length)).isEqualTo(content);
        assertThat(read(Wanted.byteAt(1_000_000), content.length)).isEqualTo(slice(1_000_000, content.length));
    }

    private static byte[] damaged(byte[] bytes, Random random) {
        byte[] damaged = random.nextBoolean() ? bytes.clone() : Arrays.copyOf(bytes, random.nextInt(bytes.length));
        if (damaged.length > 0) {
            damaged[random.nextInt(damaged.length)] ^= 4;
        }
        return damaged;
    }

    private byte[] read(Wanted wanted, int count) throws IOException {
        return read(0, wanted, count);
    }

    /** So many bytes from what is wanted on, or all. */
    private byte[] read(long member, Wanted wanted, int count) throws IOException {
        InMemory bytes = new InMemory(file, Optional.of(sidecar));
        CopiedBytes.Opener opener =
                from -> packing == Packing.ZSTD ? new ZstdFrames(bytes, from) : new WholeStream(packing, bytes, from);
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (Unpacked in = CopiedBytes.open(bytes, member, wanted, opener, UNCOPIED_BYTES, FRAME_BYTES)) {
            long lines = in.linesBefore();
            long toPass = wanted.line() ? wanted.count() - lines : wanted.count() - in.bytesBefore();
            long inMember = member;
            while (read.size() < count) {
                in.passed(lines);
                int got = in.read(buffer);
                if (got < 0) {
                    break;
                }
                lines = in.memberStart() == inMember ? lines : 0;
                inMember = in.memberStart();
                int from = 0;
                while (from < got && toPass > 0) {
                    toPass -= !wanted.line() || buffer[from] == '\n' ? 1 : 0;
                    from++;
                }
                read.write(buffer, from, got - from);
                for (int i = 0; i < got; i++) {
                    lines += buffer[i] == '\n' ? 1 : 0;
                }
            }
        }
        bytesRead = bytes.bytesRead();
        return Arrays.copyOf(read.toByteArray(), Math.min(count, read.size()));
    }

    private byte[] slice(int from, int count) {
        return Arrays.copyOfRange(content, from, (int) Math.min(content.length, (long) from + count));
    }

    private int linesBefore(int at) {
        int lines = 0;
        for (int i = 0; i < at; i++) {
            lines += content[i] == '\n' ? 1 : 0;
        }
        return lines;
    }

    private int startOf(int line) {
        int at = 0;
        for (int lines = 0; lines < line; at++) {
            lines += content[at] == '\n' ? 1 : 0;
        }
        return at;
    }
}
