package example.warc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.Siiwad;
import dev.siiwad.ingest.Progress;
import dev.siiwad.ingest.RunReport;
import dev.siiwad.publish.Receipt;
import dev.siiwad.segment.Tally;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WetRunTest {
    @TempDir
    private Path directory;

    @Test
    void aRunThatIsInterruptedAgainAndAgainPublishesWhatOneInOnePiecePublishes() throws IOException {
        Path file = Wet.small(40).write(directory);
        Path inPieces = directory.resolve("in-pieces");
        for (int attempt = 1; attempt <= 5; attempt++) {
            assertThat(runToItsNextCommit(file, inPieces)).isInstanceOf(RunReport.Interrupted.class);
        }

        Receipt carriedOn = run(file, inPieces);
        Receipt whole = run(file, directory.resolve("whole"));
        assertThat(carriedOn.ranges()).hasSize(6);
        assertThat(whole.ranges()).hasSize(1);
        assertThat(carriedOn.files()).isEqualTo(whole.files());
        assertThat(carriedOn.tally())
                .isEqualTo(whole.tally())
                .isEqualTo(new Tally(32, 1, new TreeMap<>(Map.of("min_length", 8L))));
        for (Receipt.PublishedFile published : whole.files()) {
            assertThat(Path.of(carriedOn.directory(), published.name()))
                    .hasSameBinaryContentAs(Path.of(whole.directory(), published.name()));
        }
        assertThat(Files.readString(
                        Path.of(whole.directory(), whole.files().get(1).name())))
                .contains("is not UTF-8");
    }

    /** A user presses Ctrl-C. */
    private static RunReport runToItsNextCommit(Path file, Path data) throws IOException {
        try (Siiwad siiwad = Siiwad.open(data, Map.of())) {
            return siiwad.ingest(new WetSource(file, Wet.INFO))
                    .runId("20261101_080000_example")
                    .checkpointEvery(3)
                    .progress(event -> {
                        if (event instanceof Progress.Committed) {
                            siiwad.stop();
                        }
                    })
                    .run();
        }
    }

    private static Receipt run(Path file, Path data) throws IOException {
        try (Siiwad siiwad = Siiwad.open(data, Map.of())) {
            RunReport report = siiwad.ingest(new WetSource(file, Wet.INFO))
                    .runId("20261101_080000_example")
                    .progress(event -> {})
                    .run();
            assertThat(report).isInstanceOf(RunReport.Completed.class);
            return ((RunReport.Completed) report).receipt();
        }
    }
}
