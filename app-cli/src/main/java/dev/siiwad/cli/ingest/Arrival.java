package dev.siiwad.cli.ingest;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * How fast the files of a source arrive, where they are downloaded and their length is known: which share of it is here, whether it has been read or not. So what is left to
 * download can be told from the first file on, though documents come in bursts, a file at a time.
 */
final class Arrival {
    /** What a shorter time tells is too far from the truth to be told. */
    private static final Duration TOLD_AFTER = Duration.ofSeconds(20);

    private final Duration stretch;
    private double bytes;
    private double here;
    private double inFlight;
    private Speed speed;

    /** @param stretch of the clock; what is older counts no more */
    Arrival(Duration stretch) {
        this.stretch = stretch;
        this.speed = new Speed(stretch);
    }

    /** An attempt begins, on a source of so many bytes, where that is known. */
    void begin(OptionalLong length) {
        bytes = length.orElse(0);
        here = 0;
        inFlight = 0;
        speed = new Speed(stretch);
    }

    /**
     * @param nanos by a clock that stands still while nothing can arrive
     * @param read the share that is read
     * @param transferred the bytes that are here of files on their way
     * @param transferring the bytes of all of these files
     */
    void at(long nanos, double read, long transferred, long transferring) {
        if (bytes > 0) {
            inFlight = transferring / bytes;
            here = Math.max(here, Math.min(1, read + transferred / bytes));
            speed.at(nanos, here);
        }
    }

    /** Until all is here; empty as long as that cannot be told. */
    Optional<Duration> left() {
        OptionalDouble perSecond = speed.perSecond();
        if (speed.covered().compareTo(TOLD_AFTER) < 0 || perSecond.orElse(0) <= 0) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofMillis((long) ((1 - here) * 1000 / perSecond.getAsDouble())));
    }

    /** The share that can be read only once all is here: that of the file on its way. */
    double last() {
        return here < 1 ? inFlight : 0;
    }
}
