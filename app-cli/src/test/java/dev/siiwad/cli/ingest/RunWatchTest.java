package dev.siiwad.cli.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.Claim;
import dev.siiwad.checkpoint.Owner;
import dev.siiwad.checkpoint.Run;
import dev.siiwad.ingest.Progress;
import dev.siiwad.segment.RunId;
import dev.siiwad.segment.Segment;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.segment.SegmentStart;
import dev.siiwad.segment.Tally;
import dev.siiwad.source.Position;
import dev.siiwad.source.Settings;
import dev.siiwad.source.SourceId;
import dev.siiwad.source.http.Activity;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RunWatchTest {
    private static final Instant NOW = Instant.parse("2026-11-30T14:00:00Z");
    private static final OptionalDouble UNKNOWN = OptionalDouble.empty();
    private static final Activity RETRYING = new Activity(
            Optional.of(new Activity.Pause("GET https://dumps.example/a: status 503", NOW.plusSeconds(12), false)),
            List.of(),
            Optional.empty(),
            3);

    private long nanos;
    private RunWatch watch = new RunWatch(OptionalLong.empty(), () -> nanos);
    private long offset;

    @Test
    void paceIsOfThisAttemptOnlyAndRightFromTheFirstSecond() {
        claim(3000, OptionalLong.of(10_000));
        pass(40);
        read(100, 1, UNKNOWN);
        assertThat(line(Activity.NONE))
                .isEqualTo("reading  31 %  3,100 of 10,000 documents  100/s  kept 3,100  dropped 0"
                        + "  checkpoint 41 s ago");
    }

    @Test
    void aWaitChangesNeitherTheRateNorWhatIsLeft() {
        claim(0, OptionalLong.of(10_000));
        read(1000, 10, UNKNOWN);
        for (int second = 0; second < 1200; second++) {
            pass(1);
            watch.look(RETRYING);
        }
        RunSeen waiting = watch.look(RETRYING);
        assertThat(waiting.perSecond().orElseThrow()).isBetween(99.0, 101.0);
        assertThat(waiting.left().orElseThrow().toSeconds()).isBetween(88L, 91L);
        assertThat(words(waiting).line(200))
                .contains("waiting until 14:00:12 (12 s): GET https://dumps.example/a: status 503")
                .endsWith("checkpoint 20 min ago");
    }

    @Test
    void silenceCountsAsWaiting() {
        claim(0, OptionalLong.of(10_000));
        read(1000, 10, UNKNOWN);
        for (int second = 1; second <= 20; second++) {
            pass(1);
            watch.look(silent(second));
        }
        RunSeen stalled = watch.look(silent(20));
        assertThat(stalled.perSecond().orElseThrow()).isBetween(85.0, 101.0);
        assertThat(words(stalled).line(60)).contains("nothing for 20 s");
    }

    @Test
    void theTimeOfDownloadsIsInWhatIsLeftAndNotInTheRate() {
        claim(0, OptionalLong.of(10_000));
        read(3000, 30, UNKNOWN);
        for (int second = 0; second < 30; second++) {
            pass(1);
            watch.look(downloading(second * 1_000_000L, 50_000_000));
            watch.look(second == 5 ? Activity.NONE : downloading(second * 1_000_000L, 50_000_000));
        }
        RunSeen seen = watch.look(downloading(30_000_000, 50_000_000));
        assertThat(seen.perSecond().orElseThrow()).isBetween(99.0, 101.0);
        assertThat(seen.left().orElseThrow().toSeconds()).isBetween(135L, 145L);
        assertThat(words(seen).line(105))
                .startsWith("downloading  30 %  3,000 of 10,000 documents  ETA 2 min 20 s  30.0 of 50.0 MB  60 %  1.")
                .endsWith(" MB/s  20 s left");
    }

    @Test
    void whereOnlyBytesAreKnownTheyTellTheShareAndWhatIsLeft() {
        claim(0, OptionalLong.empty());
        for (int second = 0; second < 60; second++) {
            read(10, 1, OptionalDouble.of((second + 1) / 240.0));
        }
        RunSeen seen = watch.look(Activity.NONE);
        assertThat(seen.share()).hasValue(0.25);
        assertThat(seen.left().orElseThrow().toSeconds()).isBetween(175L, 186L);
    }

    @Test
    void aShareThatSeemsToGoBackByTheLastDigitChangesNothing() {
        claim(0, OptionalLong.empty());
        read(10, 30, OptionalDouble.of(0.1));
        read(10, 30, OptionalDouble.of(0.2));
        RunSeen before = watch.look(Activity.NONE);
        watch.on(new Progress.Processed(offset++, true, OptionalDouble.of(Math.nextDown(0.2))));
        assertThat(watch.look(Activity.NONE).left()).isEqualTo(before.left()).isPresent();
    }

    @Test
    void whatIsLeftIsNotSaidAtOnce() {
        claim(3000, OptionalLong.of(10_000));
        read(900, 9, UNKNOWN);
        assertThat(watch.look(Activity.NONE).left()).isEmpty();
        read(100, 1, UNKNOWN);
        assertThat(watch.look(Activity.NONE).left()).isPresent();
    }

    @Test
    void aStallChangesNeitherTheSpeedOfADownloadNorWhatIsLeftOfIt() {
        claim(0, OptionalLong.empty());
        for (int second = 0; second <= 20; second++) {
            pass(1);
            watch.look(downloading(second * 100_000L, 10_000_000));
        }
        for (int second = 1; second <= 20; second++) {
            pass(1);
            watch.look(downloading(2_000_000, 10_000_000, second));
        }
        assertThat(line(downloading(2_000_000, 10_000_000, 20)))
                .startsWith("downloading  0 documents  nothing from dumps.example for 20 s  sowiki.xml.bz2"
                        + "  2.0 of 10.0 MB  20 %  kept 0");
        pass(1);
        RunSeen after = watch.look(downloading(2_100_000, 10_000_000));
        assertThat(after.download().orElseThrow().bytesPerSecond().orElseThrow())
                .isBetween(90_000.0, 101_000.0);
        assertThat(after.download().orElseThrow().left().orElseThrow().toSeconds())
                .isBetween(78L, 88L);
    }

    /** Of six files that take 100 s to arrive and 60 s to read, each ahead of the one that is read, one is read, and the second is there: 580 s are left. */
    @Test
    void whatIsLeftIsNotSaidBeforeTheSecondFileTellsHowLongFilesTake() {
        claim(0, OptionalLong.empty());
        for (int second = 0; second < 100; second++) {
            pass(1);
            watch.look(downloading(second, 100));
        }
        for (int second = 0; second < 60; second++) {
            read(10, 1, OptionalDouble.of((second + 1) / 360.0));
        }
        assertThat(watch.look(Activity.NONE).left().orElseThrow().toSeconds())
                .as("if no more files are to come")
                .isBetween(290L, 310L);
        assertThat(watch.look(downloading(1, 100)).left()).isEmpty();
        for (int second = 0; second < 70; second++) {
            pass(1);
            assertThat(watch.look(downloading(30 + second, 100)).left()).isEmpty();
        }
        assertThat(watch.look(Activity.NONE).left().orElseThrow().toSeconds()).isBetween(580L, 670L);
    }

    /** Of three files that take 100 s to arrive and 6 s to read, each read while the next arrives: from the first on, what is left is told within a quarter. */
    @Test
    void whereTheLengthOfAllIsKnownWhatArrivesTellsWhatIsLeft() {
        claim(0, OptionalLong.empty(), OptionalDouble.of(0), OptionalLong.of(300));
        int told = 0;
        for (int second = 0; second < 305; second++) {
            int arrived = second / 100;
            int read = second % 100;
            pass(1);
            if (arrived > 0 && read < 6) {
                watch.on(new Progress.Reading(offset, "d"));
                watch.on(new Progress.Processed(
                        offset++, true, OptionalDouble.of((arrived - 1 + (read + 1) / 6.0) / 3)));
            }
            RunSeen seen = watch.look(second < 300 ? downloading(second % 100, 100) : Activity.NONE);
            if (seen.left().isPresent()) {
                told++;
                assertThat(seen.left().get().toSeconds())
                        .as("after %d s", second)
                        .isBetween((long) (0.75 * (305 - second)) - 3, (long) (1.25 * (305 - second)) + 3);
            }
        }
        assertThat(told).isGreaterThan(180);
    }

    @Test
    void afterAResumeTheShareIsKnownBeforeTheFirstDocument() {
        claim(1000, OptionalLong.empty(), OptionalDouble.of(0.25), OptionalLong.of(400));
        assertThat(line(downloading(10, 100))).startsWith("downloading  25 %  1,000 documents  ");
    }

    @Test
    void afterAResumeWhatIsHereAlreadyDoesNotTellHowLongTheRestTakes() {
        claim(1000, OptionalLong.of(10_000));
        watch.look(downloading(1_000_000, 20_000_000));
        read(3000, 30, UNKNOWN);
        assertThat(watch.look(downloading(2_000_000, 20_000_000)).left()).isEmpty();
        read(3000, 40, UNKNOWN);
        assertThat(watch.look(downloading(3_000_000, 20_000_000)).left()).isPresent();
    }

    @Test
    void aRunThatIsAskedToEndEarlierIsDoneEarlier() {
        watch = new RunWatch(OptionalLong.of(2000), () -> nanos);
        claim(0, OptionalLong.empty());
        read(1000, 10, OptionalDouble.of(0.01));
        RunSeen seen = watch.look(Activity.NONE);
        assertThat(words(seen).line(80)).startsWith("50 %  1,000 of 2,000 documents  100/s  ETA 10 s");
    }

    @Test
    void whatBecameOfTheDocumentsIsCounted() {
        claim(0, OptionalLong.empty());
        read(8, 1, UNKNOWN);
        watch.on(new Progress.Processed(offset++, false, UNKNOWN));
        watch.on(new Progress.Quarantined(offset++, "a", "not readable"));
        assertThat(line(Activity.NONE)).contains("kept 8  dropped 1  quarantined 1");
    }

    @Test
    void ofEarlierAttemptsOnlyTheSumIsKnown() {
        claim(1000, 900, OptionalLong.empty());
        read(8, 1, UNKNOWN);
        watch.on(new Progress.Processed(offset++, false, UNKNOWN));
        watch.on(new Progress.Quarantined(offset++, "a", "not readable"));
        assertThat(line(Activity.NONE)).contains("kept 908  left out 102  1 quarantined in this attempt");
    }

    @Test
    void theAgeOfTheCheckpointCountsUpWhileNothingHappens() {
        claim(0, OptionalLong.empty());
        read(8, 1, UNKNOWN);
        pass(58);
        assertThat(line(Activity.NONE)).endsWith("checkpoint 59 s ago");
        pass(3540);
        assertThat(line(Activity.NONE)).endsWith("checkpoint 59 min ago");
    }

    @Test
    void listingDownloadingAndPublishingAreShown() {
        assertThat(line(RETRYING)).startsWith("listing  3 requests  waiting until 14:00:12 (12 s)");
        claim(0, OptionalLong.empty());
        pass(1);
        watch.look(downloading(0, 45_600_000));
        pass(10);
        assertThat(line(downloading(12_000_000, 45_600_000)))
                .startsWith("downloading  0 documents  sowiki.xml.bz2  12.0 of 45.6 MB  26 %  1.2 MB/s  28 s left");
        read(10, 1, UNKNOWN);
        watch.on(new Progress.Publishing());
        assertThat(line(Activity.NONE)).isEqualTo("publishing  0 documents");
        pass(10);
        watch.on(new Progress.Encoded(100, 0, 1000));
        assertThat(line(Activity.NONE)).isEqualTo("publishing  10 %  100 of 1,000 documents");
        pass(4);
        watch.on(new Progress.Encoded(300, 0, 1000));
        assertThat(line(Activity.NONE)).isEqualTo("publishing  30 %  300 of 1,000 documents  50/s");
        pass(4);
        watch.on(new Progress.Encoded(500, 0, 1000));
        assertThat(line(Activity.NONE)).isEqualTo("publishing  50 %  500 of 1,000 documents  50/s  ETA 10 s");
        pass(10);
        watch.on(new Progress.Encoded(1000, 0, 1000));
        assertThat(line(Activity.NONE)).isEqualTo("finishing  1,000 of 1,000 documents");
    }

    @Test
    void theLineFitsFrom40To200ColumnsAndTheMostImportantStays() {
        claim(0, OptionalLong.of(10_000_000));
        read(123_456, 100, UNKNOWN);
        RunWords words = words(watch.look(RETRYING));
        for (int columns = 40; columns <= 200; columns++) {
            assertThat(words.line(columns)).hasSizeLessThanOrEqualTo(columns).contains("1 %", "123,456");
        }
        assertThat(words.line(40)).isEqualTo("1 %  123,456 docs  waiting 12 s");
        assertThat(words.line(80))
                .isEqualTo("1 %  123,456 of 10,000,000 documents  1,235/s  ETA 2 h 13 min  waiting 12 s");
    }

    @Test
    void theLogSaysTheSameInASentence() {
        claim(0, OptionalLong.of(10_000));
        read(1000, 10, UNKNOWN);
        assertThat(words(watch.look(Activity.NONE)).sentence())
                .isEqualTo("Reading: 10 %, 1,000 of 10,000 documents, 100/s, ETA 1 min 30 s, kept 1,000, dropped 0,"
                        + " checkpoint 10 s ago");
    }

    private void claim(long at, OptionalLong size) {
        claim(at, at, size);
    }

    private void claim(long at, long kept, OptionalLong size) {
        offset = at;
        watch.on(new Progress.Claimed(checkpoint(at, kept), size, UNKNOWN, OptionalLong.empty()));
    }

    private void claim(long at, OptionalLong size, OptionalDouble share, OptionalLong bytes) {
        offset = at;
        watch.on(new Progress.Claimed(checkpoint(at, at), size, share, bytes));
    }

    private static Checkpoint checkpoint(long at, long kept) {
        SourceId source = new SourceId("X");
        Run run = new Run(new RunId("r1"), source, NOW, 0, "s", Settings.of(Map.of()));
        Checkpoint begun = Checkpoint.begin(run, Position.START, Claim.first(1, new Owner("h", "b", 1, "n")));
        if (at == 0) {
            return begun;
        }
        Tally tally = new Tally(kept, at - kept, new TreeMap<>());
        return begun.plus(
                Segment.of(SegmentStart.of(new SegmentName(1, 1), 0), tally, kept, 1, "sha256:" + "0".repeat(64)),
                new Position("x"),
                NOW);
    }

    /** So many in so many seconds, looked at twice a second. */
    private void read(int documents, int seconds, OptionalDouble share) {
        watch.on(new Progress.Reading(offset, "d"));
        watch.look(Activity.NONE);
        for (int half = 0; half < 2 * seconds; half++) {
            nanos += Duration.ofMillis(500).toNanos();
            long until = (long) documents * (half + 1) / (2L * seconds) - (long) documents * half / (2L * seconds);
            for (long n = 0; n < until; n++) {
                watch.on(new Progress.Processed(offset++, true, share));
            }
            watch.look(Activity.NONE);
        }
    }

    private void pass(long seconds) {
        nanos += Duration.ofSeconds(seconds).toNanos();
    }

    private static Activity silent(int seconds) {
        return new Activity(
                Optional.empty(),
                List.of(),
                Optional.of(new Activity.Silence("dumps.example", Duration.ofSeconds(seconds))),
                1);
    }

    private static Activity downloading(long bytes, long of) {
        return new Activity(
                Optional.empty(),
                List.of(new Activity.Transfer("sowiki.xml.bz2", bytes, OptionalLong.of(of), false)),
                Optional.empty(),
                1);
    }

    private static Activity downloading(long bytes, long of, int silentSeconds) {
        return new Activity(
                Optional.empty(),
                downloading(bytes, of).transfers(),
                silent(silentSeconds).silence(),
                1);
    }

    private String line(Activity activity) {
        return words(watch.look(activity)).line(200);
    }

    private static RunWords words(RunSeen seen) {
        return new RunWords(seen, NOW, ZoneOffset.UTC);
    }
}
