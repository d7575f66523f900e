package dev.siiwad.segment;

import java.io.IOException;

/**
 * Writes a segment again that is missing or damaged, beside its place. {@link #seal} only says what was written; whoever has proved that it is what was once sealed
 * there puts it in its place.
 */
public interface SegmentRepair extends SegmentWriter {
    /** Puts what was written in the place of the segment, in one step, whatever is there; durable on return. Called once, after {@link #seal}. */
    void replace() throws IOException;
}
