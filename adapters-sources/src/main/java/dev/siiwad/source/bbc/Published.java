package dev.siiwad.source.bbc;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Dates of publication in the one form that documents carry, whatever form a page gives them in. */
final class Published {
    private Published() {}

    /** Before this many there was no BBC on the web: a smaller number is one of seconds, as old assets have it. */
    private static final long MILLIS_MIN = 100_000_000_000L;

    static Optional<String> ofMillis(long epochMillis) {
        return ofInstant(
                epochMillis < MILLIS_MIN ? Instant.ofEpochSecond(epochMillis) : Instant.ofEpochMilli(epochMillis));
    }

    private static Optional<String> ofInstant(Instant instant) {
        return Optional.of(instant.truncatedTo(ChronoUnit.SECONDS).toString());
    }

    /** From a date, or a date and time with its offset from UTC; empty if it is neither. */
    static Optional<String> of(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text)
                    .toInstant()
                    .truncatedTo(ChronoUnit.SECONDS)
                    .toString());
        } catch (DateTimeException noTime) {
            return date(text);
        }
    }

    private static Optional<String> date(String text) {
        try {
            return Optional.of(LocalDate.parse(text).toString());
        } catch (DateTimeException neither) {
            return Optional.empty();
        }
    }
}
