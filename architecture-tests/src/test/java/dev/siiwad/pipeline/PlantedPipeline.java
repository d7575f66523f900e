package dev.siiwad.pipeline;

import dev.siiwad.storage.file.FileStorage;

/** Knows where things are kept. */
public final class PlantedPipeline {
    private final FileStorage storage;

    PlantedPipeline(FileStorage storage) {
        this.storage = storage;
    }

    @Override
    public String toString() {
        return storage.toString();
    }
}
