package dev.siiwad.ingest;

import dev.siiwad.checkpoint.Plan;
import java.util.OptionalInt;

/**
 * How a run is shared between processes that are all asked for the same.
 *
 * @param slices into how many slices what is read is cut, at most; the same for all processes
 * @param only the one slice that this process reads, counted from 1; empty for any that nobody reads
 * @param waits whether to wait for other processes where nothing is left but what they do, so that the dataset exists on return
 */
public record Sharing(int slices, OptionalInt only, boolean waits) {
    public Sharing {
        if (slices < 1 || slices > Plan.SLICES_MAX) {
            throw new IllegalArgumentException("slices is " + slices + "; expected 1 to " + Plan.SLICES_MAX);
        }
        if (only.isPresent() && (only.getAsInt() < 1 || only.getAsInt() > slices)) {
            throw new IllegalArgumentException("slice is " + only.getAsInt() + "; expected 1 to " + slices);
        }
    }
}
