package dev.siiwad.storage.file;

import dev.siiwad.checkpoint.Owner;
import dev.siiwad.document.Document;
import dev.siiwad.ingest.IngestionRun;
import dev.siiwad.ingest.RunContext;
import dev.siiwad.ingest.RunRequest;
import dev.siiwad.publish.DatasetFormat;
import dev.siiwad.publish.Publisher;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.dataset.StoredDatasets;
import dev.siiwad.testkit.ComposedStorage;
import dev.siiwad.testkit.ListSource;
import dev.siiwad.transform.Outcome;
import dev.siiwad.transform.Transform;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** A dataset of another source, published before anything happens, that has every third text of a {@link Shape}. */
final class OtherDataset {
    static final SourceId ID = new SourceId("Other-Somali");

    private static final int DOCUMENTS = 40;
    private static final Instant NOW = Instant.parse("2026-10-31T08:00:00Z");

    private OtherDataset() {}

    /** @param scratch for what is of no use once it is published */
    static void publish(Scenario scenario, Path silver, Disk disk, Path scratch) throws IOException {
        Publisher publisher =
                new FilePublisher(silver, scenario.format(), Oracle.PROGRAM_VERSION, disk, scenario.partTextBytes());
        new IngestionRun(
                        new ListSource(ID, DOCUMENTS, 0, 0, "first", true),
                        new TextOf(scenario.shape()),
                        new ComposedStorage(
                                new FileCheckpointStore(scratch, new FastDisk(), () -> NOW),
                                new FileSegmentStore(scratch, ID, new FastDisk()),
                                publisher,
                                new StoredDatasets(new FileDatasetPlace(silver, disk))),
                        DatasetFormat.PARQUET,
                        new RunContext(
                                () -> NOW,
                                () -> new RunId("other"),
                                new Owner("host", "boot", 1, "nonce-other"),
                                () -> false,
                                Oracle.PROGRAM_VERSION),
                        event -> {},
                        RunRequest.defaults())
                .run();
    }

    private record TextOf(Shape shape) implements Transform {
        @Override
        public Outcome apply(Document document) {
            return new Outcome.Kept(document.withText(shape.ownText(0, 3 * Long.parseLong(document.id()))));
        }

        @Override
        public String describe() {
            return "text-of/1=" + shape.seed();
        }
    }
}
