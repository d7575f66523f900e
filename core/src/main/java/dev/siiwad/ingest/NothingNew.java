package dev.siiwad.ingest;

import dev.siiwad.publish.Dataset;
import dev.siiwad.publish.Receipt;

/** Why a start has nothing to collect. */
public sealed interface NothingNew {
    /**
     * A whole dataset holds just this.
     *
     * @param setAside the units that are missing from it
     */
    record SameSnapshot(Dataset dataset, Receipt.SetAside setAside) implements NothingNew {}

    /**
     * Datasets hold all addresses that are listed.
     *
     * @param addresses how many are listed
     * @param newest of those datasets
     */
    record AllHeld(long addresses, Dataset newest) implements NothingNew {}
}
