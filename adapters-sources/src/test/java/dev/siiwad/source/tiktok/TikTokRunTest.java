package dev.siiwad.source.tiktok;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.checkpoint.Saved;
import dev.siiwad.ingest.RunRequest;
import dev.siiwad.source.Availability;
import dev.siiwad.source.Collected;
import dev.siiwad.source.Settings;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.Source;
import dev.siiwad.source.SourceException;
import dev.siiwad.source.SourceInfo;
import dev.siiwad.testkit.DurableOperations;
import dev.siiwad.testkit.InMemoryPlace.Dataset;
import dev.siiwad.testkit.Rig;
import dev.siiwad.testkit.SimulatedCrash;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole runs, stopped at every operation that changes what is stored. */
class TikTokRunTest {
    private static final RunRequest REQUEST = RunRequest.defaults().withCheckpointEvery(3);

    @TempDir
    private Path directory;

    private TikTokServer server;

    @BeforeEach
    void start() throws IOException {
        server = new TikTokServer(directory);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"CRASH_BEFORE", "CRASH_TORN", "CRASH_AFTER"})
    void aDeathAtAnyDurableOperationPaysOnceAndPublishesTheSame(DurableOperations.Fault fault) throws IOException {
        Dataset expected = null;
        for (int n = 0; ; n++) {
            FakeApify account = server.newAccount(3);
            Rig rig = new Rig();
            boolean died = dies(rig, server.apify(), n, fault);
            for (int again = n; died && !complete(rig, account); again = 0) {
                dies(rig, server.apify(), again, fault);
            }
            Dataset dataset = rig.place().dataset(TikTokSource.ID);
            expected = expected == null ? dataset : expected;
            assertThat(dataset).as("%s at operation %s", fault, n).isEqualTo(expected);
            assertThat(account.paidRuns()).as("%s at operation %s", fault, n).isEqualTo(1);
            if (n > 0 && !died) {
                assertThat(n).isGreaterThan(8);
                return;
            }
        }
    }

    /** All that is left is the checkpoint: the list is the one that is given, and what was paid for is there to be read again. */
    @Test
    void whereTheListAndAllSegmentsAreLostNothingIsPaidForAgain() throws IOException {
        server.newAccount(3);
        Rig undisturbed = new Rig();
        dies(undisturbed, server.apify(), 0, DurableOperations.Fault.CRASH_BEFORE);
        Dataset expected = undisturbed.place().dataset(TikTokSource.ID);
        int lost = 0;
        for (int n = 1; ; n++) {
            FakeApify account = server.newAccount(3);
            Rig rig = new Rig();
            if (!dies(rig, server.apify(), n, DurableOperations.Fault.CRASH_BEFORE)) {
                break;
            }
            if (rig.place().saved(TikTokSource.ID) instanceof Saved.Committed) {
                rig.place()
                        .open(new DurableOperations())
                        .segments(TikTokSource.ID)
                        .retainOnly(Set.of());
                lost++;
            }
            if (!complete(rig, account)) {
                dies(rig, server.apify(), 0, DurableOperations.Fault.CRASH_BEFORE);
            }
            assertThat(rig.place().dataset(TikTokSource.ID))
                    .as("died at operation %s", n)
                    .isEqualTo(expected);
            assertThat(account.paidRuns()).as("died at operation %s", n).isEqualTo(1);
        }
        assertThat(lost).isGreaterThan(8);
    }

    @Test
    void theListIsHadAgainWhateverItsVideosWouldCost() throws IOException {
        server.newAccount(3);
        Snapshot pinned = server.apify().snapshot();
        server.budgetUsd = new BigDecimal("0.01");
        assertThat(server.apify().again(pinned.id(), Collected.NOTHING)).contains(pinned);
        Files.delete(server.list);
        assertThatThrownBy(() -> server.apify().again(pinned.id(), Collected.NOTHING))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("there is no such file");
    }

    @Test
    void saysThatTheListIsAnotherAndNeedsNoneToCarryOn() throws IOException {
        server.newAccount(2);
        Snapshot snapshot = server.apify().snapshot();
        assertThat(server.apify().availability(snapshot)).isEqualTo(new Availability.Available(Optional.empty()));

        Files.writeString(server.list, TikTokServer.url(7));
        assertThat(server.apify().availability(snapshot))
                .isEqualTo(new Availability.Changed(
                        server.list + " is another list of videos than the run was begun with", true));

        Files.delete(server.list);
        assertThat(server.apify().availability(snapshot)).isEqualTo(new Availability.Available(Optional.empty()));
    }

    @Test
    void saysWhatItIs() throws IOException {
        server.newAccount(1);
        assertThat(server.apify().info())
                .isEqualTo(new SourceInfo(
                        "TikTok-Somali", "social", "so", "TikTok Terms of Service", "social_media", "colloquial"));
        assertThat(server.apify().settings().values())
                .containsEntry("api", "apify")
                .containsEntry("max_per_video", "100");
        assertThat(server.apify().settings().changesTo(server.research().settings()))
                .extracting(Settings.Change::toString)
                .contains("api: apify, now research");
    }

    /** Published, and the checkpoint removed: another start would begin a new run. */
    private static boolean complete(Rig rig, FakeApify account) {
        return account.paidRuns() > 0 && rig.place().saved(TikTokSource.ID) instanceof Saved.None;
    }

    /** Runs one process, which dies at the n-th operation, counted from 1, if there are so many. */
    private static boolean dies(Rig rig, Source source, int n, DurableOperations.Fault fault) throws IOException {
        DurableOperations operations = new DurableOperations();
        if (n > 0) {
            operations.plan(n, fault);
        }
        try {
            rig.run(source, REQUEST, operations);
            return false;
        } catch (SimulatedCrash crash) {
            return true;
        }
    }
}
