package dev.siiwad.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.Claim;
import dev.siiwad.checkpoint.Owner;
import dev.siiwad.checkpoint.Run;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.segment.RunId;
import dev.siiwad.segment.Segment;
import dev.siiwad.segment.Tally;
import dev.siiwad.source.Availability;
import dev.siiwad.source.Position;
import dev.siiwad.source.Settings;
import dev.siiwad.source.SourceId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The decision table of a start, row by row. */
class ResumePlanTest {
    private static final SourceId SOURCE = new SourceId("HuggingFace-Somali_c4-so");
    private static final Settings SETTINGS = Settings.of(Map.of("config", "so"));
    private static final RunRequest REQUEST = RunRequest.defaults();
    private static final Instant NOW = Instant.parse("2026-11-01T08:00:00Z");
    private static final Availability SAME = new Availability.Available(Optional.empty());

    @Test
    void startsFreshWhereNothingIsSaved() {
        assertThat(decide(new Saved.None(), REQUEST)).isEqualTo(new ResumePlan.StartFresh());
    }

    @Test
    void carriesOnAtACheckpointOfTheSameSnapshotAndSettings() {
        assertThat(decide(committed(at3000()), REQUEST)).isEqualTo(new ResumePlan.CarryOn(at3000(), Optional.empty()));
    }

    @Test
    void skipsToTheOffsetOfAVersion10Checkpoint() {
        assertThat(decide(byHand(3000), REQUEST)).isEqualTo(new ResumePlan.StartAt(3000));
        assertThat(decide(byHand(0), REQUEST)).isEqualTo(new ResumePlan.StartFresh());
    }

    @Test
    void staysOnThePinnedSnapshotWhenANewerOneExists() {
        Optional<Availability> newer = Optional.of(new Availability.Available(Optional.of("c4@2")));
        assertThat(decide(committed(at3000()), REQUEST, newer, OptionalLong.empty()))
                .isEqualTo(new ResumePlan.CarryOn(at3000(), Optional.of("c4@2")));
    }

    @Test
    void refusesWhenThePinnedSnapshotIsGone() {
        Optional<Availability> gone = Optional.of(new Availability.Gone("c4@2"));
        assertThat(refusal(decide(committed(at3000()), REQUEST, gone, OptionalLong.empty())))
                .isEqualTo(new Refusal.SnapshotGone("c4@1", "c4@2"));
    }

    @Test
    void refusesAnOffsetPastTheEnd() {
        assertThat(refusal(decide(byHand(50_000), REQUEST, Optional.empty(), OptionalLong.of(10_000))))
                .isEqualTo(new Refusal.OffsetExceedsSize(50_000, 10_000, false));
        assertThat(refusal(decide(committed(at3000()), REQUEST, Optional.of(SAME), OptionalLong.of(2999))))
                .isEqualTo(new Refusal.OffsetExceedsSize(3000, 2999, false));
        assertThat(decide(byHand(10_000), REQUEST, Optional.empty(), OptionalLong.of(10_000)))
                .isEqualTo(new ResumePlan.StartAt(10_000));
    }

    @Test
    void refusesAnotherSourcesCheckpointAndNamesBoth() {
        SourceId bbc = new SourceId("BBC-Somali");
        Saved other = new Saved.OffsetOnly(1, 1, NOW, "run", bbc);
        assertThat(refusal(decide(other, REQUEST))).isEqualTo(new Refusal.OtherSource(bbc, SOURCE));
        ResumePlan committed =
                ResumePlan.decide(committed(at3000()), REQUEST, bbc, SETTINGS, Optional.of(SAME), OptionalLong.empty());
        assertThat(refusal(committed)).isEqualTo(new Refusal.OtherSource(SOURCE, bbc));
    }

    @Test
    void refusesAnUnsafeRunId() {
        Saved unsafe = new Saved.OffsetOnly(1, 1, NOW, "../../etc", SOURCE);
        assertThat(refusal(decide(unsafe, REQUEST)))
                .isInstanceOfSatisfying(
                        Refusal.UnsafeRunId.class,
                        refusal -> assertThat(refusal.problem()).contains("run id is \"../../etc\""));
    }

    @Test
    void refusesOtherSettingsAndNamesEach() {
        Settings now = Settings.of(Map.of("config", "en", "title_field", "t"));
        ResumePlan plan =
                ResumePlan.decide(committed(at3000()), REQUEST, SOURCE, now, Optional.empty(), OptionalLong.empty());
        assertThat(refusal(plan))
                .isEqualTo(new Refusal.OtherSettings(List.of(
                        new Settings.Change("config", Optional.of("so"), Optional.of("en")),
                        new Settings.Change("title_field", Optional.empty(), Optional.of("t")))));
        assertThat(refusal(plan)).asString().contains("config: so, now en", "title_field: (not set), now t");
    }

    @Test
    void refusesAnotherRunId() {
        RunId mine = new RunId("mine");
        assertThat(refusal(decide(committed(at3000()), REQUEST.withRunId(mine))))
                .isEqualTo(new Refusal.OtherRunId(new RunId("run-1"), mine));
        assertThat(decide(committed(at3000()), REQUEST.withRunId(new RunId("run-1"))))
                .isInstanceOf(ResumePlan.CarryOn.class);
    }

    @Test
    void maxRecordsMayBeRaisedButNotBelowTheOffset() {
        assertThat(decide(committed(at3000()), REQUEST.withMaxRecords(9000))).isInstanceOf(ResumePlan.CarryOn.class);
        assertThat(decide(committed(at3000()), REQUEST.withMaxRecords(3000))).isInstanceOf(ResumePlan.CarryOn.class);
        assertThat(refusal(decide(committed(at3000()), REQUEST.withMaxRecords(2999))))
                .isEqualTo(new Refusal.OffsetExceedsRequest(3000, 2999));
        assertThat(refusal(decide(byHand(3000), REQUEST.withMaxRecords(10))))
                .isEqualTo(new Refusal.OffsetExceedsRequest(3000, 10));
    }

