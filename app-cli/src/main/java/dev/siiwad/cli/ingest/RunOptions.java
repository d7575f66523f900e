package dev.siiwad.cli.ingest;

import dev.siiwad.Ingestion;
import dev.siiwad.Siiwad;
import dev.siiwad.cli.terminal.Natural;
import dev.siiwad.cli.terminal.Positive;
import dev.siiwad.cli.terminal.Span;
import dev.siiwad.cli.terminal.UsageException;
import dev.siiwad.ingest.RunRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Where a run begins and ends, and how it goes about it. */
@Command(optionListHeading = "%nRun:%n")
final class RunOptions {
    private static final Duration RETRY_FOR_MAX = Duration.ofDays(1);

    @Option(names = "--force", description = "Delete the checkpoint and start from the beginning")
    private boolean force;

    @Option(names = "--yes", description = "With --force: also where the unfinished run holds what was paid for")
    private boolean yes;

    @Option(names = "--again", description = "Begin a new run even where published datasets hold all or part of it")
    private boolean again;

    @Option(names = "--from-offset", paramLabel = "N", description = "Begin a new run after the first N documents")
    private Optional<Natural> fromOffset = Optional.empty();

    @Option(
            names = "--max-records",
            paramLabel = "N",
            description =
                    "End when N documents have been read, counted from the start of the source; it may be raised later")
    private Optional<Positive> maxRecords = Optional.empty();

    @Option(
            names = "--checkpoint-every",
            paramLabel = "N",
            description = "Save a checkpoint every N documents (default: 1000)")
    private Optional<Positive> checkpointEvery = Optional.empty();

    @Option(
            names = "--checkpoint-bytes",
            paramLabel = "N",
            description =
                    "Save a checkpoint after N bytes of text instead, at most 1 GiB, and after a million documents"
                            + " or those of --checkpoint-every; for a bucket, where each takes a request or two")
    private Optional<Positive> checkpointBytes = Optional.empty();

    @Option(
            names = "--on-poison",
            paramLabel = "WHAT",
            description = "What to do with a document that three attempts died with: set it aside, or stop, if it is to"
                    + " blame, or read it again: ${COMPLETION-CANDIDATES} (default: quarantine)")
    private OnPoison onPoison = OnPoison.quarantine;

    @Option(
            names = "--pass-over",
            paramLabel = "N",
            description = "Set the document at offset N aside without reading it")
    private Optional<Natural> passOver = Optional.empty();

    @Option(
            names = "--max-attempts",
            paramLabel = "N",
            description = "Refuse to begin more than N attempts at a run (default: no limit)")
    private Optional<Positive> maxAttempts = Optional.empty();

    @Option(
            names = "--strict",
            description = "Stop at a file, corpus, page or video that is broken for good, instead of setting it aside")
    private boolean strict;

    @Option(
            names = "--retry-for",
            paramLabel = "TIME",
            description = "Keep trying for this long while a host gives nothing at all, such as 30s, 10m or 2h; 0s: do"
                    + " not try again (default: ${bundle:SDC_HTTP__RETRY_FOR}s)")
    private Optional<Duration> retryFor = Optional.empty();

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Work with N threads at once; 1: one thing after the other (default: ${bundle:SDC_THREADS})")
    private Optional<Positive> threads = Optional.empty();

    @Option(
            names = "--as-begun",
            description = "Carry on an unfinished run by the list it was begun with, though the list has changed")
    private boolean asBegun;

    /** Spelled as on the command line. */
    enum OnPoison {
        quarantine(RunRequest.OnPoison.QUARANTINE),
        stop(RunRequest.OnPoison.STOP),
        read(RunRequest.OnPoison.READ);

        private final RunRequest.OnPoison meant;

        OnPoison(RunRequest.OnPoison meant) {
            this.meant = meant;
        }
    }

    boolean force() {
        return force;
    }

    boolean yes() {
        return yes;
    }

    /** Those that were typed and decide where a run begins and ends. */
    List<String> extent() {
        List<String> typed = new ArrayList<>();
        if (force) {
            typed.add("--force");
        }
        if (fromOffset.isPresent()) {
            typed.add("--from-offset");
        }
        if (maxRecords.isPresent()) {
            typed.add("--max-records");
        }
        if (passOver.isPresent()) {
            typed.add("--pass-over");
        }
        return typed;
    }

    /** Changes the settings that these options beat, by the names of environment variables. */
    void applyTo(Map<String, String> settings) {
        if (retryFor.isPresent()) {
            Duration time = retryFor.get();
            if (time.compareTo(RETRY_FOR_MAX) > 0) {
                throw new UsageException("--retry-for is " + Span.text(time) + "; expected at most a day");
            }
            settings.put(Siiwad.RETRY_FOR, String.valueOf(time.toSeconds()));
        }
        if (threads.isPresent()) {
            long number = threads.get().value();
            if (number > Siiwad.THREADS_MAX) {
                throw new UsageException("--threads is " + number + "; expected 1 to " + Siiwad.THREADS_MAX);
            }
            settings.put(Siiwad.THREADS, String.valueOf(number));
        }
    }

    Ingestion applyTo(Ingestion made) {
        Ingestion applied = made.onPoison(onPoison.meant);
        if (strict) {
            applied = applied.strict();
        }
        if (asBegun) {
            applied = applied.asBegun();
        }
        if (force) {
            applied = applied.force();
        }
        if (again) {
            applied = applied.again();
        }
        if (fromOffset.isPresent()) {
            applied = applied.fromOffset(fromOffset.get().value());
        }
        if (maxRecords.isPresent()) {
            applied = applied.maxRecords(maxRecords.get().value());
        }
        if (checkpointBytes.isPresent()) {
            applied = applied.checkpointBytes(checkpointBytes.get().value())
                    .checkpointEvery(RunRequest.CHECKPOINT_EVERY_MAX);
        }
        if (checkpointEvery.isPresent()) {
            applied = applied.checkpointEvery(checkpointEvery.get().value());
        }
        if (passOver.isPresent()) {
            applied = applied.passOver(passOver.get().value());
        }
        return maxAttempts.isPresent() ? applied.maxAttempts(maxAttempts.get().value()) : applied;
    }
}
