package dev.siiwad.language;

import dev.siiwad.storage.file.NioDisk;

/** Breaks on purpose: languages are identified without knowing where anything is kept. */
final class PlantedIdentification {
    private PlantedIdentification() {}

    static Object disk() {
        return new NioDisk();
    }
}
