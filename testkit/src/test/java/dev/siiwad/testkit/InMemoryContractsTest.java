package dev.siiwad.testkit;

import dev.siiwad.checkpoint.CheckpointStore;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.source.Source;
import org.junit.jupiter.api.Nested;

/** What stands in for real storage and real sources in tests keeps to the same contracts. */
class InMemoryContractsTest {
    @Nested
    class Checkpoints extends CheckpointStoreContract {
        private final InMemoryPlace storage = new InMemoryPlace();

        @Override
        protected CheckpointStore open() {
            return storage.open(new DurableOperations()).checkpoints();
        }
    }

    @Nested
    class Segments extends SegmentStoreContract {
        private final InMemoryPlace storage = new InMemoryPlace();

        @Override
        protected SegmentStore open() {
            return storage.open(new DurableOperations()).segments(dev.siiwad.testkit.Checkpoints.SOURCE);
        }
    }

    @Nested
    class Sources extends SourceContract {
        @Override
        protected Source open() {
            return ListSource.of(23).knowingItsSize();
        }
    }
}
