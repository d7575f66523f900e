package dev.siiwad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.Siiwad;
import dev.siiwad.ingest.ResumePlan;
import dev.siiwad.ingest.RunReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines of the README, and what else the library does without a command line. */
class LibraryTest {
    @TempDir
    Path directory;

    @Test
    void fiveLinesIngestMc4() throws IOException {
        try (SmallHub hub = SmallHub.of(6000, 2)) {
            Map<String, String> settings = Map.of("HF_ENDPOINT", hub.url());
            try (Siiwad siiwad = Siiwad.open(directory, settings)) {
                RunReport report = siiwad.mc4().maxRecords(5000).run();
                assertThat(report).isInstanceOfSatisfying(RunReport.Completed.class, completed -> {
                    assertThat(completed.receipt().checkpoint().source().value())
                            .isEqualTo("HuggingFace-Somali_c4-so");
                    assertThat(completed.receipt().tally().read()).isEqualTo(5000);
                    assertThat(completed.receipt().tally().dropped()).containsEntry("min_length", 500L);
                });
            }
        }
    }

    @Test
    void tellsProgressAndStopsWhenAskedAndCarriesOn() throws IOException {
        try (SmallHub hub = SmallHub.of(3000, 1)) {
            Map<String, String> settings = Map.of("HF_ENDPOINT", hub.url(), "HF_TOKEN", "hf_secret");
            List<String> told = new ArrayList<>();
            try (Siiwad siiwad = Siiwad.open(directory, settings)) {
                RunReport report = siiwad.mc4()
                        .checkpointEvery(500)
                        .progress(event -> {
                            told.add(event.message());
                            if (event.message().startsWith("Checkpoint saved: offset=1000")) {
                                siiwad.stop();
                            }
                        })
                        .run();
                assertThat(report).isInstanceOf(RunReport.Interrupted.class);
            }
            assertThat(told)
                    .contains("Checkpoint saved: offset=500, processed=450")
                    .noneMatch(line -> line.contains("hf_secret"));
            assertThat(hub.authorizations).isNotEmpty().containsOnly("Bearer hf_secret");
            try (Siiwad siiwad = Siiwad.open(directory, settings)) {
                assertThat(siiwad.mc4().explain())
                        .isInstanceOfSatisfying(
                                ResumePlan.CarryOn.class,
                                plan -> assertThat(plan.checkpoint().lastIndex())
                                        .isEqualTo(1000));
                assertThat(siiwad.mc4().jsonLines().run()).isInstanceOf(RunReport.Completed.class);
            }
        }
    }
}
