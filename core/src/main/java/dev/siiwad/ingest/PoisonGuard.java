package dev.siiwad.ingest;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.InFlight;
import dev.siiwad.segment.Entry;
import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.Reading;
import dev.siiwad.source.Remedy;
import dev.siiwad.source.SourceException;
import java.io.IOException;
import java.util.Optional;

/**
 * Reads documents that attempts may have died of so that a death shows: what a document waits for is waited for first, and then it is in flight, for all to
 * see, before it is parsed. One that too many attempts died with is passed over unparsed, but only where it is proved to be the cause.
 */
final class PoisonGuard {
    private final DocumentReader reader;
    private final Commits commits;
    private final Steps steps;
    private final RunContext context;
    private final Progress progress;
    private final RunRequest request;

    PoisonGuard(DocumentReader reader, Commits commits, RunContext context, Progress progress, RunRequest request) {
        this.reader = reader;
        this.commits = commits;
        this.steps = Steps.of(commits.last(), request.checkpointEvery());
        this.context = context;
        this.progress = progress;
        this.request = request;
    }

    /** Whether the document at an offset is read by itself. */
    boolean guards(long offset) {
        return steps.contains(offset) || isPassedOver(offset);
    }

    /** The first offset after one that is not guarded at which a document is read by itself. */
    long nextGuarded(long offset) {
        long step = steps.from() > offset ? steps.from() : Long.MAX_VALUE;
        long passedOver = request.passOver().orElse(-1);
        return passedOver > offset ? Math.min(step, passedOver) : step;
    }

    /** Whether a document is known to have been in flight when an attempt died: all before it is to be safe. */
    boolean suspects(long offset) {
        return suspect(offset).isPresent();
    }

    /** Reads a document, guarded or not. */
    Reading read(long offset) throws IOException, MalformedDocumentException {
        if (guards(offset)) {
            Optional<Reading> instead = reader.fetch();
            if (instead.isPresent()) {
                return instead.get();
            }
            if (isPassedOver(offset)) {
                return passOver(offset, "passed over, as was asked for");
            }
            if (isToBlame(offset)) {
                return passOver(offset, InFlight.DEATHS_MAX + " attempts died with it in hand");
            }
            if (context.stopRequested().getAsBoolean()) {
                return new Reading.Save("before stopping");
            }
            commits.commit(commits.last().holding(offset, context.clock().get()));
        }
        try {
            return reader.read();
        } catch (OutOfMemoryError | StackOverflowError e) {
            dyingOf(offset, e);
            throw e;
        }
    }

    /** This attempt is about to die of a document, and leaves that behind where it still can. */
    void dyingOf(long offset, VirtualMachineError error) {
        if (String.valueOf(error.getMessage()).contains("native thread")) {
            return;
        }
        try {
            commits.commit(commits.last().dyingOf(offset, context.clock().get()));
        } catch (IOException | RuntimeException | Error alsoFailed) {
            error.addSuppressed(alsoFailed);
        }
    }

    /** Whether what was read by itself is to be committed at once: what others died with, what is passed over, and the end of the steps. */
    boolean isDueAfter(long offset, boolean last) {
        boolean survived = commits.last()
                .inFlight()
                .filter(document -> document.attempts().get(0) != commits.last().attempt())
                .isPresent();
        return survived || !last && (offset == steps.until() || isPassedOver(offset - 1));
    }

    /** An attempt that fails with a message has not died: the document in flight is not to blame. */
    Optional<Checkpoint> released() {
        return Optional.of(commits.last().released()).filter(released -> !released.equals(commits.last()));
    }

    private boolean isPassedOver(long offset) {
        return request.passOver().orElse(-1) == offset;
    }

    private Optional<InFlight> suspect(long offset) {
        return commits.last().inFlight().filter(document -> document.offset() == offset);
    }

    /** @throws SourceException if it is and the run is to stop there, or if nothing can show whether it is */
    private boolean isToBlame(long offset) throws SourceException {
        Optional<InFlight> suspect = suspect(offset).filter(InFlight::isSuspect);
        if (suspect.isEmpty() || request.onPoison() == RunRequest.OnPoison.READ) {
            return false;
        }
        boolean deadly = suspect.get().isDeadly() || isDeadlyInTrials(suspect.get());
        if (deadly && request.onPoison() == RunRequest.OnPoison.STOP) {
            throw new SourceException(
                    died(suspect.get()) + ", and it is to blame",
                    new Remedy.Decide("on_poison", "quarantine"),
                    new Remedy.Decide("on_poison", "read"));
        }
        return deadly;
    }

    private boolean isDeadlyInTrials(InFlight suspect) throws SourceException {
        if (context.trial().isEmpty()) {
            throw unknown(suspect, "there is no process of its own to try it in");
        }
        progress.on(new Progress.Trying(suspect.offset(), suspect.attempts()));
        Verdict verdict;
        try {
            verdict = Verdict.of(context.trial().get());
        } catch (IOException e) {
            throw unknown(suspect, "no process of its own can be started to try it in: " + e.getMessage());
        }
        progress.on(new Progress.Tried(suspect.offset(), verdict.message()));
        return verdict instanceof Verdict.Deadly;
    }

    private SourceException unknown(InFlight suspect, String why) {
        return new SourceException(
                died(suspect) + ", and nothing shows whether it is to blame, since " + why,
                new Remedy.Decide("on_poison", "read"),
                new Remedy.Decide("pass_over", "" + suspect.offset()));
    }

    private String died(InFlight suspect) {
        return commits.last().source() + ": attempts " + suspect.attempts() + " died with the document at offset "
                + suspect.offset() + " in flight, which follows position \""
                + reader.position().token() + "\"";
    }

    /** The reason is published with the quarantine, so that its words stay as they were. */
    private Reading passOver(long offset, String reason) throws IOException, MalformedDocumentException {
        String position = reader.position().token();
        if (reader.skip(1) == 0) {
            return new Reading.End();
        }
        throw new MalformedDocumentException(
                Entry.Quarantined.idAt(offset), reason + "; it follows position \"" + position + "\"", "");
    }
}
