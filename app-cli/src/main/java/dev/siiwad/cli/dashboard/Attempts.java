package dev.siiwad.cli.dashboard;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.segment.StoredAt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the directory of a run tells of its attempts: when each began, and what it has stored when. */
record Attempts(List<Attempt> attempts, List<Step> steps) {
    static final Attempts NONE = new Attempts(List.of(), List.of());

    /**
     * One process that worked on the run.
     *
     * @param began when it took its number, else when it first stored anything
     * @param saved when it last stored anything
     * @param segments how many of its segments count
     */
    record Attempt(int number, Instant began, Instant saved, long segments) {}

    /**
     * A counted segment.
     *
     * @param from when its attempt began, or had stored the one before
     */
    record Step(long segment, Instant from, Instant to, long bytes) {}

    /** The number of the newest attempt; 0 if none is known. */
    int last() {
        return attempts.isEmpty() ? 0 : attempts.get(attempts.size() - 1).number();
    }

    static Attempts of(Checkpoint checkpoint, List<StoredAt> stored) {
        Map<Integer, List<StoredAt>> byAttempt = new TreeMap<>();
        stored.forEach(each -> byAttempt
                .computeIfAbsent(each.attempt(), number -> new ArrayList<>())
                .add(each));
        List<Attempt> attempts = new ArrayList<>();
        List<Step> steps = new ArrayList<>();
        byAttempt.forEach((number, all) -> attempts.add(attempt(number, all, checkpoint, steps)));
        steps.sort(Comparator.comparingLong(Step::segment));
        return new Attempts(List.copyOf(attempts), List.copyOf(steps));
    }

    private static Attempt attempt(int number, List<StoredAt> stored, Checkpoint checkpoint, List<Step> steps) {
        Map<Long, StoredAt> counted = new HashMap<>();
        Instant began = Instant.MAX;
        Instant saved = Instant.MIN;
        for (StoredAt each : stored) {
            began = each.time().isBefore(began) ? each.time() : began;
            if (each.segment().isPresent() && counts(each, checkpoint)) {
                counted.put(each.segment().getAsLong(), each);
                saved = each.time().isAfter(saved) ? each.time() : saved;
            }
        }
        Instant from = began;
        for (StoredAt each : counted.values().stream()
                .sorted(Comparator.comparingLong(of -> of.segment().getAsLong()))
                .toList()) {
            Instant to = each.time().isAfter(from) ? each.time() : from;
            steps.add(new Step(each.segment().getAsLong(), from, to, each.bytes()));
            from = to;
        }
        return new Attempt(number, began, counted.isEmpty() ? began : saved, counted.size());
    }

    private static boolean counts(StoredAt stored, Checkpoint checkpoint) {
        long number = stored.segment().getAsLong();
        return number <= checkpoint.segmentCount()
                && RunContents.name(checkpoint.segments(), number).attempt() == stored.attempt();
    }
}
