package dev.siiwad.source.rows;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdOutputStream;
import dev.siiwad.source.packed.Bz2Files;
import dev.siiwad.source.packed.Bz2Place;
import dev.siiwad.source.packed.Bz2Stream;
import dev.siiwad.source.packed.GzipMembers;
import dev.siiwad.source.packed.InMemory;
import dev.siiwad.source.packed.SeekPoints;
import dev.siiwad.source.packed.Unpacked;
import dev.siiwad.source.packed.Wanted;
import dev.siiwad.source.proved.Sidecar;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a resume reads of a file before it has the next line does not grow with where that is. */
class ResumeBytesTest {
    private static final int LINES = 40_000;
    private static final int LINES_IN_MEMBER = 1000;

    /** Readers ask for so many bytes ahead. */
    private static final long AHEAD_BYTES = 128 << 10;

    @TempDir
    private Path directory;

    private final List<String> lines = new ArrayList<>();

    @BeforeEach
    void write() {
        Random random = new Random(1);
        for (int n = 0; n < LINES; n++) {
            lines.add(n + " " + Long.toString(random.nextLong(), 36).repeat(2) + Long.toString(random.nextLong(), 36)
                    + "\n");
        }
    }

    private interface Packing {
        OutputStream over(OutputStream out) throws IOException;
    }

    private byte[] packed(Packing packing, int linesInMember) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int from = 0; from < LINES; from += linesInMember) {
            try (OutputStream out = packing.over(all)) {
                out.write(String.join("", lines.subList(from, Math.min(LINES, from + linesInMember)))
                        .getBytes(StandardCharsets.UTF_8));
            }
        }
        return all.toByteArray();
    }

    @Test
    void plainLines() throws IOException {
        requireFlat(packed(out -> out, LINES), Optional.empty(), 0);
    }

    @Test
    void gzipMembers() throws IOException {
        byte[] file = packed(GZIPOutputStream::new, LINES_IN_MEMBER);
        requireFlat(file, Optional.empty(), file.length / (LINES / LINES_IN_MEMBER));
    }

    @Test
    void zstdFrames() throws IOException {
        byte[] file = packed(ZstdOutputStream::new, LINES_IN_MEMBER);
        requireFlat(file, Optional.empty(), file.length / (LINES / LINES_IN_MEMBER));
    }

    @Test
    void gzipOfOneMember() throws IOException {
        byte[] file = packed(GZIPOutputStream::new, LINES);
        requireFlat(file, Optional.of(new Sidecar(directory.resolve("points"), "a".repeat(64))), 100 << 10);
    }

    /** @param unitBytes how long what is unpacked together is: a member, a frame, or from one seek point to the next */
    private void requireFlat(byte[] file, Optional<Sidecar> sidecar, long unitBytes) throws IOException {
        assertThat(file.length).isGreaterThan((int) (2 * (unitBytes + AHEAD_BYTES)));
        List<LinePlace> places = new ArrayList<>();
        try (LineReader reader = open(new InMemory(file, sidecar), LinePlace.FIRST)) {
            for (int n = 0; n < LINES; n++) {
                places.add(reader.place());
                reader.pass();
            }
        }
        for (int line = 0; line < LINES; line += LINES / 10 - 1) {
            InMemory bytes = new InMemory(file, sidecar);
            try (LineReader reader = open(bytes, places.get(line))) {
                Line next = reader.next().orElseThrow();
                assertThat(new String(next.bytes(), next.from(), next.length(), StandardCharsets.UTF_8) + "\n")
                        .isEqualTo(lines.get(line));
            }
            assertThat(bytes.bytesRead()).as("before line %s", line).isLessThan(2 * unitBytes + 2 * AHEAD_BYTES);
        }
    }

    private static LineReader open(InMemory bytes, LinePlace place) throws IOException {
        Wrapping wrapping = Wrapping.of(bytes, place.start());
        Unpacked in = wrapping == Wrapping.GZIP
                ? GzipMembers.open(bytes, SeekPoints.of(bytes, 50 << 10), place.start(), Wanted.lineAt(place.skip()))
                : wrapping.open(bytes, place.start(), place.skip());
        return LineReader.open("lines", wrapping, in, bytes.length(), place, 1 << 20);
    }

    @Test
    void bzip2OfOneStream() throws IOException {
        byte[] content = String.join("", lines.subList(0, 25_000)).getBytes(StandardCharsets.UTF_8);
        int bytesInBlock = 90_000;
        byte[] file = Bz2Files.blocks(content, bytesInBlock);
        assertThat(file.length).isGreaterThan((int) (2 * (bytesInBlock + AHEAD_BYTES)));
        List<Bz2Place> places = new ArrayList<>();
        try (Bz2Stream all = new Bz2Stream(new InMemory(file), Bz2Place.stream(0), 0, 2, 10)) {
            for (long given = 0; all.read() >= 0; given++) {
                all.spot(given).filter(spot -> spot.into() == 0).ifPresent(spot -> places.add(spot.block()));
            }
        }
        assertThat(places).hasSize((content.length + bytesInBlock - 1) / bytesInBlock);
        for (int block = 0; block < places.size(); block++) {
            InMemory bytes = new InMemory(file);
            try (Bz2Stream from = new Bz2Stream(bytes, places.get(block), 5, 2, 10)) {
                assertThat(from.read()).isEqualTo(content[block * bytesInBlock + 5]);
            }
            assertThat(bytes.bytesRead()).as("before block %s", block).isLessThan(2 * bytesInBlock + 2 * AHEAD_BYTES);
        }
    }
}
