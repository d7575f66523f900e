package dev.siiwad.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.CorruptCheckpointException;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.checkpoint.SegmentRange;
import dev.siiwad.segment.RunId;
import dev.siiwad.segment.SegmentName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What may lie about in a staging directory: nothing without a reason, and of every attempt one segment at most that nothing counts. */
final class StagingFiles {
    private static final String OWN = "[0-9a-f]{16}\\.";
    private static final Pattern BESIDE = Pattern.compile("\\.lock|segments|\\.checkpoint\\.(" + OWN
            + "((prev|copy)\\.)?tmp|((prev|backup|replaced(-\\d+)?|corrupt-\\w+)\\.)?json)");
    private static final Pattern KEPT_ASIDE = Pattern.compile("\\.checkpoint\\.(backup|replaced.*|corrupt-.*)\\.json");
    private static final Pattern OF_A_RUN = Pattern.compile("(\\d{8}-\\d+)\\.jsonl\\.zst(?:\\." + OWN
            + "tmp)?|attempt-\\d+|snapshot-\\w{16}\\.txt(\\." + OWN + "tmp)?");

    private boolean onlyForward;

    /** @param onlyForward whether no run begins where one of the same id has been */
    StagingFiles(boolean onlyForward) {
        this.onlyForward = onlyForward;
    }

    /** A checkpoint may have been put back: segments that it does not count may be more than one. */
    void putBack() {
        onlyForward = false;
    }

    void require(Path staging, Saved standing) throws IOException {
        for (Path file : Tree.list(ofSource(staging))) {
            assertThat(file.getFileName().toString()).as(file.toString()).matches(BESIDE);
        }
        for (Path run : Tree.list(ofSource(staging).resolve("segments"))) {
            Map<Integer, Integer> uncounted = new HashMap<>();
            for (Path file : Tree.list(run)) {
                Matcher matcher = OF_A_RUN.matcher(file.getFileName().toString());
                assertThat(matcher.matches()).as(file.toString()).isTrue();
                if (matcher.group(1) != null && isOf(standing, run)) {
                    SegmentName name = SegmentName.parse(matcher.group(1));
                    if (!isCounted(name, ((Saved.Committed) standing).checkpoint())) {
                        uncounted.merge(name.attempt(), 1, Integer::sum);
                    }
                }
            }
            assertThat(onlyForward ? uncounted.values() : List.<Integer>of())
                    .as("segments that nothing counts, of attempts " + uncounted.keySet())
                    .allMatch(count -> count == 1);
        }
    }

    private static boolean isOf(Saved standing, Path run) {
        return standing instanceof Saved.Committed committed
                && committed
                        .checkpoint()
                        .runId()
                        .value()
                        .equals(run.getFileName().toString());
    }

    private static boolean isCounted(SegmentName name, Checkpoint checkpoint) {
        for (SegmentRange range : checkpoint.segments()) {
            if (name.number() <= range.last()) {
                return name.attempt() == range.attempt();
            }
        }
        return false;
    }

    /** Behind a run that has completed, only those segments stay that a copy of a checkpoint names. */
    void requireOnlyNamedRuns(Path staging) throws IOException {
        try {
            assertThat(runs(staging))
                    .as("runs with segments, of those that a copy names")
                    .isSubsetOf(new FileCheckpointStore(staging, new FastDisk(), () -> Instant.EPOCH)
                            .referencedRuns(ShapedSource.ID));
        } catch (CorruptCheckpointException unreadable) {
            assertThat(onlyForward).as("no copy can be damaged").isFalse();
        }
    }

    List<RunId> runs(Path staging) throws IOException {
        return Tree.list(ofSource(staging).resolve("segments")).stream()
                .map(run -> new RunId(run.getFileName().toString()))
                .toList();
    }

    /** In the names of a run's segments; 0 if there are none. */
    int highestAttempt(Path staging, RunId run) throws IOException {
        int highest = 0;
        for (Path file : Tree.list(ofSource(staging).resolve("segments/" + run))) {
            Matcher matcher = OF_A_RUN.matcher(file.getFileName().toString());
            if (matcher.matches() && matcher.group(1) != null) {
                highest = Math.max(highest, SegmentName.parse(matcher.group(1)).attempt());
            }
        }
        return highest;
    }

    /** Removes all copies of checkpoints, as a user may; whether there were segments that only they name. */
    boolean removeKeptAside(Path staging, Disk disk) throws IOException {
        for (Path file : Tree.list(ofSource(staging))) {
            if (KEPT_ASIDE.matcher(file.getFileName().toString()).matches()) {
                disk.delete(file);
            }
        }
        return !runs(staging).isEmpty();
    }

    private static Path ofSource(Path staging) {
        return staging.resolve("source=" + ShapedSource.ID);
    }
}
