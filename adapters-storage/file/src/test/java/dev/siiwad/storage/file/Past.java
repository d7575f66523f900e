package dev.siiwad.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.checkpoint.Saved;
import dev.siiwad.segment.RunId;
import dev.siiwad.storage.file.PowerCutDisk.Operation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What had been done and promised on a machine by the n-th operation of its disk. */
final class Past {
    private static final Pattern SEGMENT = Pattern.compile("create .*/segments/(.*)/[0-9-]+\\.jsonl\\.zst");
    private static final Pattern LAST_TRACE = Pattern.compile("delete .*/segments/(.*)/attempt-[0-9]+");

    private final Set<Saved> standing = new LinkedHashSet<>();
    private final List<Saved> promised = new ArrayList<>();
    private final Set<RunId> published = new LinkedHashSet<>();
    private final List<Used> used = new ArrayList<>();
    private boolean damaged;
    private boolean settled;

    /** An attempt that has claimed a run, or a segment that was begun; or {@link #FORGOTTEN}. */
    record Used(String run, String what) {}

    /** A run is over for good: what remembers its attempts begins to be removed. */
    private static final String FORGOTTEN = "forgotten";

    Past(PowerCutDisk disk, int n) {
        standing.add(new Saved.None());
        disk.first(n).forEach(this::follow);
    }

    /** Of what was done from the n-th operation on, as far as that alone tells. */
    Past(PowerCutDisk disk, int from, int n) {
        disk.first(n).subList(from, n).forEach(this::follow);
    }

    /**
     * Of a machine that has another past.
     *
     * @param found the checkpoint when its power was back
     * @param whole the runs whose datasets were whole then
     */
    Past(Past earlier, Saved found, Set<RunId> whole, PowerCutDisk disk, int n) {
        standing.add(found);
        published.addAll(whole);
        used.addAll(earlier.used);
        disk.first(n).forEach(this::follow);
    }

    private void follow(Operation operation) {
        if (operation instanceof Operation.Mark mark) {
            follow(mark.meaning());
        } else if (operation instanceof Operation.Name name) {
            Matcher segment = SEGMENT.matcher(name.what());
            if (segment.matches()) {
                used.add(new Used(segment.group(1), name.what()));
            }
            Matcher lastTrace = LAST_TRACE.matcher(name.what());
            if (lastTrace.matches()) {
                used.add(new Used(lastTrace.group(1), FORGOTTEN));
            }
        }
    }

    private void follow(Object mark) {
        if (mark instanceof Machine.Trying trying) {
            standing.add(trying.target());
        } else if (mark instanceof Machine.Done done) {
            standing.clear();
            standing.add(done.target());
            promised.add(done.target());
        } else if (mark instanceof Machine.Publishing publishing) {
            publish(publishing.run());
            settled = false;
        } else if (mark instanceof Machine.PublishedAll all) {
            published.add(all.run());
            settled = true;
        } else if (mark instanceof Machine.Removing removing) {
            published.remove(removing.run());
            settled = false;
        } else if (mark instanceof Machine.Claim claim) {
            used.add(new Used(claim.run().value(), "attempt " + claim.attempt()));
        } else if (mark instanceof Machine.Damaged) {
            damaged = true;
        }
    }

    /** A run that publishes a second time under the same names takes back what it has published before. */
    private void publish(RunId run) {
        published.remove(run);
    }

    /** The checkpoint that was promised last, and the one that was about to take its place. */
    Set<Saved> standing() {
        return standing;
    }

    /**
     * What may be used in the place of a checkpoint that cannot be: the one promised before it in the same run, or any after that. Where it was just being
     * written, the one before the last that was promised: that is sure to have been kept.
     */
    Set<Saved> inPlaceOf(Saved damaged) {
        int sure = sure(damaged);
        Set<Saved> all = new LinkedHashSet<>(promised.subList(hasOneBefore(sure) ? sure - 1 : sure, promised.size()));
        all.addAll(standing);
        return all;
    }

    /** Whether there must be one: not behind the first of its run, nor if it is about to be removed, for the generation before goes first. */
    boolean mustHaveInPlaceOf(Saved damaged) {
        return hasOneBefore(sure(damaged)) && !standing.contains(new Saved.None());
    }

    private int sure(Saved damaged) {
        int found = promised.lastIndexOf(damaged);
        return found < 0 ? Math.max(0, promised.size() - 1) : found;
    }

    private boolean hasOneBefore(int index) {
        return index > 0 && index < promised.size() && isSameRun(promised.get(index - 1), promised.get(index));
    }

    private static boolean isSameRun(Saved one, Saved other) {
        return one instanceof Saved.Committed before
                && other instanceof Saved.Committed after
                && before.checkpoint().runId().equals(after.checkpoint().runId());
    }

    /** The runs whose datasets are published. */
    Set<RunId> published() {
        return published;
    }

    /** Whether a dataset was published last, and nothing has been about to take its place since. */
    boolean settled() {
        return settled;
    }

    List<Used> used() {
        return used;
    }

    /** No attempt and no segment's name is used twice as long as a run is not over, whatever happens to its checkpoints. */
    static void requireNothingUsedTwice(List<Used> history) {
        Set<Used> remembered = new HashSet<>();
        for (Used one : history) {
            if (one.what().equals(FORGOTTEN)) {
                remembered.removeIf(other -> other.run().equals(one.run()));
            } else {
                assertThat(remembered.add(one))
                        .as("%s is new in %s", one, history)
                        .isTrue();
            }
        }
    }

    /** Whether a standing checkpoint was ever damaged. */
    boolean damaged() {
        return damaged;
    }
}
