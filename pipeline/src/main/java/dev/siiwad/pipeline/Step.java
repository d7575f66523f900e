package dev.siiwad.pipeline;

import dev.siiwad.source.Position;
import dev.siiwad.source.Reading;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.FutureTask;

/** What one step of a reader came to, kept until it is asked for. */
sealed interface Step {
    /** How many bytes of memory it takes, about. */
    default long bytes() {
        return 0;
    }

    /** Whether no further step is taken before this one was given, and the next asked for. */
    default boolean halts() {
        return true;
    }

    /**
     * A document, malformed or not.
     *
     * @param task makes it
     * @param after the position after it
     * @param boundary whether a unit is complete with it; empty if the reader was not asked
     * @param share of the source that was read with it
     */
    record Document(
            FutureTask<Made> task, Position after, Optional<Boundary> boundary, OptionalDouble share, long bytes)
            implements Step {
        @Override
        public boolean halts() {
            return boundary.filter(Boundary.Failed.class::isInstance).isPresent();
        }
    }

    /** To save, or the end. */
    record Instead(Reading reading, Position after) implements Step {}

    /** Reading failed; the position stays. */
    record Failed(Throwable failure) implements Step {}

    /** What the reader said when it was asked for a boundary. */
    sealed interface Boundary {
        record Told(boolean is) implements Boundary {}

        record Failed(Throwable failure) implements Boundary {}
    }
}
