package dev.siiwad.ingest;

import java.time.Instant;

/** Breaks on purpose: a core that looks at the clock. */
final class PlantedClock {
    private PlantedClock() {}

    static Instant now() {
        return Instant.now();
    }
}
