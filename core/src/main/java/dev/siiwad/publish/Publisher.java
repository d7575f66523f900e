package dev.siiwad.publish;

import dev.siiwad.source.SourceInfo;
import java.io.IOException;

/** Makes the finished dataset of a run that has read everything. */
public interface Publisher {
    /**
     * Publishes all counted segments. The bytes do not depend on how the run was cut into segments and attempts. Durable and complete on return;
     * before that, nothing is visible under a final name that is not whole. May be repeated, also after a crash inside it, to the same end. What other
     * runs have published stays as it is.
     *
     * <p>It {@linkplain CountedSegments#ownership makes sure} that the source is still held before it shows or removes anything, and what an attempt has not shown
     * yet is its own: no other one writes to it or removes it while it lives. So two runs that publish at once both publish the same, or one of them nothing.
     *
     * @param counted those of an exhausted checkpoint, not read before
     * @param relations for the receipt; nothing is removed by it
     * @throws dev.siiwad.segment.DamagedSegmentException if a segment is not the one that was counted; then nothing was published
     * @throws dev.siiwad.checkpoint.LostRaceException if another run has taken the source over
     */
    Receipt publish(CountedSegments counted, SourceInfo info, Relations relations) throws IOException;

    /** The same for a dataset that stands for itself. */
    default Receipt publish(CountedSegments counted, SourceInfo info) throws IOException {
        return publish(counted, info, Relations.NONE);
    }
}
