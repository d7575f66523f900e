package dev.siiwad.cli.ingest;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.ingest.Inventory;
import dev.siiwad.ingest.Progress;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.segment.SegmentStore;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads, while a run that was carried on goes on, every segment that earlier attempts have committed, so that damage is known long before the dataset is
 * published, when it is repaired. A thread of its own that changes nothing, and ends when the run publishes or the process does.
 */
final class SegmentCheck implements Progress, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("dev.siiwad");

    private final SegmentStore segments;
    private final Progress next;
    private final boolean asked;
    private final Consumer<String> warnings;
    private volatile boolean over;

    /**
     * @param next what else is told of every event
     * @param asked whether to look at all: in a bucket every look is a request that is paid for, and {@code checkpoint verify} is there for it
     */
    SegmentCheck(SegmentStore segments, Progress next, boolean asked) {
        this(segments, next, asked, LOG::warn);
    }

    SegmentCheck(SegmentStore segments, Progress next, boolean asked, Consumer<String> warnings) {
        this.segments = segments;
        this.next = next;
        this.asked = asked;
        this.warnings = warnings;
    }

    @Override
    public void on(Event event) {
        if (asked && event instanceof Claimed claimed && claimed.checkpoint().segmentCount() > 0) {
            begin(claimed.checkpoint());
        } else if (event instanceof Publishing) {
            close();
        }
        next.on(event);
    }

    /** Nothing is looked at any more, and nothing said. */
    @Override
    public void close() {
        over = true;
    }

    private void begin(Checkpoint checkpoint) {
        Thread thread = new Thread(() -> check(checkpoint), "siiwad-segments");
        thread.setDaemon(true);
        thread.start();
    }

    private void check(Checkpoint checkpoint) {
        for (SegmentName name : checkpoint.extent().segmentNames()) {
            if (over) {
                return;
            }
            try {
                Optional<String> problem = Inventory.problemOf(checkpoint, segments, name);
                if (problem.isPresent() && !over) {
                    warnings.accept(
                            problem.get() + ". What was read into it is read again before the dataset is published");
                }
            } catch (IOException e) {
                LOG.debug("The segment {} cannot be looked at now", name, e);
            }
        }
    }
}
