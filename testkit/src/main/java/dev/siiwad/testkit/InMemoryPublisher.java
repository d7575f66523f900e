package dev.siiwad.testkit;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.digest.Sha256;
import dev.siiwad.publish.CountedSegments;
import dev.siiwad.publish.Dataset;
import dev.siiwad.publish.DatasetDetails;
import dev.siiwad.publish.Publisher;
import dev.siiwad.publish.Receipt;
import dev.siiwad.publish.Relations;
import dev.siiwad.segment.Entry;
import dev.siiwad.source.SourceInfo;
import dev.siiwad.testkit.InMemoryPlace.Publication;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** Datasets in memory. */
final class InMemoryPublisher implements Publisher {
    private final InMemoryPlace place;
    private final DurableOperations operations;

    InMemoryPublisher(InMemoryPlace place, DurableOperations operations) {
        this.place = place;
        this.operations = operations;
    }

    @Override
    public Receipt publish(CountedSegments counted, SourceInfo info, Relations relations) throws IOException {
        Checkpoint checkpoint = counted.checkpoint();
        List<Entry> entries = new ArrayList<>();
        counted.forEach(entries::add);
        InMemoryPlace.Dataset dataset =
                new InMemoryPlace.Dataset(checkpoint.firstIndex(), checkpoint.lastIndex(), entries, counted.tally());
        Receipt receipt = new Receipt(
                checkpoint,
                counted.tally(),
                info,
                relations,
                counted.ranges(),
                counted.setAside(),
                counted.origin(),
                List.of(),
                "memory");
        counted.ownership().require();
        operations.run(
                "publish",
                () -> place.datasets
                        .computeIfAbsent(checkpoint.source(), none -> new LinkedHashMap<>())
                        .put(
                                checkpoint.runId(),
                                new Publication(
                                        dataset,
                                        description(receipt),
                                        new DatasetDetails(receipt.setAside(), receipt.origin()))));
        return receipt;
    }

    private static Dataset description(Receipt receipt) {
        Checkpoint checkpoint = receipt.checkpoint();
        return new Dataset(
                checkpoint.source(),
                checkpoint.runId(),
                LocalDate.ofInstant(checkpoint.started(), ZoneOffset.UTC),
                checkpoint.started(),
                checkpoint.snapshot(),
                checkpoint.settings(),
                "1.0",
                checkpoint.firstIndex(),
                checkpoint.lastIndex(),
                receipt.tally(),
                receipt.setAside().count(),
                checkpoint.whole(),
                Optional.of(receipt.info()),
                receipt.relations(),
                receipt.files(),
                "memory/" + checkpoint.source() + "/" + checkpoint.runId(),
                "sha256:"
                        + Sha256.hex(checkpoint.runId() + " "
                                + checkpoint.outputDigest().value() + " " + receipt.tally()),
                List.of());
    }
}
