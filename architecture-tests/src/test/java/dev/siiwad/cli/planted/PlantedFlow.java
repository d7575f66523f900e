package dev.siiwad.cli.planted;

/** Breaks on purpose: half of a circle inside a room. */
final class PlantedFlow {
    private final PlantedCommand command;

    PlantedFlow(PlantedCommand command) {
        this.command = command;
    }

    @Override
    public String toString() {
        return command.toString();
    }
}
