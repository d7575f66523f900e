package dev.siiwad.source.http;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What one request goes through from its first failure to its end: how often it failed, since when, and whether the host is to blame or this request alone.
 * As long as the host gives nothing to anybody, the request is tried for {@link RetryPolicy#retryFor}; while the host gives what it gave before, as many times
 * as {@link RetryPolicy#triesMax}. What follows at once on a host that was given up, such as the question whether another file is there, is tried once. Used by one thread.
 */
final class Trouble {
    /** A server that asks for longer and longer waits is obeyed so many times, even beyond the time there is. */
    static final int ASKED_WAITS_MAX = 5;
    /** Seen well once, a host may have come back just after the failure; the next failure then tells. */
    private static final int WELL_IN_A_ROW = 2;

    private final RetryPolicy policy;
    private final Timing timing;
    private Optional<Host> host = Optional.empty();
    private Optional<Host> failing = Optional.empty();
    private long answersSeen;
    private int failures;
    private long beganNanos;
    private Instant lastTryAt = Instant.MAX;
    private Duration askedFor = Duration.ZERO;
    private int askedWaits;
    private int well;
    private int wellNeeded;

    /** Finds out whether a host still gives what it gave before. */
    @FunctionalInterface
    interface Probe {
        /** @throws IOException if the user wants to stop, or the host asks for a longer wait than is allowed */
        boolean gives(Request before, Host host) throws IOException;
    }

    Trouble(RetryPolicy policy, Timing timing) {
        this.policy = policy;
        this.timing = timing;
        passed();
    }

    /** The request goes to this host now; where redirects lead on, the last host is the one that fails. */
    void at(Host asked) {
        host = Optional.of(asked);
    }

    /** Something was given: what fails from now on is a trouble of its own. */
    void passed() {
        failing = Optional.empty();
        failures = 0;
        askedFor = Duration.ZERO;
        askedWaits = 0;
        well = 0;
        wellNeeded = Math.min(WELL_IN_A_ROW, policy.triesMax());
    }

    Optional<Host> host() {
        return host;
    }

    /** The server refuses, and asks to be left alone for a time that is above zero. Gives that time, or nothing if it has been obeyed for long enough. */
    Optional<Duration> askedToWait(Duration retryAfter) {
        begin();
        if (askedWaits == ASKED_WAITS_MAX && !elapsed().minus(policy.retryFor()).isNegative()) {
            return Optional.empty();
        }
        askedWaits = Math.min(askedWaits + 1, ASKED_WAITS_MAX);
        Duration wait = policy.waitAfter(failures, timing.chance(), retryAfter);
        askedFor = askedFor.plus(wait);
        return Optional.of(wait);
    }

    /** The request failed. Gives how long to wait before the next try, or nothing if there is none. */
    Optional<Duration> failed(boolean perhapsOfThisRequest, Probe probe) throws IOException {
        begin();
        if (perhapsOfThisRequest && shownToBeOfThisRequest(probe)) {
            return Optional.empty();
        }
        Duration left = policy.retryFor().minus(elapsed().minus(askedFor));
        boolean over = left.isZero() || left.isNegative();
        if (over || host.filter(down -> down.isGivenUp(timing.nanos())).isPresent()) {
            host.ifPresent(down -> down.giveUp(timing.nanos()));
            return Optional.empty();
        }
        lastTryAt = timing.now().plus(left);
        Duration wait = policy.waitAfter(cameBack() ? well : failures, timing.chance(), Duration.ZERO);
        return Optional.of(wait.compareTo(left) < 0 ? wait : left);
    }

    /** Such as {@code try 3, the last one at 2026-11-23T10:10:00Z}. */
    String state() {
        return "try " + failures
                + (lastTryAt.equals(Instant.MAX)
                        ? ""
                        : ", the last one at " + lastTryAt.truncatedTo(ChronoUnit.SECONDS));
    }

    /** Such as {@code tried 15 times in 10 min}. */
    String summary() {
        return "tried " + failures + " times in " + ForPeople.duration(elapsed())
                + (isOfThisRequest() ? ", while the host answers others" : "");
    }

    /** Whether the last try was the last because the host answers other requests. */
    boolean isOfThisRequest() {
        return well >= wellNeeded && failures >= policy.triesMax();
    }

    private void begin() {
        if (failures == 0) {
            beganNanos = timing.nanos();
        }
        failures++;
    }

    private Duration elapsed() {
        return Duration.ofNanos(timing.nanos() - beganNanos);
    }

    private boolean shownToBeOfThisRequest(Probe probe) throws IOException {
        long answersBefore = failing.equals(host) ? answersSeen : Long.MAX_VALUE;
        failing = host;
        answersSeen = host.map(Host::answers).orElse(0L);
        if (failures < policy.triesMax() - 1) {
            return false;
        }
        if (answersSeen > answersBefore || probed(probe)) {
            well++;
        } else {
            well = 0;
            wellNeeded = policy.triesMax();
        }
        return isOfThisRequest();
    }

    private boolean cameBack() {
        return well > 0 && wellNeeded == policy.triesMax();
    }

    private boolean probed(Probe probe) throws IOException {
        Optional<Request> before = host.flatMap(Host::given);
        return before.isPresent() && probe.gives(before.get(), host.get());
    }
}
