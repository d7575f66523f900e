package dev.siiwad.storage;

import dev.siiwad.segment.RunId;
import dev.siiwad.source.SourceId;
import java.time.LocalDate;
import java.util.Optional;

/**
 * The names that every storage gives to what it keeps, relative and with slashes between them: below the place of staging, of downloads, and of published
 * datasets.
 *
 * <pre>
 * staging/  source=Wikipedia-Somali/segments/20261101_080000_wikipedia-somali_1f0c9a2e/…
 * raw/      source=Wikipedia-Somali/…
 * silver/   source=Wikipedia-Somali/date_accessed=2026-11-01/…
 * </pre>
 */
public final class Layout {
    /** Below a data directory or a bucket's prefix. */
    public static final String STAGING = "staging";

    /** Below a data directory: downloads, which may vanish at any time. */
    public static final String RAW = "raw";

    /** Below a data directory or a bucket's prefix: published datasets. */
    public static final String SILVER = "processed/silver";

    private static final String SOURCE = "source=";
    private static final String DAY = "date_accessed=";

    private Layout() {}

    /** {@code source=<SOURCE>}, as Hive partitions are named. */
    public static String source(SourceId source) {
        return sources(source.value());
    }

    /** How the names of all sources begin whose ids begin so. */
    public static String sources(String beginning) {
        return SOURCE + beginning;
    }

    /** The source that a name of this form is of. */
    public static Optional<SourceId> sourceNamed(String name) {
        try {
            return name.startsWith(SOURCE)
                    ? Optional.of(new SourceId(name.substring(SOURCE.length())))
                    : Optional.empty();
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    /** {@code staging/source=<SOURCE>}. */
    public static String staging(SourceId source) {
        return STAGING + "/" + source(source);
    }

    /** {@code source=<SOURCE>/segments}. */
    public static String segments(SourceId source) {
        return source(source) + "/segments";
    }

    /** {@code source=<SOURCE>/segments/<RUN>}. */
    public static String segments(SourceId source, RunId run) {
        return segments(source) + "/" + run;
    }

    /** {@code date_accessed=<DAY>}. */
    public static String day(LocalDate day) {
        return DAY + day;
    }

    /** Whether a name is of that form, whatever the day. */
    public static boolean isDay(String name) {
        return name.startsWith(DAY);
    }

    /** {@code source=<SOURCE>/date_accessed=<DAY>}. */
    public static String dataset(SourceId source, LocalDate day) {
        return source(source) + "/" + day(day);
    }
}
