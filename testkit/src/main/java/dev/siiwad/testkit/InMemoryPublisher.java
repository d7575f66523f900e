package dev.siiwad.testkit;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.publish.CountedSegments;
import dev.siiwad.publish.Publisher;
import dev.siiwad.publish.Receipt;
import dev.siiwad.segment.Entry;
import dev.siiwad.source.SourceInfo;
import dev.siiwad.testkit.InMemoryPlace.Dataset;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Datasets in memory. */
final class InMemoryPublisher implements Publisher {
    private final InMemoryPlace place;
    private final DurableOperations operations;

    InMemoryPublisher(InMemoryPlace place, DurableOperations operations) {
        this.place = place;
        this.operations = operations;
    }

    @Override
    public Receipt publish(CountedSegments counted, SourceInfo info) throws IOException {
        Checkpoint checkpoint = counted.checkpoint();
        List<Entry> entries = new ArrayList<>();
        counted.forEach(entries::add);
        Dataset dataset = new Dataset(checkpoint.firstIndex(), checkpoint.lastIndex(), entries, counted.tally());
        counted.ownership().require();
        operations.run("publish", () -> place.datasets.put(checkpoint.source(), dataset));
        return new Receipt(checkpoint, counted.tally(), counted.ranges(), counted.setAside(), List.of(), "memory");
    }
}
