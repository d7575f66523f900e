package dev.siiwad.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A temporary directory that is full: its device takes no byte. */
class SpoolTest {
    private static final Path FULL = Path.of("/dev/full");

    @Test
    void namesTheFileAndTheWayOut() throws IOException {
        try (Spool spool = Spool.at(FULL)) {
            assertThatThrownBy(() -> spool.write(new byte[7]))
                    .hasMessageStartingWith("/dev/full: cannot write 7 bytes: No space left on device")
                    .hasMessageEndingWith("JAVA_OPTS=-Djava.io.tmpdir=DIR");
        }
    }

    @Test
    void isNotTakenForTroubleWithTheBucketWhichIsTriedAgain() throws IOException {
        TestBucket storage = new TestBucket();
        storage.bucket().put("object", Body.of(new byte[100]));
        Instant before = storage.waiting().now();
        assertThatThrownBy(() -> storage.bucket().fetch("object", FULL)).hasMessageStartingWith("/dev/full: ");
        assertThat(storage.waiting().now()).isEqualTo(before);
    }

    @Test
    void hasNoNameWhileItIsOpenSoThatNothingIsLeftOfAProcessThatIsKilled() throws IOException {
        byte[] bytes = {1, 2, 3, 4, 5};
        try (Spool spool = Spool.nameless()) {
            assertThat(names())
                    .filteredOn(name -> name.contains("siiwad-segment-"))
                    .isNotEmpty()
                    .allMatch(name -> name.endsWith(" (deleted)"));
            spool.write(9);
            spool.clear();
            spool.write(bytes);
            assertThat(spool.length()).isEqualTo(bytes.length);
            assertThat(spool.content()).hasBinaryContent(bytes);
            assertThat(spool.content()).hasBinaryContent(bytes);
        }
    }

    /** Those that this process has open, as Linux tells them: a name that is gone is told with that word. */
    private static List<String> names() throws IOException {
        Path open = Path.of("/proc/self/fd");
        List<String> names = new ArrayList<>();
        try (Stream<Path> files = Files.list(open)) {
            for (Path file : files.toList()) {
                try {
                    names.add(Files.readSymbolicLink(file).toString());
                } catch (NoSuchFileException closedMeanwhile) {
                    // the listing itself was open, too
                }
            }
        }
        return names;
    }
}
