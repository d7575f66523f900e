package dev.siiwad.source.http;

import java.time.Duration;

/**
 * How long a request that failed for a passing reason is tried, and how long is waited in between: a time that doubles, of which between half
 * and all is waited, by chance; and never less than the server asks for.
 *
 * @param triesMax for a request that keeps failing while its host answers others, the first one included
 * @param retryFor for a request whose host answers none: from the first failure to the last try, without the waits that servers ask for; zero for a single try
 * @param firstWait waited before the second try, at most
 * @param backoffMax where doubling stops
 * @param retryAfterMax the longest wait that a server may ask for; if it asks for more, the request fails with {@link TryLaterException}
 */
public record RetryPolicy(
        int triesMax, Duration retryFor, Duration firstWait, Duration backoffMax, Duration retryAfterMax) {
    /** A router restarts in less. */
    public static final Duration RETRY_FOR_DEFAULT = Duration.ofMinutes(10);

    public static final RetryPolicy DEFAULT = new RetryPolicy(
            6, RETRY_FOR_DEFAULT, Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofMinutes(10));

    private static final int DOUBLINGS_MAX = 30;

    public RetryPolicy {
        if (triesMax < 1) {
            throw new IllegalArgumentException("tries are " + triesMax + "; expected 1 or more");
        }
        if (retryFor.isNegative()) {
            throw new IllegalArgumentException("the time for tries is " + retryFor + "; expected 0 or more");
        }
        if (firstWait.isNegative() || backoffMax.compareTo(firstWait) < 0 || retryAfterMax.isNegative()) {
            throw new IllegalArgumentException("waits are " + firstWait + ", " + backoffMax + " and " + retryAfterMax
                    + "; expected 0 or more, rising");
        }
    }

    public RetryPolicy withRetryFor(Duration time) {
        return new RetryPolicy(triesMax, time, firstWait, backoffMax, retryAfterMax);
    }

    public RetryPolicy withBackoffMax(Duration wait) {
        return new RetryPolicy(triesMax, retryFor, firstWait, wait, retryAfterMax);
    }

    /**
     * How long to wait before the next try: the back-off, or what the server asks for if that is longer.
     *
     * @param tried how many tries there were, from 1
     * @param chance from 0 to 1: where between half of the back-off and all of it
     * @param retryAfter zero if the server asks for nothing
     */
    public Duration waitAfter(int tried, double chance, Duration retryAfter) {
        Duration doubled = firstWait.multipliedBy(1L << Math.min(tried - 1, DOUBLINGS_MAX));
        Duration most = doubled.compareTo(backoffMax) < 0 ? doubled : backoffMax;
        Duration backoff = Duration.ofMillis((long) (most.toMillis() * (0.5 + chance / 2)));
        return retryAfter.compareTo(backoff) > 0 ? retryAfter : backoff;
    }
}
