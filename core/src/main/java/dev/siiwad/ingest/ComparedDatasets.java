package dev.siiwad.ingest;

import dev.siiwad.checkpoint.CheckpointStore;
import dev.siiwad.checkpoint.CorruptCheckpointException;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.duplicates.Against;
import dev.siiwad.duplicates.PinnedDataset;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.SourceId;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The published datasets that unfinished runs compare their documents with: without them, those cannot be finished. */
public final class ComparedDatasets {
    private ComparedDatasets() {}

    /** By run, the source of a run that needs it. What a checkpoint that cannot be used needs is not known. */
    public static Map<RunId, SourceId> of(CheckpointStore checkpoints) throws IOException {
        return of(checkpoints, checkpoints.list());
    }

    /** The same without what a run of this source needs, whose checkpoint is not looked at. */
    static Map<RunId, SourceId> ofOthers(CheckpointStore checkpoints, SourceId own) throws IOException {
        return of(
                checkpoints,
                checkpoints.list().stream()
                        .filter(source -> !source.equals(own))
                        .toList());
    }

    private static Map<RunId, SourceId> of(CheckpointStore checkpoints, List<SourceId> sources) throws IOException {
        Map<RunId, SourceId> needed = new HashMap<>();
        for (SourceId source : sources) {
            try {
                if (checkpoints.load(source) instanceof Saved.Committed committed) {
                    for (PinnedDataset pinned :
                            Against.in(committed.checkpoint().settings()).pinned()) {
                        needed.put(pinned.run(), source);
                    }
                }
            } catch (CorruptCheckpointException unusable) {
                continue;
            }
        }
        return needed;
    }
}
