package dev.siiwad.source.bbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.checkpoint.Saved;
import dev.siiwad.ingest.RunReport;
import dev.siiwad.ingest.RunRequest;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.SourceId;
import dev.siiwad.source.http.FakeTiming;
import dev.siiwad.source.http.Http;
import dev.siiwad.source.http.HttpSettings;
import dev.siiwad.testkit.DurableOperations;
import dev.siiwad.testkit.DurableOperations.Fault;
import dev.siiwad.testkit.InMemoryPlace.Dataset;
import dev.siiwad.testkit.PromptSockets;
import dev.siiwad.testkit.Rig;
import dev.siiwad.testkit.SimulatedCrash;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs, with a death in the middle of every operation that changes what is stored. */
class BbcCrashTest {
    private static final SourceId ID = new SourceId("BBC-Somali");
    private static final RunRequest REQUEST =
            RunRequest.defaults().withAgain().withRunId(new RunId("run")).withCheckpointEvery(1);

    @TempDir
    private Path cache;

    private final MockWebServer server = new MockWebServer();
    private final SmallSite site = SmallSite.whole();

    @BeforeEach
    void start() throws IOException {
        server.setDispatcher(site);
        server.setServerSocketFactory(new PromptSockets());
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void publishesTheSameAndFetchesNothingCommittedAgainWhereverItDies() throws IOException {
        Rig undisturbed = new Rig();
        DurableOperations all = new DurableOperations().planNothing();
        run(undisturbed, all);
        Dataset expected = undisturbed.place().dataset(ID);
        assertThat(expected.tally().read()).isEqualTo(4);
        assertThat(expected.tally().quarantined()).isEqualTo(1);
        int operations = all.log().size();
        for (int n = 1; n <= operations; n++) {
            diesOnce(n, expected);
        }
    }

    private void diesOnce(int operation, Dataset expected) throws IOException {
        Rig rig = new Rig();
        try {
            run(rig, new DurableOperations().plan(operation, Fault.CRASH_TORN));
        } catch (SimulatedCrash died) {
            List<String> committed = committed(rig);
            boolean begun = rig.place().saved(ID) instanceof Saved.Committed;
            run(rig, new DurableOperations().planNothing());
            assertThat(site.requests()).allMatch(path -> !committed.contains(path));
            assertThat(begun && site.requests().contains("/somali")).isFalse();
        }
        assertThat(rig.place().dataset(ID))
                .as("died at operation %s", operation)
                .isEqualTo(expected);
    }

    /** The paths of the articles that the checkpoint covers. */
    private static List<String> committed(Rig rig) throws IOException {
        if (!(rig.place().saved(ID) instanceof Saved.Committed saved)) {
            return List.of();
        }
        String payload = rig.place()
                .open(new DurableOperations().planNothing())
                .segments(ID)
                .payload(saved.checkpoint().runId(), saved.checkpoint().snapshot())
                .orElseThrow();
        return payload.lines()
                .limit(saved.checkpoint().lastIndex())
                .map(url -> url.substring("https://www.bbc.com".length()))
                .toList();
    }

    private void run(Rig rig, DurableOperations operations) throws IOException {
        site.forget();
        FakeTiming timing = new FakeTiming();
        try (Http http = new Http(HttpSettings.of("1.0", "someone@example.org"), timing)) {
            BbcSettings settings = BbcSettings.of("somali")
                    .withTermsAccepted(true)
                    .withArticlesMax(OptionalInt.of(4))
                    .withBaseUrl(Optional.of("http://localhost:" + server.getPort()));
            RunReport report = rig.run(new BbcSource(settings, http, timing, cache), REQUEST, operations);
            assertThat(report).isInstanceOfAny(RunReport.Completed.class, RunReport.Finished.class);
        }
    }
}
