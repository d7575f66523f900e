package dev.siiwad.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.publish.CountedSegments;
import dev.siiwad.segment.DamagedSegmentException;
import dev.siiwad.segment.RunId;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.segment.SegmentStart;
import dev.siiwad.segment.SegmentWriter;
import dev.siiwad.storage.dataset.JsonLinesFormat;
import dev.siiwad.storage.json.StoredPayload;
import dev.siiwad.testkit.Checkpoints;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A segment or a snapshot's payload with anything wrong in it is named by its path, and nothing is published. */
class DamagedSegmentTest {
    private static final RunId RUN = new RunId("run-1");
    private static final SegmentName NAME = new SegmentName(2, 1);
    private static final String LIST = "bbc.example/1\nbbc.example/2\n\u00e9\n";

    @TempDir
    Path directory;

    private FileSegmentStore segments;
    private Checkpoint checkpoint;
    private Path file;

    @BeforeEach
    void writeThree() throws IOException {
        segments = new FileSegmentStore(directory, Checkpoints.SOURCE, new FastDisk());
        checkpoint = Published.run(segments, "run-1", new int[] {5, 5, 5});
        file = Path.of(segments.where(RUN, NAME));
    }

    @Test
    void isNamedWithAnyBitFlipped() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        for (int bit = 0; bit < whole.length * 8; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file, flipped);
            assertNamed("bit " + bit);
        }
    }

    @Test
    void isNamedCutAnywhereAndLonger() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length + 60; length++) {
            if (length != whole.length) {
                Files.write(file, Arrays.copyOf(whole, length));
                assertNamed(length + " bytes");
            }
        }
    }

    @Test
    void isNotPublishedWithAnyByteChanged() throws IOException {
        publish(Published.run(segments, "run-0", new int[] {7}));
        SortedMap<String, String> before = Published.files(directory.resolve("silver"));
        byte[] whole = Files.readAllBytes(file);
        for (int place = 0; place < whole.length; place++) {
            byte[] changed = whole.clone();
            changed[place] ^= (byte) (1 << place % 8);
            Files.write(file, changed);
            assertThatThrownBy(() -> publish(checkpoint))
                    .as("byte %s", place)
                    .isInstanceOf(DamagedSegmentException.class)
                    .hasMessageStartingWith(file + ": ");
        }
        assertThat(Published.files(directory.resolve("silver"))).isEqualTo(before);
        Files.write(file, whole);
        publish(checkpoint);
    }

    /** Of the same run and names, whole in themselves: only the checkpoint knows that they are not the ones. */
    @Test
    void theLastOneIsNamedWhereItHasAnotherLengthThanCounted() throws IOException {
        FileSegmentStore others = new FileSegmentStore(directory.resolve("other"), Checkpoints.SOURCE, new FastDisk());
        Published.run(others, "run-1", new int[] {5, 6, 4});
        for (int number = 2; number <= 3; number++) {
            SegmentName name = new SegmentName(number, 1);
            Files.write(Path.of(segments.where(RUN, name)), Files.readAllBytes(Path.of(others.where(RUN, name))));
        }
        assertThatThrownBy(() -> publish(checkpoint))
                .isInstanceOf(DamagedSegmentException.class)
                .hasMessageContaining(segments.where(RUN, new SegmentName(3, 1)) + ": has ")
                .hasMessageContaining("the checkpoint counts " + checkpoint.lastSegmentBytes());
    }

    @Test
    void aWholeOneThatWasNotCountedIsFoundByWhatTheCheckpointCounts() throws IOException {
        SegmentName first = new SegmentName(1, 1);
        Files.delete(Path.of(segments.where(RUN, first)));
        try (SegmentWriter writer = segments.create(RUN, SegmentStart.of(first, 0))) {
            for (int document = 0; document < 5; document++) {
                writer.drop("min_length");
            }
            writer.seal();
        }
        assertThatThrownBy(() -> publish(checkpoint))
                .isInstanceOf(DamagedSegmentException.class)
                .hasMessageStartingWith(segments.where(RUN, first) + " to " + segments.where(RUN, new SegmentName(3, 1))
                        + ": come to processed_count ")
                .hasMessageEndingWith("; the checkpoint counts " + checkpoint.processedCount()
                        + ". One of them was replaced by another");
    }

    @Test
    void aPayloadIsNamedWithAnyBitFlippedAndCutAnywhere() throws IOException {
        segments.storePayload(RUN, "list@first", LIST);
        Path list = Path.of(segments.where(RUN, "list@first"));
        byte[] whole = Files.readAllBytes(list);
        for (int bit = 0; bit < whole.length * 8; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(list, flipped);
            assertListNamed(list, "bit " + bit);
        }
        for (int length = 0; length < whole.length; length++) {
            Files.write(list, Arrays.copyOf(whole, length));
            assertListNamed(list, length + " bytes");
        }
        segments.storePayload(RUN, "list@first", LIST);
        assertThat(segments.payload(RUN, "list@first")).isEqualTo(Optional.of(LIST));
    }

    @Test
    void aGigabyteInItsPlaceIsNotRead() throws IOException {
        segments.storePayload(RUN, "list@first", LIST);
        Path list = Path.of(segments.where(RUN, "list@first"));
        String header = Files.readString(list).lines().findFirst().orElseThrow();
        for (String first :
                new String[] {"", header.replaceFirst("\"bytes\":\\d+", "\"bytes\":" + (1L << 30)) + "\n"}) {
            try (RandomAccessFile sparse = new RandomAccessFile(list.toFile(), "rw")) {
                sparse.setLength(0);
                sparse.writeBytes(first);
                sparse.setLength(1L << 30);
            }
            assertListNamed(list, first);
        }
        assertThatThrownBy(() -> segments.payload(RUN, "list@first"))
                .hasMessageContaining("bytes is 1073741824; expected at most " + StoredPayload.BYTES_MAX);
    }

    @Test
    void whatSomebodyElseHasMadeAmongSegmentsStays() throws IOException {
        Path notes = Files.createDirectories(file.resolveSibling("notes"));
        Files.writeString(notes.resolve("mine.txt"), "precious");
        segments.retainOnly(Set.of());
        assertThat(notes.resolve("mine.txt")).hasContent("precious");
        segments.retainOnly(Set.of());
        assertThat(segments.length(RUN, NAME)).isEmpty();
    }

    private void assertNamed(String what) {
        assertThatThrownBy(() -> segments.read(RUN, NAME, entry -> {}))
                .as(what)
                .isInstanceOf(DamagedSegmentException.class)
                .hasMessageStartingWith(file + ": ");
    }

    private void assertListNamed(Path list, String what) {
        assertThatThrownBy(() -> segments.payload(RUN, "list@first"))
                .as(what)
                .isInstanceOf(DamagedSegmentException.class)
                .hasMessageStartingWith(list + ": is not the list of snapshot list@first as it was stored: ");
    }

    private void publish(Checkpoint exhausted) throws IOException {
        new FilePublisher(directory.resolve("silver"), new JsonLinesFormat(), "0.1.0", new FastDisk())
                .publish(new CountedSegments(exhausted, segments), Published.LABELS);
    }
}
