package dev.siiwad.cli;

import dev.siiwad.checkpoint.CorruptCheckpointException;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.file.FileCheckpointStore;
import dev.siiwad.storage.file.FileSegmentStore;
import dev.siiwad.storage.file.NioDisk;
import java.io.IOException;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes a source's checkpoint, and then the segments that no other checkpoint or backup of it names. The source is reserved by the caller. */
final class Removal {
    private static final Logger LOG = LoggerFactory.getLogger("dev.siiwad");

    private final FileCheckpointStore store;
    private final Directories directories;

    Removal(FileCheckpointStore store, Directories directories) {
        this.store = store;
        this.directories = directories;
    }

    void removeCheckpoint(SourceId source) throws IOException {
        try {
            store.load(source);
        } catch (CorruptCheckpointException unusable) {
            LOG.debug("It was unusable: {}", unusable.getMessage());
        }
        store.delete(source);
        removeUnnamedSegments(source);
    }

    void removeUnnamedSegments(SourceId source) throws IOException {
        Set<RunId> named;
        try {
            named = store.namedRuns(source);
        } catch (CorruptCheckpointException e) {
            LOG.warn("Keeping all segments of {}: {}", source, e.getMessage());
            return;
        }
        new FileSegmentStore(directories.staging(), source, new NioDisk()).retainOnly(named);
    }
}
