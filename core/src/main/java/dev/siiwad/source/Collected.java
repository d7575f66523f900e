package dev.siiwad.source;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** What published datasets of a source hold already, asked by a source that reads a list of addresses while it makes a snapshot. Used by one thread. */
@FunctionalInterface
public interface Collected {
    /** Nothing is held, or nothing is to be left out. */
    Collected NOTHING = (address, changed) -> false;

    /**
     * Whether a dataset holds what this address leads to, as it is now. The source leaves out what is held, and the new dataset continues the one that holds
     * it.
     *
     * @param address in the form that {@link Source#addresses} gives
     * @param changed when upstream says that it was changed last; if that is not known, what was collected once counts as unchanged
     * @throws IOException if the datasets cannot be looked at
     */
    boolean holds(String address, Optional<Instant> changed) throws IOException;
}
