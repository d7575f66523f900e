package dev.siiwad.ingest;

import dev.siiwad.checkpoint.Checkpoint;
import java.util.OptionalLong;

/** Told what a run does, on the run's own thread. It may not throw and should return at once. */
@FunctionalInterface
public interface Progress {
    void on(Event event);

    /** What happened. */
    sealed interface Event {
        /** One line for the log, as it stands. */
        String message();
    }

    /** Something to say to whoever runs it. */
    record Said(Level level, String message) implements Event {}

    /**
     * An attempt has claimed the run and begins to read.
     *
     * @param size number of documents in the snapshot, where it is known
     */
    record Claimed(Checkpoint checkpoint, OptionalLong size) implements Event {
        @Override
        public String message() {
            return "Claimed: attempt=" + checkpoint.attempt() + " run=" + checkpoint.runId() + " offset="
                    + checkpoint.lastIndex() + " position=" + checkpoint.position() + " snapshot="
                    + checkpoint.snapshot();
        }
    }

    /** A document has arrived and is about to be processed. */
    record InHand(long offset, String documentId) implements Event {
        @Override
        public String message() {
            return "Document in hand: offset=" + offset + " id=" + documentId;
        }
    }

    /** A checkpoint that counts more documents than the one before is durable. */
    record Committed(Checkpoint checkpoint) implements Event {
        @Override
        public String message() {
            return "Checkpoint saved: offset=" + checkpoint.lastIndex() + ", processed=" + checkpoint.processedCount();
        }
    }

    enum Level {
        DEBUG,
        INFO,
        WARNING,
        ERROR
    }
}
