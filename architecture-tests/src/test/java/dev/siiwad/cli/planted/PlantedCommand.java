package dev.siiwad.cli.planted;

/** Breaks on purpose: half of a circle inside a room. */
final class PlantedCommand {
    PlantedFlow flow() {
        return new PlantedFlow(this);
    }
}
