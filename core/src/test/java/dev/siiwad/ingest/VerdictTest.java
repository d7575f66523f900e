package dev.siiwad.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.siiwad.ingest.Trial.Ending;
import dev.siiwad.ingest.Trial.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A document is to blame only if it kills every time, while a control survives every time. */
class VerdictTest {
    private static final Ending SURVIVED = new Ending.Survived();
    private static final Ending DIED = new Ending.Died("exit code 137");
    private static final Ending UNDECIDED = new Ending.Undecided("no network");

    private final List<Kind> asked = new ArrayList<>();

    @Test
    void deadlyIfItKillsThreeTimesAndEachControlSurvives() throws IOException {
        assertThat(of(DIED, SURVIVED, DIED, SURVIVED, DIED, SURVIVED)).isEqualTo(new Verdict.Deadly("exit code 137"));
        assertThat(asked)
                .containsExactly(Kind.SUSPECT, Kind.CONTROL, Kind.SUSPECT, Kind.CONTROL, Kind.SUSPECT, Kind.CONTROL);
    }

    @Test
    void harmlessIfOneProcessSurvivesIt() throws IOException {
        assertThat(of(SURVIVED)).isEqualTo(new Verdict.Harmless());
        assertThat(of(DIED, SURVIVED, DIED, SURVIVED, SURVIVED)).isEqualTo(new Verdict.Harmless());
    }

    @Test
    void whatKillsAControlKillsAnything() throws IOException {
        assertThat(of(DIED, SURVIVED, DIED, DIED))
                .isEqualTo(new Verdict.Undecided("a process that only fetched it died too (exit code 137)"));
    }

    @Test
    void aFailureOfSomethingElseSaysNothing() throws IOException {
        assertThat(of(UNDECIDED)).isEqualTo(new Verdict.Undecided("no network"));
        assertThat(of(DIED, UNDECIDED)).isEqualTo(new Verdict.Undecided("no network"));
        assertThat(of(DIED, SURVIVED, DIED, SURVIVED, DIED, UNDECIDED)).isEqualTo(new Verdict.Undecided("no network"));
    }

    @Test
    void aProcessThatCannotBeStartedIsAnError() {
        assertThatIOException()
                .isThrownBy(() -> Verdict.of(kind -> {
                    throw new IOException("no java");
                }))
                .withMessage("no java");
    }

    private Verdict of(Ending... endings) throws IOException {
        Iterator<Ending> next = List.of(endings).iterator();
        Verdict verdict = Verdict.of(kind -> {
            asked.add(kind);
            return next.next();
        });
        assertThat(next).isExhausted();
        return verdict;
    }
}
