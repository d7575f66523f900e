package dev.siiwad.publish;

import dev.siiwad.segment.OutputDigest;
import java.util.SortedSet;

/**
 * The output digest of segments as they come, in order. Where the slices of a run were read by themselves, each has a chain of its own, and the output digest is a chain over those.
 * Used by one thread.
 */
public final class DigestChain {
    private final SortedSet<Long> ends;
    private OutputDigest slices = OutputDigest.EMPTY;
    private OutputDigest digest = OutputDigest.EMPTY;
    private long number;

    /** @param ends the numbers of the last segments of the slices; empty where there are none */
    public DigestChain(SortedSet<Long> ends) {
        this.ends = ends;
    }

    /** @param segmentDigest that of the next segment */
    public void add(String segmentDigest) {
        number++;
        digest = digest.plus(segmentDigest);
        if (ends.contains(number)) {
            slices = slices.plus(digest.value());
            digest = OutputDigest.EMPTY;
        }
    }

    public OutputDigest value() {
        return ends.isEmpty() ? digest : slices;
    }
}
