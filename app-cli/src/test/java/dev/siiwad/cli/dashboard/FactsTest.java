package dev.siiwad.cli.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.net.httpserver.Headers;
import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.SegmentRange;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.segment.StoredAt;
import dev.siiwad.testkit.Checkpoints;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** What is made of what is stored. */
class FactsTest {
    private static final Instant START = Instant.parse("2026-11-01T08:00:00Z");

    private static Instant at(long seconds) {
        return START.plusSeconds(seconds);
    }

    private static StoredAt segment(long number, int attempt, long seconds) {
        return new StoredAt(attempt, OptionalLong.of(number), 100, at(seconds));
    }

    private static StoredAt note(int attempt, long seconds) {
        return new StoredAt(attempt, OptionalLong.empty(), 0, at(seconds));
    }

    @Test
    void anAttemptBeginsWithItsNoteAndCountsWhatTheCheckpointCounts() {
        Checkpoint checkpoint = Checkpoints.after("run-1", 3);
        Attempts found = Attempts.of(
                checkpoint,
                List.of(
                        segment(3, 1, 40),
                        note(2, 60),
                        segment(1, 1, 10),
                        segment(4, 2, 70), // sealed, and never committed
                        note(1, 0),
                        segment(2, 1, 20)));
        assertThat(found.attempts())
                .containsExactly(new Attempts.Attempt(1, at(0), at(40), 3), new Attempts.Attempt(2, at(60), at(60), 0));
        assertThat(found.steps())
                .containsExactly(
                        new Attempts.Step(1, at(0), at(10), 100),
                        new Attempts.Step(2, at(10), at(20), 100),
                        new Attempts.Step(3, at(20), at(40), 100));
        assertThat(found.last()).isEqualTo(2);
        assertThat(Attempts.of(checkpoint, List.of())).isEqualTo(Attempts.NONE);
    }

    @Test
    void theRangesOfACheckpointNameEachSegment() {
        List<SegmentRange> ranges = List.of(new SegmentRange(1, 2), new SegmentRange(4, 3));
        assertThat(RunContents.name(ranges, 2)).isEqualTo(new SegmentName(2, 1));
        assertThat(RunContents.name(ranges, 3)).isEqualTo(new SegmentName(3, 4));
    }

    @Test
    void paceSharesWorkOutOverItsTimeAndLosesNone() {
        List<Pace.Work> work = List.of(
                new Pace.Work(at(0), at(30), 300, 3000),
                new Pace.Work(at(90), at(90), 60, 6),
                new Pace.Work(at(90), at(120), 60, 0));
        Pace pace = Pace.of(work, at(120));
        double seconds = 120.0 / Pace.BINS;
        assertThat(DoubleStream.of(pace.documents()).sum() * seconds).isCloseTo(420, within(1e-6));
        assertThat(pace.documents()[0]).isCloseTo(10, within(1e-6));
        assertThat(pace.documents()[60]).isZero();
        assertThat(pace.bytes()[29]).isCloseTo(100, within(1e-6));
        assertThat(pace.documents()[Pace.BINS - 1]).isCloseTo(2, within(1e-6));
        assertThat(Pace.of(List.of(new Pace.Work(at(0), at(0), 5, 5)), at(0)).documents())
                .hasSize(Pace.BINS);
    }

    @Test
    void theRateIsThatOfTheLastMinute() {
        assertThat(Rate.of(List.of())).isEqualTo(Rate.NONE);
        assertThat(Rate.of(List.of(
                        new Pace.Work(at(0), at(10), 9000, 9000),
                        new Pace.Work(at(100), at(110), 100, 50),
                        new Pace.Work(at(110), at(120), 300, 50))))
                .isEqualTo(new Rate(20, 5));
        assertThat(Rate.of(List.of(new Pace.Work(at(0), at(1000), 500, 1000)))).isEqualTo(new Rate(0.5, 1));
    }

    @Test
    void onlyNamesOfThisMachinePassWithoutAToken() throws Exception {
        Gate gate = new Gate(Optional.empty(), InetAddress.getByName("127.0.0.1"));
        for (String host : List.of("localhost", "LOCALHOST:80", "127.0.0.1:8080", "[::1]:8080", "[::1]")) {
            assertThat(gate.refusal(headers("Host", host), "/")).as(host).isEmpty();
        }
        for (String host : List.of(
                "localhost.evil.example",
                "evil.example:8080",
                "127.0.0.1:8080@evil",
                "",
                "localhost:",
                "[::1",
                "127.0.0.2")) {
            assertThat(gate.refusal(headers("Host", host), "/")).as(host).contains(421);
        }
        assertThat(gate.refusal(new Headers(), "/")).contains(421);
        Headers other = headers("Host", "localhost");
        other.set("Sec-Fetch-Site", "cross-site");
        assertThat(gate.refusal(other, "/events")).contains(403);
        other.set("Sec-Fetch-Mode", "navigate");
        assertThat(gate.refusal(other, "/")).isEmpty();
    }

    private static Headers headers(String name, String value) {
        Headers headers = new Headers();
        headers.set(name, value);
        return headers;
    }
}
