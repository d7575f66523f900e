package dev.siiwad.testkit;

import dev.siiwad.digest.Sha256;
import dev.siiwad.publish.Catalog;
import dev.siiwad.publish.Dataset;
import dev.siiwad.publish.DatasetDetails;
import dev.siiwad.publish.Datasets;
import dev.siiwad.publish.PublishedText;
import dev.siiwad.publish.Receipt;
import dev.siiwad.publish.Verification;
import dev.siiwad.segment.Entry;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.SourceId;
import dev.siiwad.testkit.InMemoryPlace.Publication;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** Datasets in memory: one file of entries for each run, named after it, and no receipt, since nothing can be lost. */
final class InMemoryDatasets implements Datasets {
    private final InMemoryPlace place;
    private final DurableOperations operations;

    InMemoryDatasets(InMemoryPlace place, DurableOperations operations) {
        this.place = place;
        this.operations = operations;
    }

    @Override
    public String where(SourceId source) {
        return "memory/" + source;
    }

    @Override
    public List<SourceId> sources() {
        return place.datasets.keySet().stream()
                .filter(source -> !place.published(source).isEmpty())
                .toList();
    }

    @Override
    public Catalog catalog(SourceId source) {
        return new Catalog(
                place.published(source).values().stream()
                        .map(Publication::description)
                        .toList(),
                List.of());
    }

    @Override
    public DatasetDetails details(Dataset dataset) {
        return place.published(dataset.source()).get(dataset.run()).details();
    }

    @Override
    public List<String> files(SourceId source) {
        return place.published(source).keySet().stream().map(RunId::value).toList();
    }

    @Override
    public InputStream open(SourceId source, String file) throws IOException {
        if (!files(source).contains(file)) {
            throw new NoSuchFileException(where(source) + "/" + file);
        }
        String text = place.published(source).get(new RunId(file)).dataset().toString();
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /** One, with all documents that were kept. */
    @Override
    public List<Receipt.PublishedFile> parts(Dataset dataset) {
        return List.of(new Receipt.PublishedFile(
                dataset.run().value(), dataset.tally().kept(), 0, Sha256.hex(dataset.digest())));
    }

    @Override
    public void read(Dataset dataset, Receipt.PublishedFile part, Texts texts) throws IOException {
        Publication published = place.published(dataset.source()).get(dataset.run());
        if (published == null) {
            throw new NoSuchFileException(where(dataset.source()) + "/" + part.name());
        }
        for (Entry entry : published.dataset().entries()) {
            if (entry instanceof Entry.Kept kept
                    && !texts.take(new PublishedText(
                            Sha256.hex(kept.document().id()), kept.document().text()))) {
                return;
            }
        }
    }

    @Override
    public Verification verify(Optional<SourceId> source) throws IOException {
        List<Verification.Dataset> found = new ArrayList<>();
        for (SourceId each : source.map(List::of).orElse(sources())) {
            for (Dataset dataset : catalog(each).datasets()) {
                found.add(new Verification.Dataset(
                        dataset.receipt(), dataset.tally().kept(), OptionalLong.empty(), true));
            }
        }
        if (found.isEmpty()) {
            throw new NoSuchFileException(source.map(this::where).orElse("memory"));
        }
        return new Verification(found, List.of());
    }

    /** There is no card in memory. */
    @Override
    public List<String> describe() {
        return List.of();
    }

    @Override
    public void remove(SourceId source, Set<RunId> runs) throws IOException {
        Set<RunId> kept = new TreeSet<>(place.published(source).keySet());
        kept.removeAll(runs);
        for (RunId run : kept) {
            for (RunId continued :
                    place.published(source).get(run).description().relations().continues()) {
                if (runs.contains(continued)) {
                    throw new IOException(run + " continues " + continued + ", which is not removed without it");
                }
            }
        }
        for (RunId run : runs) {
            if (place.published(source).containsKey(run)) {
                operations.run("remove " + run, () -> place.published(source).remove(run));
            }
        }
    }
}
