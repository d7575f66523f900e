package dev.siiwad.source.packed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.source.proved.Sidecar;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines of a bzip2 file are reached from blocks that were noted when it was read first. */
class Bz2UnpackedTest {
    private static final int SPACING_BYTES = 3000;

    @TempDir
    private Path directory;

    private byte[] content;
    private byte[] file;
    private Sidecar sidecar;
    private long bytesRead;

    @BeforeEach
    void pack() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int line = 0; text.length() < 150_000; line++) {
            text.append(line)
                    .append(' ')
                    .append(Long.toString(line * 0x9E3779B97F4A7C15L, 36))
                    .append('\n');
        }
        content = text.toString().getBytes(StandardCharsets.UTF_8);
        int half = content.length / 2;
        ByteArrayOutputStream streams = new ByteArrayOutputStream();
        streams.writeBytes(Bz2Files.blocks(Arrays.copyOf(content, half), 3001));
        streams.writeBytes(Bz2Files.blocks(Arrays.copyOfRange(content, half, content.length), 2999));
        file = streams.toByteArray();
        sidecar = new Sidecar(directory.resolve("a.points"), "a".repeat(64));
    }

    @Test
    void anyLineIsReachedFromTheBlockBeforeIt() throws IOException {
        for (int threads : new int[] {1, 2}) {
            Files.deleteIfExists(sidecar.path());
            assertThat(readFrom(0, threads)).isEqualTo(content);
            String kept = Files.readString(sidecar.path());
            assertThat(kept.lines().filter(line -> line.startsWith("block"))).hasSizeGreaterThan(10);
            for (int line = 0; startOf(line) < content.length; line += 331) {
                assertThat(readFrom(line, threads)).isEqualTo(from(line));
            }
            assertThat(Files.readString(sidecar.path())).isEqualTo(kept);
        }
    }

    @Test
    void readsHardlyMoreThanWhatIsLeft() throws IOException {
        readFrom(0, 1);
        int last = lines() - 10;
        assertThat(readFrom(last, 1)).isEqualTo(from(last));
        assertThat(bytesRead).isLessThan(file.length / 4);
    }

    @Test
    void readsFromTheStartWhatIsNotNotedOrNotTrue() throws IOException {
        readFrom(0, 1);
        String kept = Files.readString(sidecar.path());
        Files.writeString(sidecar.path(), kept.replace(" 1", " 2"));
        assertThat(readFrom(4000, 1)).isEqualTo(from(4000));
        sidecar = new Sidecar(sidecar.path(), "b".repeat(64));
        Files.writeString(sidecar.path(), kept);
        assertThat(readFrom(4000, 1)).isEqualTo(from(4000));
    }

    @Test
    void saysWhereItIsDamaged() throws IOException {
        readFrom(0, 1);
        file[file.length - 30] ^= 1;
        for (int line : new int[] {0, lines() - 10}) {
            assertThatThrownBy(() -> readFrom(line, 1))
                    .isInstanceOf(UnpackingException.class)
                    .hasMessageContaining("the bzip2 stream is damaged or cut short");
        }
    }

    private byte[] readFrom(int line, int threads) throws IOException {
        InMemory bytes = new InMemory(file, Optional.of(sidecar));
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        byte[] buffer = new byte[700];
        try (Unpacked in = Bz2Unpacked.open(bytes, 0, Wanted.lineAt(line), threads, SPACING_BYTES)) {
            long lines = in.linesBefore();
            in.passed(lines);
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                for (int i = 0; i < count; i++) {
                    if (lines >= line) {
                        read.write(buffer[i]);
                    }
                    lines += buffer[i] == '\n' ? 1 : 0;
                }
                in.passed(lines);
            }
        }
        bytesRead = bytes.bytesRead();
        return read.toByteArray();
    }

    private byte[] from(int line) {
        return Arrays.copyOfRange(content, startOf(line), content.length);
    }

    private int lines() {
        return (int) new String(content, StandardCharsets.UTF_8).lines().count();
    }

    private int startOf(int line) {
        int at = 0;
        for (int lines = 0; lines < line && at < content.length; at++) {
            lines += content[at] == '\n' ? 1 : 0;
        }
        return at;
    }
}
