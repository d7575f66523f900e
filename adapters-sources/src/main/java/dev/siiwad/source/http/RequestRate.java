package dev.siiwad.source.http;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * So many requests at most within any interval of this length.
 *
 * @param keptIn a file that the times of requests are kept in, so that a process that comes after this one keeps to the same rate; it need not exist, and if it
 *     vanishes, what was before is forgotten. For one process at a time
 */
public record RequestRate(int requests, Duration interval, Optional<Path> keptIn) {
    public RequestRate {
        if (requests < 1 || interval.isNegative() || interval.isZero()) {
            throw new IllegalArgumentException(
                    "rate is " + requests + " requests in " + interval + "; expected both above 0");
        }
    }

    /** A rate that each process keeps for itself. */
    public RequestRate(int requests, Duration interval) {
        this(requests, interval, Optional.empty());
    }

    /** The same rate, across processes. */
    public RequestRate withKeptIn(Path file) {
        return new RequestRate(requests, interval, Optional.of(file));
    }
}
