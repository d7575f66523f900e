package dev.siiwad;

import dev.siiwad.segment.RunId;
import dev.siiwad.source.SourceId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Ids of new runs: {@code YYYYMMDD_HHMMSS_<source in small letters>_<8 hex>}, in UTC. */
public final class RunIds {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd_HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int SOURCE_CHARS_MAX = 128 - "yyyyMMdd_HHmmss_".length() - "_00000000".length();

    private RunIds() {}

    /** @param random any number, for the last part: two runs of a source that begin in one second differ in it */
    public static RunId of(Instant now, SourceId source, int random) {
        String name = source.value().toLowerCase(Locale.ROOT);
        String cut = name.substring(0, Math.min(name.length(), SOURCE_CHARS_MAX));
        return new RunId(STAMP.format(now) + "_" + cut + "_" + String.format(Locale.ROOT, "%08x", random));
    }
}
