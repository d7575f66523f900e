package dev.siiwad.ingest;

import dev.siiwad.checkpoint.Owner;
import dev.siiwad.publish.SigningKey;
import dev.siiwad.publish.Workers;
import dev.siiwad.segment.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What a run needs of the world and does not fetch itself, so that every crash can be repeated in a test.
 *
 * @param clock the time now
 * @param newRunId an id that no other run has
 * @param owner this process, with a nonce of its own for each run
 * @param stopRequested whether the user wants the run to stop; asked before every document
 * @param programVersion the version that datasets and receipts name
 * @param trial how a document that several attempts died with is tried in a process of its own; without it such a document is set aside only if they left
 *     behind what they died of, and else the run stops at it
 * @param options what was asked for beyond the settings that decides what is in the dataset, for the receipt; never a secret
 * @param pause waits so long for what other processes do, or less; where a stop is requested, no longer
 * @param workers write the parts of a dataset
 * @param signingKey signs the receipt of what is published, if there is one; never stored
 */
public record RunContext(
        Supplier<Instant> clock,
        Supplier<RunId> newRunId,
        Owner owner,
        BooleanSupplier stopRequested,
        String programVersion,
        Optional<Trial> trial,
        SortedMap<String, String> options,
        Optional<SigningKey> signingKey,
        Consumer<Duration> pause,
        Workers workers) {
    public RunContext {
        options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
    }

    /** Without any trial and key, and nothing asked for. */
    public RunContext(
            Supplier<Instant> clock,
            Supplier<RunId> newRunId,
            Owner owner,
            BooleanSupplier stopRequested,
            String programVersion) {
        this(
                clock,
                newRunId,
                owner,
                stopRequested,
                programVersion,
                Optional.empty(),
                Collections.emptySortedMap(),
                Optional.empty(),
                duration -> {},
                Workers.CALLER);
    }

    /** The same, with a trial. */
    public RunContext withTrial(Trial how) {
        return new RunContext(
                clock,
                newRunId,
                owner,
                stopRequested,
                programVersion,
                Optional.of(how),
                options,
                signingKey,
                pause,
                workers);
    }

    /** The same of which this was asked. */
    public RunContext withOptions(SortedMap<String, String> asked) {
        return new RunContext(
                clock, newRunId, owner, stopRequested, programVersion, trial, asked, signingKey, pause, workers);
    }

    /** The same, with a key to sign with. */
    public RunContext withSigningKey(SigningKey key) {
        return new RunContext(
                clock,
                newRunId,
                owner,
                stopRequested,
                programVersion,
                trial,
                options,
                Optional.of(key),
                pause,
                workers);
    }

    /** The same, where it can be waited for others. */
    public RunContext withPause(Consumer<Duration> how) {
        return new RunContext(
                clock, newRunId, owner, stopRequested, programVersion, trial, options, signingKey, how, workers);
    }

    /** The same, where several threads write parts. */
    public RunContext withWorkers(Workers who) {
        return new RunContext(
                clock, newRunId, owner, stopRequested, programVersion, trial, options, signingKey, pause, who);
    }
}