    @Test
    void fromOffsetBeginsARunAndTheSameCommandCarriesItOn() {
        assertThat(decide(new Saved.None(), REQUEST.withFromOffset(500))).isEqualTo(new ResumePlan.StartAt(500));
        assertThat(decide(committed(at3000()), REQUEST.withFromOffset(0))).isInstanceOf(ResumePlan.CarryOn.class);
        assertThat(refusal(decide(committed(at3000()), REQUEST.withFromOffset(500))))
                .isEqualTo(new Refusal.OtherOffset("first_index", 0, 500));
        assertThat(decide(byHand(3000), REQUEST.withFromOffset(3000))).isEqualTo(new ResumePlan.StartAt(3000));
        assertThat(refusal(decide(byHand(3000), REQUEST.withFromOffset(500))))
                .isEqualTo(new Refusal.OtherOffset("last_index", 3000, 500));
    }

    @Test
    void fromOffsetPastMaxRecordsIsWrongUsageWhichForceWouldNotCure() {
        RunRequest request = REQUEST.withFromOffset(50).withMaxRecords(10);
        for (RunRequest asked : List.of(request, request.withForce())) {
            assertThat(refusal(decide(new Saved.None(), asked))).isEqualTo(new Refusal.EndsBeforeStart(10, 50));
        }
    }

    @Test
    void saysWhetherTheRequestAsksForAnOffsetPastTheEnd() {
        assertThat(ResumePlan.offsetExceeds(50_000, 10_000, REQUEST.withFromOffset(50_000))
                        .refusal())
                .isEqualTo(new Refusal.OffsetExceedsSize(50_000, 10_000, true));
    }

    @Test
    void forceBeginsAnewWhateverIsSaved() {
        assertThat(decide(committed(at3000()), REQUEST.withForce())).isEqualTo(new ResumePlan.StartFresh());
        assertThat(decide(byHand(7), REQUEST.withForce())).isEqualTo(new ResumePlan.StartFresh());
        assertThat(decide(committed(at3000()), REQUEST.withForce().withFromOffset(9)))
                .isEqualTo(new ResumePlan.StartAt(9));
    }

    @Test
    void publishesWhatIsExhaustedWithoutAskingUpstream() {
        Checkpoint exhausted = at3000().exhausted(NOW);
        assertThat(decide(committed(exhausted), REQUEST, Optional.empty(), OptionalLong.empty()))
                .isEqualTo(new ResumePlan.Publish(exhausted));
    }

    @Test
    void carriesOnHoweverManyAttemptsThereWere() {
        assertThat(decide(committed(dyingOf(3100, 12)), REQUEST)).isInstanceOf(ResumePlan.CarryOn.class);
        assertThat(decide(committed(dyingOf(3100, 12)), REQUEST.withMaxAttempts(14)))
                .isInstanceOf(ResumePlan.CarryOn.class);
        assertThat(decide(committed(dyingOf(3100, 3)), REQUEST.withOnPoison(RunRequest.OnPoison.STOP)))
                .isInstanceOf(ResumePlan.CarryOn.class);
    }

    @Test
    void beginsNoMoreAttemptsThanTheRequestAllows() {
        assertThat(refusal(decide(committed(dyingOf(3100, 12)), REQUEST.withMaxAttempts(13))))
                .isEqualTo(new Refusal.NoAttemptsLeft(new RunId("run-1"), 13, 13, 12, 3000));
        Checkpoint exhausted = dyingOf(3100, 12).exhausted(NOW);
        assertThat(decide(committed(exhausted), REQUEST.withMaxAttempts(1))).isInstanceOf(ResumePlan.Publish.class);
    }

    private static Checkpoint dyingOf(long offset, int attempts) {
        Checkpoint checkpoint = at3000();
        for (int n = 2; n < 2 + attempts; n++) {
            checkpoint = checkpoint
                    .claimedBy(new Owner("host", "boot", n, "nonce-" + n), n, NOW)
                    .holding(offset, NOW);
        }
        return checkpoint;
    }

    private static ResumePlan decide(Saved saved, RunRequest request) {
        return decide(saved, request, Optional.of(SAME), OptionalLong.empty());
    }

    private static ResumePlan decide(
            Saved saved, RunRequest request, Optional<Availability> upstream, OptionalLong size) {
        return ResumePlan.decide(saved, request, SOURCE, SETTINGS, upstream, size);
    }

    private static Refusal refusal(ResumePlan plan) {
        assertThat(plan).isInstanceOf(ResumePlan.Refuse.class);
        return ((ResumePlan.Refuse) plan).refusal();
    }

    private static Saved committed(Checkpoint checkpoint) {
        return new Saved.Committed(checkpoint, Optional.empty());
    }

    private static Saved byHand(long offset) {
        return new Saved.OffsetOnly(offset, offset, NOW, "20251229_101500_huggingface_abc123", SOURCE);
    }

    private static Checkpoint at3000() {
        Checkpoint claim = Checkpoint.begin(
                new Run(new RunId("run-1"), SOURCE, NOW, 0, "c4@1", SETTINGS),
                Position.START,
                Claim.first(1, new Owner("host", "boot", 1, "nonce")));
        Segment segment = Segment.of(
                claim.nextStart(),
                new Tally(2988, 0, new TreeMap<>(Map.of("min_length", 12L))),
                29880,
                999,
                "sha256:" + "0".repeat(64));
        return claim.plus(segment, new Position("line=3000"), NOW);
    }
}
