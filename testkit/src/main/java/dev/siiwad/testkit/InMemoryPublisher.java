package dev.siiwad.testkit;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.publish.CountedSegments;
import dev.siiwad.publish.Publisher;
import dev.siiwad.publish.Receipt;
import dev.siiwad.segment.Entry;
import dev.siiwad.source.Labels;
import dev.siiwad.testkit.InMemoryStorage.Dataset;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Datasets in memory. */
final class InMemoryPublisher implements Publisher {
    private final InMemoryStorage storage;
    private final DurableOperations operations;

    InMemoryPublisher(InMemoryStorage storage, DurableOperations operations) {
        this.storage = storage;
        this.operations = operations;
    }

    @Override
    public Receipt publish(Checkpoint checkpoint, Labels labels) throws IOException {
        CountedSegments counted = new CountedSegments(checkpoint, new InMemorySegmentStore(storage, operations));
        List<Entry> entries = new ArrayList<>();
        counted.forEach(entries::add);
        Dataset dataset = new Dataset(checkpoint.firstIndex(), checkpoint.lastIndex(), entries, counted.tally());
        operations.run("publish", () -> storage.datasets.put(checkpoint.source(), dataset));
        return new Receipt(checkpoint, counted.tally(), counted.ranges(), List.of(), "memory");
    }
}
