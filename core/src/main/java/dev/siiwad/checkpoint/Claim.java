package dev.siiwad.checkpoint;

import java.util.List;
import java.util.Optional;

/**
 * Who works on a run, and what the attempts before came to.
 *
 * @param attempt the highest attempt that has claimed the run
 * @param stalledAttempts attempts in a row, up to this one, that were to read and have not moved the offset
 * @param inFlight the document that the run may be dying of, where it goes step by step
 * @param owner the process of this attempt
 */
public record Claim(int attempt, int stalledAttempts, Optional<InFlight> inFlight, Owner owner) {
    public Claim {
        Checkpoint.requireAtLeast("attempt", attempt, 1);
        Checkpoint.requireAtLeast("stalled_attempts", stalledAttempts, 0);
        if (stalledAttempts > attempt) {
            throw new IllegalArgumentException(
                    "stalled_attempts is " + stalledAttempts + "; expected at most " + attempt + ", the attempt");
        }
    }

    /** The claim of the attempt that begins a run. */
    public static Claim first(int attempt, Owner owner) {
        return new Claim(attempt, 1, Optional.empty(), owner);
    }

    /**
     * The claim of a later attempt. If the one before it died without the document in flight, it is forgotten; unless enough have died with it.
     */
    Claim next(int newAttempt, Owner newOwner) {
        Checkpoint.requireAtLeast("attempt", newAttempt, attempt + 1);
        return new Claim(
                newAttempt,
                stalledAttempts + 1,
                inFlight.filter(document -> document.lastAttempt() == attempt || document.isSuspect()),
                newOwner);
    }

    /** The claim of an attempt that only publishes: it has no offset to move, so that it says nothing of whether attempts get anywhere. */
    Claim nextToPublish(int newAttempt, Owner newOwner) {
        Checkpoint.requireAtLeast("attempt", newAttempt, attempt + 1);
        return new Claim(newAttempt, stalledAttempts, inFlight, newOwner);
    }

    /** A new attempt of the same process counts fewer segments. That says nothing of whether attempts get anywhere. */
    Claim goneBack(int newAttempt) {
        Checkpoint.requireAtLeast("attempt", newAttempt, attempt);
        return new Claim(newAttempt, stalledAttempts, inFlight, owner);
    }

    /** This attempt has moved the offset. */
    Claim movedTo(long lastIndex) {
        return new Claim(attempt, 0, inFlight.filter(document -> document.offset() >= lastIndex), owner);
    }

    /** This attempt is about to parse and transform a document, and may not survive it. */
    Claim holding(long offset) {
        InFlight holding = inFlight.filter(document -> document.offset() == offset)
                .map(document -> document.and(attempt))
                .orElseGet(() -> new InFlight(offset, List.of(attempt)));
        return with(Optional.of(holding));
    }

    /** This attempt dies of a document, by its own account. */
    Claim dyingOf(long offset) {
        boolean held = inFlight.filter(document -> document.offset() == offset && document.lastAttempt() == attempt)
                .isPresent();
        Claim holding = held ? this : holding(offset);
        return holding.with(holding.inFlight().map(InFlight::andError));
    }

    /** This attempt has survived what it had in flight. Of what others died with, nothing is forgotten. */
    Claim released() {
        return with(inFlight.flatMap(document -> document.without(attempt)));
    }

    /** Nothing is left to die of. */
    Claim done() {
        return with(Optional.empty());
    }

    private Claim with(Optional<InFlight> newInFlight) {
        return new Claim(attempt, stalledAttempts, newInFlight, owner);
    }
}
