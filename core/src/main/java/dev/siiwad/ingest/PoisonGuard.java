package dev.siiwad.ingest;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.InFlight;
import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.Reading;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads documents that attempts may have died of so that a death shows: what a document waits for is waited for first, and then it is in flight, for all to
 * see, before it is parsed. One that too many attempts died with is passed over unparsed.
 */
final class PoisonGuard {
    /** More than an attempt makes on its way to a step, whichever way it comes, so that none that dies of a count of operations dies three times there. */
    private static final int COMMITS_BEFORE_THE_LAST_HOLD = 16;

    private final DocumentReader reader;
    private final Commits commits;
    private final Steps steps;
    private final Supplier<Instant> clock;

    PoisonGuard(DocumentReader reader, Commits commits, Steps steps, Supplier<Instant> clock) {
        this.reader = reader;
        this.commits = commits;
        this.steps = steps;
        this.clock = clock;
    }

    /** Whether the document at an offset is read by itself. */
    boolean guards(long offset) {
        return steps.contains(offset);
    }

    /** Whether a document is known to have been in flight when an attempt died: all before it is to be safe. */
    boolean suspects(long offset) {
        return suspect(offset).isPresent();
    }

    /** Reads a guarded document. */
    Reading read(long offset) throws IOException, MalformedDocumentException {
        Optional<Reading> instead = reader.fetch();
        if (instead.isPresent()) {
            return instead.get();
        }
        Optional<InFlight> suspect = suspect(offset);
        if (suspect.isPresent() && suspect.get().isPoison()) {
            return passOver(offset);
        }
        hold(offset, suspect.map(document -> document.attempts().size()).orElse(0));
        return reader.read();
    }

    /** Whether what was read by itself is to be committed at once: what others died with, and the end of the steps. */
    boolean isDueAfter(long offset, boolean last) {
        boolean survived = commits.last()
                .inFlight()
                .filter(document -> document.attempts().get(0) != commits.last().attempt())
                .isPresent();
        return survived || !last && offset == steps.until();
    }

    /** An attempt that fails with a message has not died: the document in flight is not to blame. */
    Optional<Checkpoint> released() {
        return Optional.of(commits.last().released()).filter(released -> !released.equals(commits.last()));
    }

    private Optional<InFlight> suspect(long offset) {
        return commits.last().inFlight().filter(document -> document.offset() == offset);
    }

    /** The reason is published with the quarantine, so that its words stay as they were. */
    private Reading passOver(long offset) throws IOException, MalformedDocumentException {
        String position = reader.position().token();
        if (reader.skip(1) == 0) {
            return new Reading.End();
        }
        throw new MalformedDocumentException(
                "offset-" + offset,
                InFlight.DEATHS_MAX + " attempts died with it in hand; it follows position \"" + position + "\"",
                "");
    }

    /**
     * Commits what is in flight. Where one more death would be too many, commits that change nothing come first: so whatever kills all attempts at the
     * same operation meets this one elsewhere, and the document is not blamed for it.
     */
    private void hold(long offset, int deaths) throws IOException {
        for (int n = 0; deaths == InFlight.DEATHS_MAX - 1 && n < COMMITS_BEFORE_THE_LAST_HOLD; n++) {
            commits.commit(commits.last());
        }
        commits.commit(commits.last().holding(offset, clock.get()));
    }
}
