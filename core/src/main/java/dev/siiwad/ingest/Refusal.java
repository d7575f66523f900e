package dev.siiwad.ingest;

import dev.siiwad.duplicates.ChangedDatasetException;
import dev.siiwad.duplicates.PinnedDataset;
import dev.siiwad.publish.Dataset;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.Remedy;
import dev.siiwad.source.Settings;
import dev.siiwad.source.SourceId;
import java.util.List;

/** Why a start does not run: facts, for whoever runs it to decide by. Nothing was changed. */
public sealed interface Refusal {
    /** The request ends before it begins; both count from the start of the source. */
    record EndsBeforeStart(long maxRecords, long fromOffset) implements Refusal {}

    /** The checkpoint names a run that could not be a file's name. */
    record UnsafeRunId(String problem) implements Refusal {}

    /** The checkpoint is of another source. */
    record OtherSource(SourceId found, SourceId asked) implements Refusal {}

    /** The run id that a new run is to have is that of a published dataset, which would be written over. */
    record PublishedRunId(Dataset published) implements Refusal {}

    /** The run in progress has another id than the one that is asked for. */
    record OtherRunId(RunId inProgress, RunId asked) implements Refusal {}

    /**
     * The run in progress began at, or the offset set by hand is, another offset than the one that is asked for.
     *
     * @param member the member of the checkpoint that holds it
     */
    record OtherOffset(String member, long found, long asked) implements Refusal {}

    /** The run in progress was begun with other settings. */
    record OtherSettings(List<Settings.Change> changes) implements Refusal {
        public OtherSettings {
            changes = List.copyOf(changes);
        }
    }

    /** There is no published dataset of the name that is given, to compare documents with. */
    record UnknownDataset(String name, List<String> known) implements Refusal {
        public UnknownDataset {
            known = List.copyOf(known);
        }
    }

    /**
     * A published dataset that the run compares its documents with is gone, changed or damaged.
     *
     * @param begun whether a run in progress depends on it, rather than one that is to begin
     */
    record ChangedDataset(PinnedDataset dataset, String problem, boolean begun) implements Refusal {
        static ChangedDataset of(ChangedDatasetException e, boolean begun) {
            return new ChangedDataset(e.dataset(), e.getMessage(), begun);
        }
    }

    /** The snapshot that the run in progress reads cannot be read any more; upstream has another one now. */
    record SnapshotGone(String pinned, String current, List<Remedy> remedies) implements Refusal {
        public SnapshotGone {
            remedies = List.copyOf(remedies);
        }

        public SnapshotGone(String pinned, String current) {
            this(pinned, current, List.of());
        }
    }

    /**
     * What the user gives now, such as a list or files, is not what the run in progress began with.
     *
     * @param what has changed
     * @param readable whether the run can be carried on as it was begun, with {@link RunRequest#asBegun}
     */
    record OtherInput(String what, boolean readable) implements Refusal {}

    /**
     * The offset is past the end of the dataset.
     *
     * @param asked whether the request asks for that offset, rather than the checkpoint
     */
    record OffsetExceedsSize(long offset, long size, boolean asked) implements Refusal {}

    /** The run in progress is past the offset at which the request would have it end. */
    record OffsetExceedsRequest(long offset, long maxRecords) implements Refusal {}

    /**
     * The run has had as many attempts as the request allows.
     *
     * @param stalled how many of the last ones stopped at {@code offset}
     */
    record NoAttemptsLeft(RunId run, int attempts, long attemptsMax, int stalled, long offset) implements Refusal {}
}
