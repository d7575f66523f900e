package dev.siiwad.source.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rate that is kept in a file, by one process after the other. */
class RateLimiterTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    private Path directory;

    private final FakeTiming timing = new FakeTiming();

    @Test
    void keepsToTheRateHoweverOftenTheProcessBeginsAnew() {
        Instant first = timing.now();
        for (int i = 0; i < 8; i++) {
            assertThat(request(process())).isZero();
            pass(Duration.ofMinutes(1));
        }
        assertThat(request(process())).isEqualTo(HOUR.minusMinutes(8));
        assertThat(timing.now()).isEqualTo(first.plus(HOUR));
        assertThat(request(process())).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void countsNoRequestOfAProcessThatDiedWaitingForItsTurn() {
        RateLimiter busy = process();
        for (int i = 0; i < 8; i++) {
            request(busy);
        }
        for (int i = 0; i < 8; i++) {
            pass(Duration.ofMinutes(1));
            assertThat(process().reserve(timing.now(), timing.nanos())).isEqualTo(HOUR.minusMinutes(i + 1));
        }
    }

    @Test
    void forgetsWithoutHarmWhatVanishesOrIsNoTime() throws IOException {
        RateLimiter busy = process();
        for (int i = 0; i < 8; i++) {
            request(busy);
        }
        Files.writeString(
                file(),
                "\u0000\u0000x\n-5\n99999999999999999999\n" + timing.now().toEpochMilli());
        assertThat(request(process())).isZero();
        Files.delete(file());
        assertThat(request(process())).isZero();
        assertThat(busy.reserve(timing.now(), timing.nanos())).isEqualTo(HOUR);
    }

    @Test
    void waitsAnIntervalAtMostWhereAClockWasWrong() throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(
                file(),
                Stream.generate(() -> timing.now().plus(Duration.ofDays(9)).toEpochMilli() + "\n")
                        .limit(20)
                        .collect(Collectors.joining()));
        assertThat(request(process())).isEqualTo(HOUR);
    }

    @Test
    void doesNotGrowForever() throws IOException {
        RateLimiter limiter = process();
        for (int i = 0; i < 500; i++) {
            request(limiter);
        }
        assertThat(Files.readAllLines(file())).hasSizeBetween(8, 8 * 4);
        List<String> lines = Files.readAllLines(file());
        assertThat(lines.get(lines.size() - 1)).isEqualTo("" + timing.now().toEpochMilli());
    }

    @Test
    void keepsTheRateByItselfWhereNothingCanBeKept() throws IOException {
        Files.writeString(directory.resolve("file"), "");
        RateLimiter limiter =
                new RateLimiter(new RequestRate(1, HOUR).withKeptIn(directory.resolve("file/below/requests.txt")));
        assertThat(request(limiter)).isZero();
        assertThat(request(limiter)).isEqualTo(HOUR);
    }

    private RateLimiter process() {
        return new RateLimiter(new RequestRate(8, HOUR).withKeptIn(file()));
    }

    private Path file() {
        return directory.resolve("cache/requests.txt");
    }

    /** How long it waited. */
    private Duration request(RateLimiter limiter) {
        Duration wait = limiter.reserve(timing.now(), timing.nanos());
        pass(wait);
        limiter.begin(timing.now());
        return wait;
    }

    private void pass(Duration wait) {
        timing.await(wait, new CountDownLatch(0));
    }
}
