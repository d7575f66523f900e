package dev.siiwad.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.ingest.RunReport;
import dev.siiwad.ingest.RunRequest;
import dev.siiwad.segment.RunId;
import dev.siiwad.testkit.DurableOperations.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody sets the machine's clock while a run goes on, or between two attempts. */
class SetClockTest {
    private static final int DOCUMENTS = 100;
    private static final int SAVES_ONLY_AT_THE_START = 1_000_000;
    private static final RunRequest REQUEST = RunRequest.defaults().withAgain().withRunId(new RunId("20261101_run"));

    @ParameterizedTest
    @ValueSource(longs = {-20_000, -365, -1, 1, 365})
    void boundariesAreStillSaved(long days) throws IOException {
        Rig rig = new Rig();
        AtomicInteger asked = new AtomicInteger();
        rig.run(source(), REQUEST, new DurableOperations(), () -> {
            if (asked.incrementAndGet() == DOCUMENTS / 2) {
                rig.setClock(Duration.ofDays(days));
            }
            return false;
        });
        List<String> everyFifth = IntStream.rangeClosed(1, DOCUMENTS / 5)
                .mapToObj(n -> "Checkpoint saved: offset=" + 5 * n)
                .toList();
        assertThat(rig.said().stream()
                        .filter(line -> line.startsWith("Checkpoint saved"))
                        .map(line -> line.replaceAll(",.*", "")))
                .isEqualTo(everyFifth);
    }

    @ParameterizedTest
    @ValueSource(longs = {-20_000, -365, -1, 1, 365})
    void aRunIsCarriedOnOnAnyOtherDay(long days) throws IOException {
        Rig undisturbed = new Rig();
        undisturbed.run(source(), REQUEST, new DurableOperations());

        Rig rig = new Rig();
        assertThatThrownBy(() -> rig.run(source(), REQUEST, new DurableOperations().plan(20, Fault.CRASH_BEFORE)))
                .isInstanceOf(SimulatedCrash.class);
        rig.setClock(Duration.ofDays(days));
        assertThat(rig.run(source(), REQUEST, new DurableOperations())).isInstanceOf(RunReport.Completed.class);
        assertThat(rig.said()).anyMatch(line -> line.startsWith("Resuming from checkpoint: offset="));
        assertThat(rig.place().dataset(Checkpoints.SOURCE))
                .isEqualTo(undisturbed.place().dataset(Checkpoints.SOURCE));
    }

    private static ListSource source() {
        return new ListSource(Checkpoints.SOURCE, DOCUMENTS, 7, SAVES_ONLY_AT_THE_START, "first", false);
    }
}
