package dev.siiwad.storage.file;

import dev.siiwad.checkpoint.CheckpointStore;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.testkit.CheckpointStoreContract;
import dev.siiwad.testkit.Checkpoints;
import dev.siiwad.testkit.SegmentStoreContract;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** Files keep to the contracts of the ports, on the real file system. */
class FileContractsTest {
    @Nested
    class FileCheckpointAdmin extends CheckpointStoreContract {
        @TempDir
        Path staging;

        @Override
        protected CheckpointStore open() {
            return new FileCheckpointStore(staging, new NioDisk(), () -> Instant.EPOCH);
        }
    }

    @Nested
    class SegmentFiles extends SegmentStoreContract {
        @TempDir
        Path staging;

        @Override
        protected SegmentStore open() {
            return new FileSegmentStore(staging, Checkpoints.SOURCE, new NioDisk());
        }
    }
}
