package dev.siiwad.storage.file;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.ingest.IngestionRun;
import dev.siiwad.ingest.RunContext;
import dev.siiwad.ingest.RunReport;
import dev.siiwad.ingest.RunRequest;
import dev.siiwad.publish.DatasetFormat;
import dev.siiwad.publish.Datasets;
import dev.siiwad.publish.Publisher;
import dev.siiwad.publish.Receipt;
import dev.siiwad.segment.Entry;
import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.storage.Storage;
import dev.siiwad.storage.dataset.DatasetOutputs;
import dev.siiwad.storage.dataset.DatasetWriter;
import dev.siiwad.storage.dataset.DurableOutput;
import dev.siiwad.storage.silver.Edition;
import dev.siiwad.storage.silver.PartFormat;
import dev.siiwad.testkit.Checkpoints;
import dev.siiwad.testkit.ComposedStorage;
import dev.siiwad.testkit.DurableOperations;
import dev.siiwad.testkit.InMemoryPlace;
import dev.siiwad.transform.MinLength;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Runs that nothing disturbs, in memory: what they publish is what all others must. */
final class Oracle {
    static final String PROGRAM_VERSION = "0.1.0";

    private final Scenario scenario;
    private final PartFormat format;

    /** What an uninterrupted run has published: file names to bytes, the receipt left out. */
    record Dataset(Receipt receipt, Map<String, byte[]> files) {}

    Oracle(Scenario scenario, PartFormat format) {
        this.scenario = scenario;
        this.format = format;
    }

    /** The dataset, as others stand beside it, of a run from the same offset to the same offset of the same edition, in which the same documents are set aside. */
    Dataset dataset(Checkpoint published, SortedMap<Long, Entry.Quarantined> setAside, Datasets others)
            throws IOException {
        SortedMap<String, ByteArrayOutputStream> files = new TreeMap<>();
        DurableOperations undisturbed = new DurableOperations();
        InMemoryPlace place = new InMemoryPlace();
        Storage memory = place.open(undisturbed);
        Publisher publisher = (counted, info, relations) -> new DatasetWriter(
                        format, Edition.of(counted.checkpoint(), PROGRAM_VERSION), scenario.partTextBytes())
                .write(counted, info, relations, new Memory(files), "memory");
        RunReport report = new IngestionRun(
                        source(ShapedSource.editionOf(published.snapshot()), setAside),
                        new MinLength(Shape.MIN_LENGTH),
                        new ComposedStorage(memory.checkpoints(), memory.segments(ShapedSource.ID), publisher, others),
                        DatasetFormat.PARQUET,
                        new RunContext(
                                published::started, published::runId, Checkpoints.OWNER, () -> false, PROGRAM_VERSION),
                        event -> {},
                        scenario.sifting().asked(request(published)))
                .run();
        Map<String, byte[]> bytes = new TreeMap<>();
        files.forEach((name, out) -> bytes.put(name, out.toByteArray()));
        return new Dataset(((RunReport.Completed) report).receipt(), bytes);
    }

    private static RunRequest request(Checkpoint published) {
        RunRequest request = RunRequest.defaults().withAgain().withFromOffset(published.firstIndex());
        return published.lastIndex() == 0 ? request : request.withMaxRecords(published.lastIndex());
    }

    private ShapedSource source(int edition, SortedMap<Long, Entry.Quarantined> setAside) {
        return new ShapedSource(scenario.shape(), edition, new ShapedSource.Watcher() {
            @Override
            public Optional<MalformedDocumentException> instead(long offset) {
                return Optional.ofNullable(setAside.get(offset))
                        .map(entry ->
                                new MalformedDocumentException(entry.documentId(), entry.reason(), entry.excerpt()));
            }
        });
    }

    /** Files in memory. */
    private record Memory(Map<String, ByteArrayOutputStream> files) implements DatasetOutputs {
        @Override
        public String where() {
            return "memory";
        }

        @Override
        public DurableOutput create(String name) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            files.put(name, bytes);
            return new DurableOutput() {
                @Override
                public void write(int single) {
                    bytes.write(single);
                }

                @Override
                public void write(byte[] source, int start, int length) {
                    bytes.write(source, start, length);
                }

                @Override
                public void force() {}
            };
        }
    }
}
