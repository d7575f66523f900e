package dev.siiwad.testkit;

import dev.siiwad.checkpoint.Saved;
import dev.siiwad.publish.DatasetDetails;
import dev.siiwad.segment.Entry;
import dev.siiwad.segment.RunId;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.segment.SegmentStart;
import dev.siiwad.segment.Tally;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Storage;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What survives a crash, in memory: checkpoints, segments and datasets, shared by the stores of all processes that a test plays. The stores it
 * gives out count their operations and do not lock, so that a test can let two runs meet; commits are compare-and-set.
 */
public final class InMemoryPlace {
    final Map<SourceId, Versioned> checkpoints = new TreeMap<>();
    final Map<SourceId, Saved> backups = new TreeMap<>();
    final Set<SourceId> damagedBackups = new TreeSet<>();
    final Map<String, Replaced> replaced = new TreeMap<>();
    final Map<SourceRun, Map<SegmentName, StoredSegment>> segments = new LinkedHashMap<>();
    final Map<SourceRun, Map<String, String>> payloads = new LinkedHashMap<>();
    final Map<SourceRun, Set<Integer>> attempts = new LinkedHashMap<>();
    final Map<SourceRun, NavigableSet<String>> marks = new LinkedHashMap<>();
    final Map<SourceId, Map<RunId, Publication>> datasets = new TreeMap<>();
    private long version;

    /** A run of a source. */
    record SourceRun(SourceId source, RunId run) {}

    /** A checkpoint that was replaced by hand, and when it was kept. */
    record Replaced(SourceId source, Saved saved, Instant kept) {}

    /** A checkpoint and the number of the commit that wrote it. */
    record Versioned(long version, Saved saved) {}

    /** A segment's entries; not whole unless sealed. */
    record StoredSegment(SegmentStart start, List<Entry> entries, Tally tally, boolean sealed) {}

    /** A finished dataset: what an uninterrupted run and a crashed one must have in common. */
    public record Dataset(long firstIndex, long lastIndex, List<Entry> entries, Tally tally) {
        public Dataset {
            entries = List.copyOf(entries);
        }
    }

    /** A finished dataset, and what a receipt would say of it. */
    record Publication(Dataset dataset, dev.siiwad.publish.Dataset description, DatasetDetails details) {}

    /** This place as one new process sees it; what it does is counted together. */
    public Storage open(DurableOperations operations) {
        return new InMemoryStorage(this, operations);
    }

    /** What was published last of a source; fails if nothing was. */
    public Dataset dataset(SourceId source) {
        return published(source).values().stream()
                .reduce((older, newer) -> newer)
                .orElseThrow(() -> new AssertionError("nothing was published of " + source))
                .dataset();
    }

    /** In the order of their first publication. */
    Map<RunId, Publication> published(SourceId source) {
        return datasets.getOrDefault(source, Map.of());
    }

    /** Puts a checkpoint there as a user would by hand. */
    public void put(SourceId source, Saved saved) {
        checkpoints.put(source, new Versioned(++version, saved));
    }

    /** Makes the backup of a source unusable, as half a file would be. */
    public void damageBackup(SourceId source) {
        damagedBackups.add(source);
    }

    /** The checkpoint, as a person would look at it. */
    public Saved saved(SourceId source) {
        Versioned found = checkpoints.get(source);
        return found == null ? new Saved.None() : found.saved();
    }

    Saved backup(SourceId source) {
        return backups.getOrDefault(source, new Saved.None());
    }

    /** Names of all segments of all runs, garbage included. */
    public List<String> segmentNames() {
        return segments.values().stream()
                .flatMap(run -> run.keySet().stream())
                .map(SegmentName::toString)
                .toList();
    }

    long nextVersion() {
        return ++version;
    }
}
