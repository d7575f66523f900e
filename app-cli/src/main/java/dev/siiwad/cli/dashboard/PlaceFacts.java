package dev.siiwad.cli.dashboard;

import dev.siiwad.cli.checkpoint.StatusCheck;
import dev.siiwad.publish.Catalog;
import dev.siiwad.source.SourceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What there was in one place at one look.
 *
 * @param label what people call it
 * @param where it is
 * @param looked when
 * @param took how long that took
 * @param every how long after that it is looked at again
 * @param failure why it could not be looked at; then the rest is what the look before gave
 * @param problems of the place itself, such as a full disk
 */
record PlaceFacts(
        String label,
        String where,
        boolean bucket,
        Instant looked,
        Duration took,
        Duration every,
        Optional<String> failure,
        List<RunFacts> runs,
        SortedMap<SourceId, Catalog> datasets,
        List<StatusCheck.Problem> problems) {
    /** How many times as long as a look took nobody looks after it. */
    static final int REST_PER_LOOK = 4;

    PlaceFacts {
        runs = List.copyOf(runs);
        problems = List.copyOf(problems);
    }

    /** Whether it should have been looked at again by now. */
    boolean isOld(Instant now) {
        return looked.isBefore(now.minus(every.multipliedBy(2)).minus(took.multipliedBy(2L * REST_PER_LOOK)));
    }

    PlaceFacts failed(String problem, Instant when, Duration span) {
        return new PlaceFacts(label, where, bucket, when, span, every, Optional.of(problem), runs, datasets, problems);
    }
}
