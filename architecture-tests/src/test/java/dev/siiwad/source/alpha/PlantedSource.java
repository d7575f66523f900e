package dev.siiwad.source.alpha;

import dev.siiwad.source.beta.PlantedNeighbour;
import dev.siiwad.storage.file.NioDisk;

/** Breaks on purpose: a source that knows another one, and storage, and shows itself without being a port. */
public final class PlantedSource {
    private PlantedSource() {}

    static Object neighbour() {
        return new PlantedNeighbour(new NioDisk());
    }
}
