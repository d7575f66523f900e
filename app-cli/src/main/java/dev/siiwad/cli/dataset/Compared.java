package dev.siiwad.cli.dataset;

import dev.siiwad.cli.terminal.Session;
import dev.siiwad.ingest.ComparedDatasets;
import dev.siiwad.publish.Dataset;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Storage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The datasets that unfinished runs compare their documents with. */
final class Compared {
    private final Session session;
    private final Map<RunId, SourceId> sources;

    Compared(Session session, Storage storage) throws IOException {
        this.session = session;
        this.sources = ComparedDatasets.of(storage.checkpoints());
    }

    /**
     * Those among some, a line each.
     *
     * @param place the option that leads a command to the storage, or nothing
     */
    List<String> among(List<Dataset> datasets, String place) {
        return compared(datasets)
                .map(dataset -> text(dataset) + ". Finish it, or give it up with: " + session.program()
                        + " checkpoint delete " + sources.get(dataset.run()) + place)
                .toList();
    }

    /** Takes them out of a list; a line for each. */
    List<String> takeOut(List<Dataset> datasets) {
        List<String> lines = compared(datasets)
                .map(dataset -> text(dataset) + ", which stays")
                .toList();
        datasets.removeIf(dataset -> sources.containsKey(dataset.run()));
        return lines;
    }

    private Stream<Dataset> compared(List<Dataset> datasets) {
        return datasets.stream().filter(dataset -> sources.containsKey(dataset.run()));
    }

    private String text(Dataset dataset) {
        return "The unfinished run of " + sources.get(dataset.run()) + " compares its documents with " + dataset.run();
    }
}
