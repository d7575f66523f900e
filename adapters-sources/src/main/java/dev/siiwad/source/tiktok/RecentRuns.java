package dev.siiwad.source.tiktok;

import java.time.Instant;
import java.util.List;

/**
 * An account's newest runs of the actor, newest first.
 *
 * @param unreadable how many more the answer lists without an id that can be used
 * @param missing how many more there should be by the total that the answer tells
 * @param asOf by the server's clock, where it says; else by ours
 */
record RecentRuns(List<ApifyRun> runs, int unreadable, int missing, Instant asOf) {
    boolean has(ApifyRun wanted) {
        return runs.stream().anyMatch(run -> run.id().equals(wanted.id()));
    }
}
