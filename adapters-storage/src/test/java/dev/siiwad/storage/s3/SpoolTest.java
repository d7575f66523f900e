package dev.siiwad.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A temporary directory that is full: its device takes no byte. */
class SpoolTest {
    private static final Path FULL = Path.of("/dev/full");

    @Test
    void namesTheFileAndTheWayOut() throws IOException {
        try (Spool spool = new Spool(FULL)) {
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
}
