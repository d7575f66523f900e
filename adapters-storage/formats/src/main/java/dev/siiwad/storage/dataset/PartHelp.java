package dev.siiwad.storage.dataset;

import dev.siiwad.publish.CountedSegments;
import java.io.IOException;

/** Writes parts that nobody else writes, as long as there are any, for another process that publishes them. */
final class PartHelp {
    private final CountedSegments counted;
    private final PartWriter writer;
    private final PartQueue queue;
    private volatile boolean begun;

    /** @param count how many parts there are */
    PartHelp(CountedSegments counted, int count, PartWriter writer, DatasetOutputs outputs) {
        this.counted = counted;
        this.writer = writer;
        int first = Math.floorMod(counted.checkpoint().owner().nonce().hashCode(), count);
        this.queue = new PartQueue(count, first, writer, outputs, false);
    }

    /** @return whether others still write parts */
    boolean give() throws IOException {
        counted.workers().run(this::work);
        return begun;
    }

    private void work() throws IOException {
        PartQueue.Patience patience = new PartQueue.Patience();
        while (true) {
            counted.ownership().require();
            PartQueue.Next next = queue.next(patience);
            if (!(next instanceof PartQueue.Free free)) {
                begun |= next instanceof PartQueue.Begun;
                return;
            }
            writer.write(free.part(), () -> {});
        }
    }
}
