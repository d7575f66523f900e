package dev.siiwad.ingest;

import dev.siiwad.checkpoint.Owner;
import dev.siiwad.segment.RunId;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What a run needs of the world and does not fetch itself, so that every crash can be repeated in a test.
 *
 * @param clock the time now
 * @param newRunId an id that no other run has
 * @param owner this process, with a nonce of its own for each run
 * @param stopRequested whether the user wants the run to stop; asked before every document
 * @param programVersion the version that datasets and receipts name
 */
public record RunContext(
        Supplier<Instant> clock,
        Supplier<RunId> newRunId,
        Owner owner,
        BooleanSupplier stopRequested,
        String programVersion) {}
