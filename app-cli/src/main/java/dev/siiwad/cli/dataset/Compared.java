package dev.siiwad.cli.dataset;

import dev.siiwad.ingest.ComparedDatasets;
import dev.siiwad.publish.Dataset;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Storage;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The datasets that unfinished runs compare their documents with. */
final class Compared {
    private final Map<RunId, SourceId> sources;

    Compared(Storage storage) throws IOException {
        this.sources = ComparedDatasets.of(storage.checkpoints());
    }

    /** Those among some, a line each. */
    List<String> among(List<Dataset> datasets) {
        return datasets.stream()
                .filter(dataset -> sources.containsKey(dataset.run()))
                .map(dataset -> "The unfinished run of " + sources.get(dataset.run())
                        + " compares its documents with " + dataset.run())
                .toList();
    }

    /** Takes them out of a list; a line for each. */
    List<String> takeOut(List<Dataset> datasets) {
        List<String> lines =
                among(datasets).stream().map(line -> line + ", which stays").toList();
        datasets.removeIf(dataset -> sources.containsKey(dataset.run()));
        return lines;
    }
}
