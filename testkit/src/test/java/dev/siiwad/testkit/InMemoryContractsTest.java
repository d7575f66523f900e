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
            return storage.checkpoints(new DurableOperations());
        }
    }

    @Nested
    class Segments extends SegmentStoreContract {
        private final InMemoryPlace storage = new InMemoryPlace();

        @Override
        protected SegmentStore open() {
            return storage.segments(new DurableOperations());
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
