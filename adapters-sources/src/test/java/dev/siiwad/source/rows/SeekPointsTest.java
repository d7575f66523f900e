package dev.siiwad.source.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.source.packed.GzipMembers;
import dev.siiwad.source.packed.InMemory;
import dev.siiwad.source.packed.SeekPoints;
import dev.siiwad.source.packed.Wanted;
import dev.siiwad.source.proved.Sidecar;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines in a gzip file of one long member are reached from places that were noted when it was read first. */
class SeekPointsTest {
    private static final int SPACING_BYTES = 3000;
    private static final int LINES = 3000;

    @TempDir
    private Path directory;

    private final List<String> lines = new ArrayList<>();
    private byte[] file;
    private String identity = "a".repeat(64);
    private long bytesRead;

    @BeforeEach
    void pack() throws IOException {
        Random random = new Random(1);
        for (int n = 0; n < LINES; n++) {
            lines.add(
                    random.nextInt(10) == 0
                            ? ""
                            : n + " " + Long.toString(random.nextLong(), 36).repeat(3));
        }
        file = gzip(String.join("\n", lines));
    }

    /** A block ends every thousand characters. */
    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed, 512, true)) {
            for (int from = 0; from < text.length(); from += 1000) {
                out.write(text.substring(from, Math.min(text.length(), from + 1000))
                        .getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        }
        return packed.toByteArray();
    }

    private Path points() {
        return directory.resolve("points");
    }

    private List<String> readFrom(LinePlace place, int count) throws IOException {
        InMemory bytes = new InMemory(file, Optional.of(new Sidecar(points(), identity)));
        SeekPoints points = SeekPoints.of(bytes, SPACING_BYTES);
        GzipMembers in = GzipMembers.open(bytes, points, place.start(), Wanted.lineAt(place.skip()));
        List<String> read = new ArrayList<>();
        try (LineReader reader = LineReader.open("a.gz", Wrapping.GZIP, in, file.length, place, 1 << 20)) {
            while (read.size() < count) {
                Optional<Line> line = reader.next();
                if (line.isEmpty()) {
                    break;
                }
                read.add(new String(
                        line.get().bytes(), line.get().from(), line.get().length(), StandardCharsets.UTF_8));
                assertThat(reader.line()).isEqualTo(place.line() + read.size());
            }
        }
        bytesRead = bytes.bytesRead();
        return read;
    }

    private static LinePlace at(int line) {
        return new LinePlace(0, line, line);
    }

    @Test
    void everyLineIsReachedFromThePlaceBeforeIt() throws IOException {
        assertThat(readFrom(at(0), LINES + 1)).isEqualTo(lines);
        String kept = Files.readString(points());
        assertThat(places(kept).size()).isBetween(10, file.length / SPACING_BYTES);
        for (int line = 0; line <= LINES; line += line > 100 && line < LINES - 100 ? 31 : 1) {
            assertThat(readFrom(at(line), 2)).as("%s", line).isEqualTo(lines.subList(line, Math.min(LINES, line + 2)));
        }
        assertThat(readFrom(at(LINES / 2), LINES)).isEqualTo(lines.subList(LINES / 2, LINES));
        assertThat(Files.readString(points())).isEqualTo(kept);
    }

    @Test
    void theRestIsStillVerifiedToTheEndOfItsMember() throws IOException {
        readFrom(at(0), LINES + 1);
        file[file.length - 6] ^= 1;
        assertThatThrownBy(() -> readFrom(at(LINES - 10), 20))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining("the gzip member has the checksum ");
    }

    @Test
    void aRunThatIsStoppedOverAndOverNotesTheSamePlaces() throws IOException {
        readFrom(at(0), LINES + 1);
        String whole = Files.readString(points());
        Files.delete(points());
        for (int line = 0; line < LINES; line += 37) {
            readFrom(at(line), 400);
        }
        assertThat(places(whole)).containsAll(places(Files.readString(points())));
        assertThat(places(Files.readString(points())).size()).isGreaterThan(10);
    }

    private static List<String> places(String kept) {
        return kept.lines().filter(line -> !line.isEmpty()).toList();
    }

    @Test
    void membersHaveTheirOwnPlaces() throws IOException {
        byte[] first = file;
        String text = String.join("\n", lines);
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(gzip(text + "\nhalf"));
        both.writeBytes(gzip(" a line\n" + text));
        both.writeBytes(new byte[5]);
        file = both.toByteArray();
        List<String> expected = new ArrayList<>(lines);
        expected.add("half a line");
        expected.addAll(lines);
        assertThat(readFrom(at(0), 3 * LINES)).isEqualTo(expected);
        long second = gzip(text + "\nhalf").length;
        assertThat(second).isGreaterThan(first.length / 2);
        for (int line : new int[] {1, 2, 1000, 2000, LINES}) {
            assertThat(readFrom(new LinePlace(second, line, LINES + line), 3))
                    .isEqualTo(expected.subList(LINES + line, Math.min(expected.size(), LINES + line + 3)));
        }
    }

    @Test
    void placesThatAreLostCostAReadingAndAreNotedAgain() throws IOException {
        readFrom(at(0), LINES + 1);
        String kept = Files.readString(points());
        Files.delete(points());
        assertThat(readFrom(at(LINES - 1), 1)).isEqualTo(lines.subList(LINES - 1, LINES));
        assertThat(bytesRead).isGreaterThanOrEqualTo(file.length);
        assertThat(Files.readString(points())).isEqualTo(kept);
    }

    @Test
    void placesOfAnotherFileAreNone() throws IOException {
        readFrom(at(0), LINES + 1);
        Collections.reverse(lines);
        file = gzip(String.join("\n", lines));
        identity = "b".repeat(64);
        assertThat(readFrom(at(LINES - 5), 9)).isEqualTo(lines.subList(LINES - 5, LINES));
    }

    @Test
    void noFlippedBitAndNoCutChangesALine() throws IOException {
        readFrom(at(0), LINES + 1);
        byte[] kept = Files.readAllBytes(points());
        Random random = new Random(5);
        for (int round = 0; round < 120; round++) {
            byte[] damaged = round % 3 == 0 ? Arrays.copyOf(kept, random.nextInt(kept.length)) : kept.clone();
            if (round % 3 > 0) {
                int around =
                        round % 3 == 1 ? random.nextInt(kept.length) : lineStart(kept, random) + random.nextInt(30);
                damaged[around] ^= (byte) (1 << random.nextInt(Byte.SIZE));
            }
            Files.write(points(), damaged);
            int line = random.nextInt(LINES);
            assertThat(readFrom(at(line), 5)).isEqualTo(lines.subList(line, Math.min(LINES, line + 5)));
        }
    }

    private static int lineStart(byte[] kept, Random random) {
        int at = random.nextInt(kept.length / 2);
        while (kept[at] != '\n') {
            at++;
        }
        return at;
    }
}
