package dev.siiwad.storage.s3;

import dev.siiwad.source.SourceId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a process has seen of logs from outside. An owner elsewhere shows that it lives by a log that grows; so whoever looks again after a while knows without having waited. One
 * request for each look, and one more where the log has grown. Safe for use by several threads.
 */
final class Sightings {
    private final Bucket bucket;
    private final Map<SourceId, Sighting> seen = new ConcurrentHashMap<>();

    Sightings(Bucket bucket) {
        this.bucket = bucket;
    }

    /**
     * One newest entry.
     *
     * @param since when it was first seen
     */
    private record Sighting(CheckpointLog.Entry newest, Instant since) {}

    /** The newest entry of a source; empty if there is none. */
    Optional<CheckpointLog.Entry> look(SourceId source) throws IOException {
        CheckpointLog log = new CheckpointLog(bucket, source);
        long number = log.newestNumber();
        if (number == 0) {
            seen.remove(source);
            return Optional.empty();
        }
        Instant now = bucket.waiting().now();
        Optional<Sighting> before = Optional.ofNullable(seen.get(source));
        if (before.isPresent() && now.isBefore(before.get().since())) {
            seen.put(source, new Sighting(before.get().newest(), now)); // the clock was set back
        }
        if (before.isPresent() && before.get().newest().number() == number) {
            return before.map(Sighting::newest);
        }
        Optional<CheckpointLog.Entry> newest = log.newest();
        newest.ifPresent(entry -> seen.put(source, new Sighting(entry, now)));
        return newest;
    }

    /** A log that is gone begins anew. */
    void forget(SourceId source) {
        seen.remove(source);
    }

    /** Whether a source's log has not grown for so long as one watches an owner elsewhere, as far as was looked. */
    boolean isQuiet(SourceId source, long newest) {
        return Optional.ofNullable(seen.get(source))
                .filter(sighting -> sighting.newest().number() == newest)
                .filter(sighting ->
                        Duration.between(sighting.since(), bucket.waiting().now())
                                        .compareTo(Lease.WATCH)
                                >= 0)
                .isPresent();
    }
}
