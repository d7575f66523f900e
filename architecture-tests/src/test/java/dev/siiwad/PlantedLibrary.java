package dev.siiwad;

import dev.siiwad.cli.Main;
import dev.siiwad.storage.s3.S3Storage;
import java.util.List;

/** Breaks on purpose: a library that knows the command line and a bucket. */
final class PlantedLibrary {
    private PlantedLibrary() {}

    static List<Class<?>> all() {
        return List.of(Main.class, S3Storage.class);
    }
}
