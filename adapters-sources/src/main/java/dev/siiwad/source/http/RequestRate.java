package dev.siiwad.source.http;

import java.time.Duration;

/** So many requests at most within any interval of this length. */
public record RequestRate(int requests, Duration interval) {
    public RequestRate {
        if (requests < 1 || interval.isNegative() || interval.isZero()) {
            throw new IllegalArgumentException(
                    "rate is " + requests + " requests in " + interval + "; expected both above 0");
        }
    }
}
