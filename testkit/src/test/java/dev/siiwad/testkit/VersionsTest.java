package dev.siiwad.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.ingest.Refusal;
import dev.siiwad.ingest.RunReport;
import dev.siiwad.ingest.RunRequest;
import dev.siiwad.source.Settings;
import dev.siiwad.testkit.DurableOperations.Fault;
import dev.siiwad.transform.CleanText;
import dev.siiwad.transform.MinLength;
import dev.siiwad.transform.TokenFloor;
import dev.siiwad.transform.Transform;
import dev.siiwad.transform.WordFloor;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/** A run goes on with the versions of reading and cleaning that it began with. */
class VersionsTest {
    private static final Transform FIRST = new MinLength(10);
    private static final Transform SECOND = new MinLength(12);
    private final Rig rig = new Rig();

    @Test
    void aRunGoesOnWithTheTransformItBeganWith() throws IOException {
        rig.transform(FIRST);
        breakOff();
        rig.transform(Transform.withEarlier(SECOND, List.of(FIRST)));
        assertThat(transformsOfTheDataset()).isEqualTo(FIRST.describe());
        assertThat(transformsOfTheDataset()).isEqualTo(SECOND.describe());
    }

    @Test
    void aRunThatBeginsAgainTakesTheNewest() throws IOException {
        rig.transform(FIRST);
        breakOff();
        rig.transform(Transform.withEarlier(SECOND, List.of(FIRST)));
        assertThat(settingsOf(rig.run(source(), RunRequest.defaults().withForce(), new DurableOperations())))
                .containsEntry("transforms", SECOND.describe());
    }

    @Test
    void aTransformThatNothingWasBeforeIsRefused() throws IOException {
        rig.transform(FIRST);
        breakOff();
        rig.transform(SECOND);
        RunReport report = rig.run(source(), RunRequest.defaults(), new DurableOperations());
        assertThat(((RunReport.Refused) report).refusal()).isInstanceOf(Refusal.OtherSettings.class);
    }

    /** What else is newer is not what was asked for. */
    @Test
    void aRefusalNamesWhatDiffersFromTheNearestVersion() throws IOException {
        rig.transform(Transform.chain(List.of(FIRST, new WordFloor(1))));
        breakOff();
        rig.transform(Transform.withEarlier(
                Transform.chain(List.of(SECOND, new TokenFloor(1), new CleanText(CleanText.Form.NFC))),
                List.of(Transform.chain(List.of(SECOND, new WordFloor(1))))));
        assertRefused(
                RunRequest.defaults(),
                "transforms: min-length/1=10 token-floor/3=1, now min-length/1=12 token-floor/3=1");
    }

    @Test
    void aRunThatBeganWithoutKeepingRejectsIsNotGoneOnWithThemNorTheOtherWayRound() throws IOException {
        breakOff();
        assertRefused(RunRequest.defaults().withKeepRejects(), "keep_rejects: (not set), now true");
        assertThat(settingsOf(rig.run(source(), RunRequest.defaults(), new DurableOperations())))
                .doesNotContainKey("keep_rejects");
        breakOff(RunRequest.defaults().withKeepRejects());
        assertRefused(RunRequest.defaults(), "keep_rejects: true, now (not set)");
        assertThat(settingsOf(rig.run(source(), RunRequest.defaults().withKeepRejects(), new DurableOperations())))
                .containsEntry("keep_rejects", "true");
    }

    private void assertRefused(RunRequest request, String change) throws IOException {
        RunReport report = rig.run(source(), request, new DurableOperations());
        Refusal refusal = ((RunReport.Refused) report).refusal();
        assertThat(((Refusal.OtherSettings) refusal).changes())
                .map(Object::toString)
                .containsExactly(change);
    }

    private void breakOff() {
        breakOff(RunRequest.defaults());
    }

    private void breakOff(RunRequest request) {
        assertThatThrownBy(() -> rig.run(
                        source(),
                        request.withAgain().withCheckpointEvery(10),
                        new DurableOperations().plan(12, Fault.CRASH_BEFORE)))
                .isInstanceOf(SimulatedCrash.class);
    }

    private String transformsOfTheDataset() throws IOException {
        return settingsOf(rig.run(source(), RunRequest.defaults(), new DurableOperations()))
                .get("transforms");
    }

    private static SortedMap<String, String> settingsOf(RunReport report) {
        Settings settings =
                ((RunReport.Completed) report).receipt().checkpoint().settings();
        return settings.values();
    }

    private static ListSource source() {
        return ListSource.of(100);
    }
}
