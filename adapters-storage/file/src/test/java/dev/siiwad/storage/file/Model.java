package dev.siiwad.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.InFlight;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.segment.RunId;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What must hold of checkpoints, whatever happens: what stands is what the last change that had returned has put there, or what one that was begun since
 * would have; and so it is with the generation before.
 */
final class Model {
    private final Set<Saved> standing = new LinkedHashSet<>(List.of(new Saved.None()));
    private final Set<Checkpoint> before = new LinkedHashSet<>();
    private final Set<Saved> backups = new LinkedHashSet<>();
    private final Map<String, Life> attempts = new HashMap<>();
    private final Map<String, Map<Integer, Life>> deaths = new HashMap<>();
    private boolean maybeNoneBefore = true;
    private boolean damaged;
    private int changes;

    /** How many changes of the standing checkpoint have returned. */
    int changes() {
        return changes;
    }

    /** @param left what is then in the place of the generation before */
    void replacing(Saved target, Optional<Checkpoint> left) {
        standing.add(target);
        left.ifPresentOrElse(before::add, () -> maybeNoneBefore = true);
    }

    /** Where an earlier change has failed, and yet was seen, that may be the generation before as well. */
    void replaced(Saved target, Optional<Checkpoint> left) {
        before.clear();
        left.ifPresent(known -> {
            before.add(known);
            for (Saved seen : standing) {
                if (seen instanceof Saved.Committed committed
                        && !seen.equals(target)
                        && committed.checkpoint().runId().equals(known.runId())) {
                    before.add(committed.checkpoint());
                }
            }
        });
        standing.clear();
        standing.add(target);
        maybeNoneBefore = left.isEmpty();
        damaged = false;
        changes++;
    }

    /** @param namesAnotherRun now, so that the generation before may seem to be of another */
    void damaged(boolean namesAnotherRun) {
        standing.clear();
        damaged = true;
        maybeNoneBefore |= namesAnotherRun;
    }

    /** What was damaged is as it was. */
    void mended(Saved original) {
        standing.clear();
        standing.add(original);
        damaged = false;
    }

    boolean isDamaged() {
        return damaged;
    }

    void backingUp(Saved copied) {
        backups.add(copied);
    }

    void backedUp(Saved copied) {
        backups.clear();
        backups.add(copied);
    }

    void requireBackup(Saved found) {
        assertThat(backups).as("backup").contains(found);
    }

    /** What somebody has loaded is what may be there. */
    void requireExpected(Saved found) {
        if (found instanceof Saved.Committed committed && committed.fallback().isPresent()) {
            assertThat(damaged)
                    .as("a checkpoint was found damaged that was not: "
                            + committed.fallback().get().problem())
                    .isTrue();
            assertThat(before).as("generation before").contains(committed.checkpoint());
        } else {
            assertThat(standing).as("standing checkpoint").contains(found);
        }
    }

    /** Nothing could be loaded, and that had to be. */
    void requireNoneUsable(Exception refusal) {
        assertThat(damaged).as("nothing is damaged, but: " + refusal).isTrue();
        assertThat(maybeNoneBefore)
                .as("there is a generation before, but: " + refusal)
                .isTrue();
    }

    /** A new run is about to begin, perhaps with the id of one that is gone. */
    void begun(RunId run) {
        attempts.keySet().removeIf(key -> key.startsWith(run + " "));
        deaths.keySet().removeIf(key -> key.startsWith(run + " "));
    }

    void claimed(RunId run, int attempt, Life life) {
        assertThat(attempts).as("attempts of run " + run).doesNotContainKey(run + " " + attempt);
        attempts.put(run + " " + attempt, life);
    }

    /** A process has found that the one before it died with a document in hand. */
    void foundInHand(Checkpoint found) {
        Optional<InFlight> inFlight = found.inFlight().filter(document -> document.lastAttempt() == found.attempt());
        Life life = attempts.get(found.runId() + " " + found.attempt());
        if (inFlight.isPresent() && life != null) {
            deaths.computeIfAbsent(found.runId() + " " + inFlight.get().offset(), key -> new HashMap<>())
                    .put(found.attempt(), life);
        }
    }

    /** A document was set aside: whatever has killed how many attempts, it has to be poisonous. */
    void requireGuilty(RunId run, long offset, boolean poisonous) {
        Map<Integer, Life> died = deaths.getOrDefault(run + " " + offset, Map.of());
        assertThat(died.size())
                .as("deaths with document " + offset + " in flight")
                .isGreaterThanOrEqualTo(InFlight.DEATHS_MAX);
        assertThat(poisonous)
                .as("document " + offset + " is innocent, but was set aside, after " + died.values())
                .isTrue();
    }
}
