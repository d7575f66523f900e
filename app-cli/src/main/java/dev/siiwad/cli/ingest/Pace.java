package dev.siiwad.cli.ingest;

import dev.siiwad.cli.terminal.Span;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * How fast this attempt is, and what that means for its end. What earlier attempts did in their time does not count.
 *
 * @param from offset at which this attempt began
 * @param to offset at which it will end, where that is known
 */
record Pace(long from, OptionalLong to) {
    /** One line, such as {@code 12,345 documents  1,234/s  ETA 00:12:33  checkpoint 3 s ago}. */
    String line(long offset, Duration running, Duration sinceCheckpoint) {
        long read = offset - from;
        double perSecond = running.toMillis() == 0 ? 0 : read * 1000.0 / running.toMillis();
        String line = String.format(Locale.ROOT, "%,d", offset)
                + (to.isPresent() ? String.format(Locale.ROOT, " of %,d", to.getAsLong()) : "") + " documents  "
                + (perSecond < 10
                        ? String.format(Locale.ROOT, "%.1f/s", perSecond)
                        : String.format(Locale.ROOT, "%,.0f/s", perSecond));
        if (to.isPresent() && perSecond > 0) {
            long secondsLeft = (long) Math.ceil(Math.max(0, to.getAsLong() - offset) / perSecond);
            line += "  ETA " + Span.clock(Duration.ofSeconds(secondsLeft));
        }
        return line + "  checkpoint " + Span.text(sinceCheckpoint) + " ago";
    }
}
