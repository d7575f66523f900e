package dev.siiwad.storage.dataset;

import dev.siiwad.publish.Dataset;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Layout;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Removes datasets, each as a whole. First {@code .<run_id>.removing} is made durable beside it, a copy of its receipt: with that the dataset is gone. Then
 * its receipt goes, then its files, and last that name. What a crash leaves in between is told by that name, and is finished by the next call.
 */
public final class DatasetRemoval {
    private final DatasetPlace place;

    public DatasetRemoval(DatasetPlace place) {
        this.place = place;
    }

    /** Whether there is anything to finish at a source. */
    public boolean isUnfinished(SourceId source) throws IOException {
        return !begun(source).isEmpty();
    }

    /** Finishes what was begun at a source. */
    public void finish(SourceId source) throws IOException {
        for (Begun begun : begun(source)) {
            removeFiles(begun.directory(), begun.names());
        }
    }

    private record Begun(String directory, DatasetNames names) {}

    private List<Begun> begun(SourceId source) throws IOException {
        List<Begun> begun = new ArrayList<>();
        String ofSource = Layout.source(source);
        for (String day : place.directories(ofSource)) {
            if (Layout.isDay(day)) {
                String directory = ofSource + "/" + day;
                for (String file : place.files(directory).keySet()) {
                    DatasetNames.ofRemoving(file).ifPresent(names -> begun.add(new Begun(directory, names)));
                }
            }
        }
        return begun;
    }

    /** Removes one; durable on return. */
    void remove(Dataset dataset) throws IOException {
        String directory = Layout.dataset(dataset.source(), dataset.day());
        DatasetNames names = new DatasetNames(dataset.run());
        try (InputStream receipt = place.open(directory + "/" + names.receipt())) {
            place.replace(directory + "/" + names.removing(), receipt.readAllBytes());
        }
        removeFiles(directory, names);
    }

    private void removeFiles(String directory, DatasetNames names) throws IOException {
        place.delete(List.of(directory + "/" + names.receipt()));
        place.delete(place.files(directory).keySet().stream()
                .filter(names::isOfThisRun)
                .map(name -> directory + "/" + name)
                .toList());
        place.delete(List.of(directory + "/" + names.removing()));
    }
}
