package dev.siiwad.storage.file;

import java.util.OptionalLong;

/** One thing that happens to the {@link World} of a {@link Scenario}. */
sealed interface Step {
    /** The command is run, so many times one after the other, and the same befalls every one. */
    record Ingest(Wish wish, Fate fate, int times) implements Step {}

    /** The machine stops, and starts with what the disk then holds. */
    record PowerCut(long seed) implements Step {}

    /** The standing checkpoint is damaged. */
    record DamagedCheckpoint(Damage damage, long seed) implements Step {}

    /** A segment that is counted is damaged, and brought back when the run has refused it. */
    record DamagedSegment(Damage damage, long seed) implements Step {}

    /** What people do with checkpoints; something may befall that, too. */
    record ByHand(Command command, long offset, Fate fate) implements Step {}

    /** Upstream publishes another edition. */
    record NewEdition() implements Step {}

    /**
     * What a command asks for.
     *
     * @param seconds how far the clock has moved since the process before, back or forth
     * @param namesRun whether the run id of the scenario is given, if it has one
     */
    record Wish(
            boolean force,
            OptionalLong fromOffset,
            OptionalLong maxRecords,
            long every,
            boolean namesRun,
            long seconds) {
        long limit() {
            return maxRecords.orElse(Long.MAX_VALUE);
        }
    }

    /** What becomes of a file. */
    enum Damage {
        CUT,
        BIT,
        NULS,
        EMPTY,
        /** Whole, but another one; of a segment only. */
        OTHER
    }

    /** {@code siiwad checkpoint …}. */
    enum Command {
        BACKUP,
        RESTORE,
        SET,
        DELETE,
        CLEAN
    }
}
