package dev.siiwad.cli.dashboard;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.cli.checkpoint.RunStatus;
import dev.siiwad.cli.checkpoint.StatusCheck;
import dev.siiwad.segment.Tally;
import dev.siiwad.source.SourceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An unfinished run, as it was at one look.
 *
 * @param status of the run; of one that processes share, that of its plan
 * @param state of the run; of one that is shared, of its slices together
 * @param tracks one for the run, or for each of its slices that has begun
 * @param slices how many slices it was cut into; 0 where it is not shared
 * @param problems what somebody should look at
 */
record RunFacts(
        RunStatus status,
        RunStatus.State state,
        List<Track> tracks,
        int slices,
        Optional<Pace> pace,
        Rate rate,
        List<StatusCheck.Problem> problems) {
    /**
     * A checkpoint with its segments.
     *
     * @param number of the slice; 0 where the run is not shared
     * @param tally of the first {@code segmentsRead} segments
     * @param unread why no more of them were read, where something is in the way
     */
    record Track(
            int number,
            RunStatus status,
            RunStatus.State state,
            Attempts attempts,
            List<Pace.Work> work,
            Tally tally,
            long segmentsRead,
            Optional<String> unread) {
        long offset() {
            return status.checkpoint()
                    .map(checkpoint -> checkpoint.lastIndex())
                    .or(() -> status.offset().map(offset -> offset.lastIndex()))
                    .orElse(0L);
        }

        /** One may have died before it could claim the run, and has left its note alone. */
        int attemptCount() {
            int claimed = status.checkpoint().map(Checkpoint::attempt).orElse(0);
            return Math.max(claimed, attempts.last());
        }

        long bytes() {
            return work.stream().mapToLong(Pace.Work::bytes).sum();
        }
    }

    SourceId source() {
        return status.source();
    }

    /** Documents that the run has read. */
    long read() {
        return tracks.stream()
                .mapToLong(track -> track.status()
                        .checkpoint()
                        .map(checkpoint -> checkpoint.lastIndex() - checkpoint.firstIndex())
                        .orElse(0L))
                .sum();
    }

    long kept() {
        return tracks.stream()
                .mapToLong(track -> track.status()
                        .checkpoint()
                        .map(Checkpoint::processedCount)
                        .orElse(0L))
                .sum();
    }

    long bytes() {
        return tracks.stream().mapToLong(Track::bytes).sum();
    }

    long segments() {
        return tracks.stream()
                .mapToLong(track -> track.status()
                        .checkpoint()
                        .map(Checkpoint::segmentCount)
                        .orElse(0L))
                .sum();
    }

    long segmentsRead() {
        return tracks.stream().mapToLong(Track::segmentsRead).sum();
    }

    /** Of all attempts on all slices. */
    int attempts() {
        return tracks.stream().mapToInt(Track::attemptCount).sum();
    }

    Tally tally() {
        return tracks.stream().map(Track::tally).reduce(Tally.NONE, Tally::plus);
    }

    Optional<Instant> saved() {
        return tracks.stream()
                .flatMap(track -> track.status().saved().stream())
                .max(Instant::compareTo)
                .or(status::saved);
    }
}
