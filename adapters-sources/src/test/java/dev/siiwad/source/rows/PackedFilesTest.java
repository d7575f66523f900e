package dev.siiwad.source.rows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStream;
import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.SourceException;
import dev.siiwad.source.packed.ZstdFrames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files packed in other ways than most are. */
class PackedFilesTest {
    private static final byte[] LINES = "{\"n\":0}\n{\"n\":1}\n{\"n\":2}\n".getBytes(UTF_8);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(ints = {1, 511, 512, 70_000})
    void takesZerosAfterGzipForPadding(int zeros) throws Exception {
        byte[] packed = Packed.gzip(LINES, 8);

        assertThat(numbers(Arrays.copyOf(packed, packed.length + zeros))).containsExactly(0L, 1L, 2L);
    }

    @Test
    void readsAMemberAfterPadding() throws Exception {
        byte[] packed = Packed.gzip(LINES, 8);
        byte[] twice = Arrays.copyOf(packed, 2 * packed.length + 100);
        System.arraycopy(packed, 0, twice, packed.length + 100, packed.length);

        assertThat(numbers(twice)).containsExactly(0L, 1L, 2L, 0L, 1L, 2L);
    }

    @Test
    void refusesAnythingElseAfterGzip() throws Exception {
        byte[] packed = Packed.gzip(LINES, 100);
        byte[] more = Arrays.copyOf(packed, packed.length + 1);
        more[packed.length] = 'x';

        assertThatThrownBy(() -> numbers(more))
                .isInstanceOf(UnreadableException.class)
                .hasMessage(
                        "[a.jsonl] line 4, after byte " + packed.length + ": cannot be unpacked, the file is cut short"
                                + " or damaged: no gzip member begins at byte " + packed.length);
    }

    @Test
    void passesOverAnExtraFieldThatIsNotPartedIntoSubfields() throws Exception {
        byte[] packed = Packed.gzip(LINES, 100);
        ByteArrayOutputStream withFields = new ByteArrayOutputStream();
        byte[] header = Arrays.copyOf(packed, 10);
        int extraNameCommentAndChecksum = 4 | 8 | 16 | 2;
        header[3] = (byte) extraNameCommentAndChecksum;
        withFields.writeBytes(header);
        withFields.writeBytes(new byte[] {3, 0, 'a', 'b', 'c'});
        withFields.writeBytes("name\0comment\0".getBytes(UTF_8));
        withFields.writeBytes(new byte[] {1, 2});
        withFields.write(packed, 10, packed.length - 10);

        assertThat(numbers(withFields.toByteArray())).containsExactly(0L, 1L, 2L);
    }

    @Test
    void findsWhatWasChangedInAMember() throws Exception {
        byte[] packed = Packed.gzip(LINES, 100);
        int unread = 0;
        for (int at = 10; at < packed.length; at++) {
            byte[] changed = packed.clone();
            changed[at] ^= 0x10;
            try {
                assertThat(numbers(changed)).as("byte " + at).containsExactly(0L, 1L, 2L);
                unread++;
            } catch (UnreadableException | MalformedDocumentException found) {
                assertThat(found).hasMessageStartingWith("[a.jsonl] line ");
            }
        }
        assertThat(unread).as("bytes whose last bits nobody reads").isLessThan(2);
    }

    @Test
    void readsByContentAndNotByName() throws Exception {
        for (String name : List.of("a.jsonl", "a.jsonl.gz", "a.jsonl.zst")) {
            for (byte[] bytes : List.of(LINES, Packed.gzip(LINES, 100), Packed.zstd(LINES, 100))) {
                assertThat(numbers(name, bytes)).as(name).containsExactly(0L, 1L, 2L);
            }
        }
    }

    @Test
    void carriesOnAsPlainFromAPlaceThatIsInNoMember() throws Exception {
        byte[] packed = Packed.gzip(LINES, 100);
        Path file = Files.write(directory.resolve("earlier"), packed);
        int inMember = packed.length - 5;

        try (LineRows rows =
                LineRows.open(OnDisk.bytes("a.jsonl", file), "byte=" + inMember + " line=3", Set.of("n"))) {
            assertThatThrownBy(rows::next)
                    .isInstanceOf(MalformedDocumentException.class)
                    .hasMessageStartingWith("[a.jsonl] line 4 is no JSON");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {27, 28, 31})
    void unpacksZstdOfAnyWindow(int windowLog) throws Exception {
        assertThat(numbers(zstd(windowLog))).containsExactly(0L, 1L, 2L);
    }

    @Test
    void saysHowMuchMemoryAZstdWindowTakesThatIsNotThere() throws Exception {
        Path file = Files.write(directory.resolve("long"), zstd(31));
        long half = 1L << 30;

        try (ZstdFrames frames = new ZstdFrames(OnDisk.bytes("a.jsonl", file), 0, half);
                LineReader lines =
                        LineReader.open("a.jsonl", Wrapping.ZSTD, frames, Files.size(file), LinePlace.FIRST, 300)) {
            assertThatThrownBy(lines::next)
                    .isInstanceOf(SourceException.class)
                    .hasMessage(
                            "[a.jsonl] line 1, after byte 0: cannot be unpacked: the zstd frame needs 2147483648 bytes of"
                                    + " memory for its window; this machine has 1073741824 beside the heap");
        }
        try (ZstdFrames frames = new ZstdFrames(OnDisk.bytes("a.jsonl", file), 0, 2 * half)) {
            assertThat(frames.read(new byte[100])).isPositive();
        }
    }

    @Test
    void anEmptyFileHasNoRows() throws Exception {
        assertThat(numbers(new byte[0])).isEmpty();
    }

    @Test
    void aLineMayBeAsLongAsTheMemoryAllows() {
        assertThat(LineReader.lineBytesMax(128L << 20)).isEqualTo(13_421_772);
        assertThat(LineReader.lineBytesMax(16L << 20)).isEqualTo(12 << 20);
        assertThat(LineReader.lineBytesMax(1L << 40)).isEqualTo(512 << 20);
    }

    /** As {@code zstd --ultra --long=31} and a pipe make it: the content size is not said, the window is. */
    private static byte[] zstd(int windowLog) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZstdOutputStream out = new ZstdOutputStream(packed)) {
            out.write(LINES, 0, 10);
            out.flush();
            out.write(LINES, 10, LINES.length - 10);
        }
        byte[] bytes = packed.toByteArray();
        bytes[5] = (byte) (windowLog - 10 << 3);
        return bytes;
    }

    private List<Object> numbers(byte[] file) throws IOException, MalformedDocumentException {
        return numbers("a.jsonl", file);
    }

    private List<Object> numbers(String name, byte[] bytes) throws IOException, MalformedDocumentException {
        Path file = Files.write(directory.resolve("file"), bytes);
        List<Object> numbers = new ArrayList<>();
        try (LineRows rows = LineRows.open(OnDisk.bytes(name, file), "line=0", Set.of("n"))) {
            for (Optional<Row> row = rows.next(); row.isPresent(); row = rows.next()) {
                numbers.add(row.get().values().get("n"));
            }
        }
        return numbers;
    }
}
