package dev.siiwad.cli.crashtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.Siiwad;
import dev.siiwad.ingest.Progress;
import dev.siiwad.ingest.RunReport;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Layout;
import dev.siiwad.storage.Storage;
import dev.siiwad.storage.file.FileStorage;
import dev.siiwad.storage.file.NioDisk;
import dev.siiwad.testkit.ListSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a kill plan knows of the changes that a run makes to a disk is what a run makes. */
class ChangesOfARunTest {
    private static final Published NOT_LOOKED_AT = KillPlanTest.published();

    @TempDir
    Path data;

    private final List<Changes> committed = new ArrayList<>();
    private Changes claimed = Changes.NONE;

    private Changes run(boolean stop) throws IOException {
        committed.clear();
        Path staging = data.resolve(Layout.STAGING);
        Path silver = data.resolve(Layout.SILVER);
        HaltingDisk disk = new HaltingDisk(new NioDisk(), staging, silver, Optional.empty(), new Nowhere());
        try (Storage storage = new FileStorage(staging, silver, disk);
                Siiwad siiwad = Siiwad.open(storage, data.resolve("raw"), Map.of())) {
            RunReport report = siiwad.ingest(new ListSource(new SourceId("List-Somali"), 100, 0, 0, "first", false))
                    .again()
                    .minLength(1)
                    .checkpointEvery(10)
                    .progress(event -> {
                        if (event instanceof Progress.Claimed) {
                            claimed = disk.changes();
                        } else if (event instanceof Progress.Committed) {
                            committed.add(disk.changes());
                        }
                        if (stop && committed.size() == 3) {
                            siiwad.stop();
                        }
                    })
                    .run();
            assertThat(report).isInstanceOf(stop ? RunReport.Interrupted.class : RunReport.Completed.class);
        }
        return disk.changes();
    }

    /** Nothing halts. */
    private static final class Nowhere implements HaltingDisk.Halt {
        @Override
        public void announce(String place) {
            throw new AssertionError(place);
        }

        @Override
        public void awaitTheKill() {
            throw new AssertionError("halts");
        }
    }

    @Test
    void aCommitAndAClaimMakeAsManyAsThePlanTakesThemToMake() throws IOException {
        Changes all = run(false);
        Reference reference =
                new Reference(NOT_LOOKED_AT, all, committed.size(), Duration.ZERO, Duration.ZERO, Duration.ZERO);
        long commit = committed.get(2).all() - committed.get(1).all();
        assertThat(reference.changesOfACommit()).isBetween(commit, commit + commit / 4);
        run(true);
        run(true);
        assertThat(claimed.all())
                .as("claim of an attempt that resumes")
                .isBetween(reference.changesOfACommit() - 1, reference.changesOfACommit() + commit / 4);
    }

    @Test
    void publishingAgainMakesFewerByTheDirectoriesAtMost() throws IOException {
        long first = run(false).publishing();
        assertThat(first - run(false).publishing()).isBetween(1L, KillPlan.FIRST_PUBLISHING_CHANGES);
    }
}
