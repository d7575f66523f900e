package dev.siiwad.document;

/** Breaks on purpose: a value that changes, and prints. */
final class PlantedMutable {
    private int count;

    int next() {
        System.out.println(count);
        return count++;
    }
}
