package dev.siiwad.publish;

import dev.siiwad.segment.RunId;
import dev.siiwad.source.SourceId;
import dev.siiwad.source.SourceInfo;
import java.io.IOException;
import java.time.Instant;

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

    /**
     * Writes parts of a dataset that another process publishes, as long as there are any that nobody else has begun; shows nothing, and what it leaves is of use to whoever publishes, or is
     * removed by him. A storage that has no use for help does nothing.
     *
     * @param counted those that are published, under a claim that no other process has; its ownership is required before each part
     * @return whether others still write parts; if not, there is nothing to be done any more for whoever publishes it now
     * @throws dev.siiwad.checkpoint.LostRaceException if nobody publishes it any more, or another process than before
     */
    default boolean help(CountedSegments counted, SourceInfo info) throws IOException {
        return false;
    }

    /**
     * Removes what processes that helped have left of a dataset since it was published: one that had looked before, and died after. Does nothing where it is not published.
     *
     * @param started when the run began
     */
    default void removeHelp(SourceId source, RunId run, Instant started) throws IOException {}

    /** The same for a dataset that stands for itself. */
    default Receipt publish(CountedSegments counted, SourceInfo info) throws IOException {
        return publish(counted, info, Relations.NONE);
    }
}
