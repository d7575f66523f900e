package dev.siiwad.storage.s3;

import dev.siiwad.checkpoint.CheckpointStore;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.testkit.CheckpointStoreContract;
import dev.siiwad.testkit.Checkpoints;
import dev.siiwad.testkit.SegmentStoreContract;
import org.junit.jupiter.api.Nested;

/** A bucket keeps to the contracts of the ports, on a real server. */
class S3ContractsTest {
    private final TestBucket storage = new TestBucket();

    @Nested
    class CheckpointLogs extends CheckpointStoreContract {
        @Override
        protected CheckpointStore open() {
            return storage.checkpoints(4711, false);
        }
    }

    @Nested
    class SegmentObjects extends SegmentStoreContract {
        @Override
        protected SegmentStore open() {
            return new S3SegmentStore(storage.bucket(), Checkpoints.SOURCE, () -> {});
        }
    }
}
