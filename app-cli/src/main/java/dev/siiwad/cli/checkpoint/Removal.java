package dev.siiwad.cli.checkpoint;

import dev.siiwad.checkpoint.CorruptCheckpointException;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Storage;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes a source's checkpoint, and then the segments that no other checkpoint or backup of it names. The caller has acquired the source. */
final class Removal {
    private static final Logger LOG = LoggerFactory.getLogger("dev.siiwad");

    private final Storage storage;

    Removal(Storage storage) {
        this.storage = storage;
    }

    void removeCheckpoint(SourceId source) throws IOException {
        look(source);
        storage.checkpoints().delete(source);
        removeUnnamed(source);
    }

    void removeUnnamedSegments(SourceId source) throws IOException {
        look(source);
        removeUnnamed(source);
    }

    /** What has been seen is what may be changed: whoever commits after that is not overtaken. */
    private void look(SourceId source) throws IOException {
        try {
            storage.checkpoints().load(source);
        } catch (CorruptCheckpointException unusable) {
            LOG.debug("It is unusable: {}", unusable.getMessage());
        }
    }

    private void removeUnnamed(SourceId source) throws IOException {
        try {
            storage.segments(source).retainOnly(there -> storage.checkpoints().referencedRuns(source));
        } catch (CorruptCheckpointException e) {
            LOG.warn("Keeping all segments of {}: {}", source, e.getMessage());
        }
    }
}
