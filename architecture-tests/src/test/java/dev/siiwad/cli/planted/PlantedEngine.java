package dev.siiwad.cli.planted;

/** Breaks on purpose: the command line knows an engine. */
final class PlantedEngine {
    private PlantedEngine() {}

    static Class<?> engine() {
        return dev.siiwad.flink.Main.class;
    }
}
