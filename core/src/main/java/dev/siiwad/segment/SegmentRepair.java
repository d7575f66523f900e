package dev.siiwad.segment;

import java.io.IOException;

/**
 * Writes a segment again that is missing or damaged, beside its place. {@link #seal} only says what was written; whoever has proved that it is what was once sealed
 * there puts it in its place.
 */
public interface SegmentRepair extends SegmentWriter {
    /** Puts what was written in the place of the segment, in one step, whatever is there; durable on return. Called once, after {@link #seal}. */
    void replace() throws IOException;

    /** Something that a storage does. */
    @FunctionalInterface
    interface Step {
        void run() throws IOException;
    }

    /**
     * One that is written by a writer of its own.
     *
     * @param writer closed with it
     * @param putBack puts what was written in its place; durable on return
     * @param remove removes what was written, when it is closed; nothing happens if it was put back
     */
    static SegmentRepair of(SegmentWriter writer, Step putBack, Step remove) {
        return new WrittenBeside(writer, putBack, remove);
    }
}
