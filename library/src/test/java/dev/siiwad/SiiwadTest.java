package dev.siiwad;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.ingest.Progress;
import dev.siiwad.ingest.ResumePlan;
import dev.siiwad.ingest.RunReport;
import dev.siiwad.storage.Storage;
import dev.siiwad.storage.file.FileStorage;
import dev.siiwad.testkit.DurableOperations;
import dev.siiwad.testkit.InMemoryPlace;
import dev.siiwad.testkit.ListSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiiwadTest {
    @TempDir
    Path directory;

    private final ListSource source = ListSource.of(100);

    @Test
    void stopsWhenAskedAndResumes() throws IOException {
        List<String> told = new ArrayList<>();
        try (Siiwad siiwad = Siiwad.open(directory, Map.of())) {
            RunReport report = siiwad.ingest(source)
                    .minLength(1)
                    .checkpointEvery(10)
                    .progress(event -> {
                        told.add(event.message());
                        if (event instanceof Progress.Committed saved
                                && saved.checkpoint().lastIndex() == 40) {
                            siiwad.stop();
                        }
                    })
                    .run();
            assertThat(report).isInstanceOf(RunReport.Interrupted.class);
            assertThat(siiwad.stopRequested()).isTrue();
        }
        assertThat(told)
                .contains("No checkpoint found, starting from beginning", "Interrupted by user, saving checkpoint");
        try (Siiwad siiwad = Siiwad.open(directory, Map.of())) {
            Ingestion same = siiwad.ingest(source).minLength(1);
            assertThat(same.explain())
                    .isInstanceOfSatisfying(
                            ResumePlan.CarryOn.class,
                            plan -> assertThat(plan.checkpoint().lastIndex()).isEqualTo(40));
            assertThat(same.jsonLines().run())
                    .isInstanceOfSatisfying(
                            RunReport.Completed.class,
                            completed -> assertThat(completed.receipt().tally().read())
                                    .isEqualTo(100));
        }
    }

    @Test
    void keepsEverythingInAnyStorageAndLeavesItOpen() throws IOException {
        InMemoryPlace place = new InMemoryPlace();
        try (Storage storage = place.open(new DurableOperations())) {
            try (Siiwad siiwad = Siiwad.open(storage, directory.resolve("raw"), Map.of())) {
                assertThat(siiwad.ingest(source).run()).isInstanceOf(RunReport.Completed.class);
            }
            assertThat(storage.datasets().files(source.id())).isNotEmpty();
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void refusesWithFactsAlone() throws IOException {
        try (Siiwad siiwad = Siiwad.open(directory, Map.of())) {
            assertThat(siiwad.ingest(source).fromOffset(50).maxRecords(10).run())
                    .isInstanceOfSatisfying(
                            RunReport.Refused.class,
                            refused -> assertThat(refused.refusal()).asString().doesNotContain("--"));
        }
    }

    @Test
    void logsTheNameOfAFileAndTheWholePlaceOfAnythingElse() {
        Progress.Event found = new Progress.Found("data/staging/source=List-Somali/.checkpoint.json");
        Progress.Event previous = new Progress.UsingPrevious("data/staging/source=List-Somali/.checkpoint.prev.json");
        ProgressLog files = new ProgressLog(FileStorage.below(directory));
        assertThat(files.message(found)).isEqualTo("Found checkpoint: .checkpoint.json");
        assertThat(files.message(previous)).isEqualTo("Using the checkpoint before it: .checkpoint.prev.json");
        ProgressLog memory = new ProgressLog(new InMemoryPlace().open(new DurableOperations()));
        assertThat(memory.message(found)).isEqualTo(found.message());
        assertThat(memory.message(previous)).isEqualTo(previous.message());
    }
}
