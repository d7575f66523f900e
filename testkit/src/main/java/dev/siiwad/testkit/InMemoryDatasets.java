package dev.siiwad.testkit;

import dev.siiwad.publish.Datasets;
import dev.siiwad.publish.Verification;
import dev.siiwad.source.SourceId;
import dev.siiwad.testkit.InMemoryPlace.Dataset;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Datasets in memory: one file of entries for each source, and no receipt, since nothing can be lost. */
final class InMemoryDatasets implements Datasets {
    private static final String FILE = "dataset";

    private final InMemoryPlace place;

    InMemoryDatasets(InMemoryPlace place) {
        this.place = place;
    }

    @Override
    public String where(SourceId source) {
        return "memory/" + source;
    }

    @Override
    public List<String> files(SourceId source) {
        return place.datasets.containsKey(source) ? List.of(FILE) : List.of();
    }

    @Override
    public InputStream open(SourceId source, String file) throws IOException {
        if (!files(source).contains(file)) {
            throw new NoSuchFileException(where(source) + "/" + file);
        }
        return new ByteArrayInputStream(place.datasets.get(source).toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Verification verify(Optional<SourceId> source) throws IOException {
        List<Verification.Dataset> found = new ArrayList<>();
        place.datasets.forEach((id, dataset) -> {
            if (source.orElse(id).equals(id)) {
                found.add(new Verification.Dataset(where(id), kept(dataset), OptionalLong.empty(), true));
            }
        });
        if (found.isEmpty()) {
            throw new NoSuchFileException(source.map(this::where).orElse("memory"));
        }
        return new Verification(found, List.of());
    }

    private static long kept(Dataset dataset) {
        return dataset.tally().kept();
    }
}
