package dev.siiwad.source.http;

import java.time.Duration;
import java.util.Locale;

/** Lengths of time in messages: {@code 12 ms}, {@code 0.5 s}, {@code 40 s}, {@code 5 min}, {@code 2 h 10 min}. */
public final class ForPeople {
    private static final long MS = 1000;
    private static final long MINUTE_S = 60;
    private static final long HOUR_MIN = 60;
    /** Shorter ones are told in milliseconds. */
    private static final Duration TENTH = Duration.ofMillis(100);

    /** Shorter ones are told in tenths. */
    private static final Duration TENTHS = Duration.ofSeconds(10);

    private ForPeople() {}

    public static String duration(Duration length) {
        if (length.compareTo(TENTH) < 0) {
            return length.toMillis() + " ms";
        }
        if (length.compareTo(TENTHS) < 0) {
            return String.format(Locale.ROOT, "%.1f s", (double) length.toMillis() / MS);
        }
        long seconds = length.toSeconds();
        if (seconds < 2 * MINUTE_S) {
            return seconds + " s";
        }
        long minutes = seconds / MINUTE_S;
        return minutes < 2 * HOUR_MIN ? minutes + " min" : minutes / HOUR_MIN + " h " + minutes % HOUR_MIN + " min";
    }
}
