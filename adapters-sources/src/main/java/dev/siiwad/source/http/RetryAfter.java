package dev.siiwad.source.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a server asks to be left alone: {@code Retry-After} in seconds or as a date (RFC 9110), and {@code RateLimit: "api";r=0;t=55}, where r
 * requests remain and the window ends in t seconds; one second more is waited then.
 */
final class RetryAfter {
    private static final int TOO_MANY_REQUESTS = 429;
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");
    private static final Pattern REMAINING = Pattern.compile(";\\s*r=(\\d{1,9})\\b");
    private static final Pattern WINDOW_END = Pattern.compile(";\\s*t=(\\d{1,9})\\b");

    private RetryAfter() {}

    /** Zero if the server asks for nothing. */
    static Duration of(int status, ResponseHeaders headers, Instant now) {
        Duration wait = Duration.ZERO;
        for (String limits : headers.all("RateLimit")) {
            for (String limit : limits.split(",")) {
                wait = longer(wait, rateLimit(status, limit));
            }
        }
        boolean refused = status >= 400;
        return refused
                ? longer(
                        wait,
                        headers.first("Retry-After")
                                .map(value -> retryAfter(value.strip(), byTheServersClock(headers, now)))
                                .orElse(wait))
                : wait;
    }

    private static Duration rateLimit(int status, String limit) {
        Matcher remaining = REMAINING.matcher(limit);
        Matcher windowEnd = WINDOW_END.matcher(limit);
        boolean usedUp = status == TOO_MANY_REQUESTS || remaining.find() && Long.parseLong(remaining.group(1)) == 0;
        return usedUp && windowEnd.find() ? Duration.ofSeconds(Long.parseLong(windowEnd.group(1)) + 1) : Duration.ZERO;
    }

    /** The server names a time by its own clock; ours may be a year off. */
    private static Instant byTheServersClock(ResponseHeaders headers, Instant now) {
        try {
            return headers.first("Date").map(RetryAfter::date).orElse(now);
        } catch (DateTimeException unreadable) {
            return now;
        }
    }

    private static Instant date(String value) {
        return ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                .toInstant();
    }

    private static Duration retryAfter(String value, Instant now) {
        if (SECONDS.matcher(value).matches()) {
            return Duration.ofSeconds(Long.parseLong(value));
        }
        try {
            return longer(Duration.ZERO, Duration.between(now, date(value)));
        } catch (DateTimeException neither) {
            return Duration.ZERO;
        }
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
