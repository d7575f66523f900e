package dev.siiwad.source.beta;

/** Broken into on purpose by another source. */
public record PlantedNeighbour(Object disk) {}
