package dev.siiwad.cli.dashboard;

import dev.siiwad.cli.checkpoint.RunStatus;
import dev.siiwad.cli.checkpoint.StatusCheck;
import dev.siiwad.cli.storage.Directories;
import dev.siiwad.cli.terminal.Failures;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A data directory or a bucket that is looked at. Looking changes nothing there, and keeps no run waiting. Used by one thread at a time; whoever gives the storage closes it.
 */
final class Place {
    private static final Duration STALLED_AFTER = Duration.ofHours(1);

    private final String label;
    private final Directories directories;
    private final Storage storage;
    private final Duration every;
    private final Supplier<Instant> clock;
    private final DatasetWatch datasets;
    private final Tracks tracks;
    private PlaceFacts facts;

    /** @param every how often it is looked at */
    Place(String label, Directories directories, Storage storage, Duration every, Supplier<Instant> clock) {
        this.label = label;
        this.directories = directories;
        this.storage = storage;
        this.every = every;
        this.clock = clock;
        this.tracks = new Tracks(storage, bucket(), clock);
        this.datasets = new DatasetWatch(storage.datasets(), bucket());
        this.facts = new PlaceFacts(
                label,
                where(),
                bucket(),
                Instant.EPOCH,
                Duration.ZERO,
                every,
                Optional.empty(),
                List.of(),
                new TreeMap<>(),
                List.of());
    }

    boolean bucket() {
        return directories.bucket().isPresent();
    }

    Duration every() {
        return every;
    }

    String label() {
        return label;
    }

    Directories directories() {
        return directories;
    }

    Storage storage() {
        return storage;
    }

    private String where() {
        return storage.checkpointAdmin().where();
    }

    /** What the last look gave. */
    PlaceFacts facts() {
        return facts;
    }

    /** What is in the segments of an unfinished run, as far as they were read. */
    Optional<RunContents> contents(SourceId source) {
        return tracks.contents(source);
    }

    /** Looks at all of it. */
    PlaceFacts look() {
        Instant now = clock.get();
        try {
            List<RunStatus> all = RunStatus.all(storage);
            StatusCheck check = new StatusCheck(storage, directories, now, STALLED_AFTER);
            List<StatusCheck.Problem> problems = check.problems(all);
            List<RunFacts> runs = runs(now, all, problems);
            facts = new PlaceFacts(
                    label,
                    where(),
                    bucket(),
                    now,
                    Duration.between(now, clock.get()),
                    every,
                    Optional.empty(),
                    runs,
                    datasets.look(now),
                    problems.stream()
                            .filter(problem -> problem.source().isEmpty())
                            .toList());
        } catch (UncheckedIOException e) {
            failed(e.getCause(), now);
        } catch (IOException e) {
            failed(e, now);
        }
        return facts;
    }

    private void failed(IOException e, Instant now) {
        facts = facts.failed(Failures.describe(e), now, Duration.between(now, clock.get()));
    }

    private List<RunFacts> runs(Instant now, List<RunStatus> all, List<StatusCheck.Problem> problems) {
        Map<SourceId, RunFacts.Track> found = new HashMap<>();
        List<RunStatus> each = all.stream()
                .flatMap(status -> Stream.concat(Stream.of(status), status.slices().stream()))
                .toList();
        tracks.begin(each.stream().map(RunStatus::source).collect(Collectors.toSet()));
        each.forEach(status -> found.put(status.source(), tracks.of(status, now)));
        return new Look(now, all, problems, found).runs();
    }
}
