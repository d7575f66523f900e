package dev.siiwad.storage.planted;

import dev.siiwad.source.http.RetryPolicy;
import dev.siiwad.storage.file.NioDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Breaks on purpose: storage that knows sources and another storage, moves and links files by itself, and names them in the machine's language. */
final class PlantedStorage {
    private PlantedStorage() {}

    static RetryPolicy move(Path from, Path to) throws IOException {
        Files.createLink(to, from);
        Files.move(from, to.resolveSibling(String.format("%04d", 7)));
        return RetryPolicy.DEFAULT;
    }

    static Object neighbor() {
        return new NioDisk();
    }
}
