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
     * @param counted those of an exhausted checkpoint, not read before
     * @param relations for the receipt; nothing is removed by it
     * @throws dev.siiwad.segment.DamagedSegmentException if a segment is not the one that was counted; then nothing was published
     */
    Receipt publish(CountedSegments counted, SourceInfo info, Relations relations) throws IOException;

    /** The same for a dataset that stands for itself. */
    default Receipt publish(CountedSegments counted, SourceInfo info) throws IOException {
        return publish(counted, info, Relations.NONE);
    }
}
