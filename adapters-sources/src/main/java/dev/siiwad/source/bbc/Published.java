package dev.siiwad.source.bbc;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

    private static final DateTimeFormatter SLASHES = DateTimeFormatter.ofPattern("uuuu/MM/dd HH:mm:ss", Locale.ROOT);

    /** In addresses of those years: {@code …/2012/07/120731_olympicvideo}. */
    private static final Pattern IN_ADDRESS =
            Pattern.compile("/((?:19|20)\\d{2})/([01]\\d)/\\d{2}([01]\\d)([0-3]\\d)_");

    /** The day that an address of the years up to 2016 says, if it says the same month twice. */
    static Optional<String> inAddress(String url) {
        Matcher day = IN_ADDRESS.matcher(url);
        return day.find() && day.group(2).equals(day.group(3))
                ? date(day.group(1) + "-" + day.group(2) + "-" + day.group(4))
                : Optional.empty();
    }

    /** From a date, a date and time with its offset from UTC, or one with slashes and without it; empty if it is neither. */
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
        } catch (DateTimeException noDate) {
            return withSlashes(text);
        }
    }

    private static Optional<String> withSlashes(String text) {
        try {
            return ofInstant(LocalDateTime.parse(text, SLASHES).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException neither) {
            return Optional.empty();
        }
    }
}
