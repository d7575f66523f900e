package dev.siiwad.ingest;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.segment.SegmentStore;
import java.io.IOException;

/** Where what a run has read is: with the run itself, or, where it was shared, with each of its slices. */
interface Readout {
    /** What is to be published. */
    Counted counted(Checkpoint last) throws IOException;

    /**
     * Repairs all that is damaged of it.
     *
     * @throws NotRepairedException if that cannot be done; then nothing was changed
     */
    void repair(Checkpoint last) throws IOException;

    /** Removes what is left of it, once the checkpoint of the run is gone. What cannot be removed is harmless. */
    void remove();

    /** That of a run that was not shared. */
    record Own(SegmentStore segments, Repair repair) implements Readout {
        @Override
        public Counted counted(Checkpoint last) {
            return Counted.of(last, segments);
        }

        @Override
        public void repair(Checkpoint last) throws IOException {
            repair.of(last);
        }

        /** What there is, goes with the checkpoint. */
        @Override
        public void remove() {}
    }
}
