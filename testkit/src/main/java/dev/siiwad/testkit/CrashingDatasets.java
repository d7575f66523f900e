package dev.siiwad.testkit;

import dev.siiwad.publish.Catalog;
import dev.siiwad.publish.Dataset;
import dev.siiwad.publish.DatasetDetails;
import dev.siiwad.publish.Datasets;
import dev.siiwad.publish.Receipt;
import dev.siiwad.publish.Verification;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.SourceId;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Datasets, every change of which is counted. */
record CrashingDatasets(Datasets datasets, DurableOperations operations) implements Datasets {
    @Override
    public String where(SourceId source) {
        return datasets.where(source);
    }

    @Override
    public List<SourceId> sources() throws IOException {
        return datasets.sources();
    }

    @Override
    public Catalog catalog(SourceId source) throws IOException {
        return datasets.catalog(source);
    }

    @Override
    public boolean isPublished(SourceId source, RunId run, Instant started) throws IOException {
        return datasets.isPublished(source, run, started);
    }

    @Override
    public DatasetDetails details(Dataset dataset) throws IOException {
        return datasets.details(dataset);
    }

    @Override
    public List<String> files(SourceId source) throws IOException {
        return datasets.files(source);
    }

    @Override
    public InputStream open(SourceId source, String file) throws IOException {
        return datasets.open(source, file);
    }

    @Override
    public List<Receipt.PublishedFile> parts(Dataset dataset) {
        return datasets.parts(dataset);
    }

    @Override
    public void read(Dataset dataset, Receipt.PublishedFile part, Texts texts) throws IOException {
        datasets.read(dataset, part, texts);
    }

    @Override
    public Verification verify(Optional<SourceId> source) throws IOException {
        return datasets.verify(source);
    }

    @Override
    public List<String> describe() throws IOException {
        return operations.call("describe", datasets::describe);
    }

    @Override
    public void remove(SourceId source, Set<RunId> runs) throws IOException {
        operations.run("remove " + runs, () -> datasets.remove(source, runs));
    }
}
