package dev.siiwad.checkpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The document that a run going step by step has in flight: it was committed before the document was parsed, so an attempt that dies with it leaves
 * its name here. That alone says nothing against the document: any kill from outside may fall there, as often as it likes.
 *
 * @param offset of the document, counted from 0
 * @param attempts the last {@value #ATTEMPTS_MAX} that had it in flight, ascending; each of them that is not alive has died with it
 * @param errors those of the attempts that left behind that they died of an {@link OutOfMemoryError} or {@link StackOverflowError} in it
 */
public record InFlight(long offset, List<Integer> attempts, List<Integer> errors) {
    /** A document that so many attempts died with is not given to another before it is known whether it is to blame. */
    public static final int DEATHS_MAX = 3;

    /** With the one that lives. */
    static final int ATTEMPTS_MAX = DEATHS_MAX + 1;

    public InFlight {
        attempts = List.copyOf(attempts);
        errors = List.copyOf(errors);
        if (offset < 0 || attempts.isEmpty() || attempts.get(0) < 1) {
            throw new IllegalArgumentException(
                    "in_hand is offset " + offset + " by attempts " + attempts + "; expected both, attempts from 1");
        }
        requireAscending("attempts", attempts);
        requireAscending("errors", errors);
        if (!attempts.containsAll(errors)) {
            throw new IllegalArgumentException(
                    "in_hand has errors " + errors + "; expected some of the attempts " + attempts);
        }
    }

    /** Nobody knows what they died of. */
    public InFlight(long offset, List<Integer> attempts) {
        this(offset, attempts, List.of());
    }

    private static void requireAscending(String member, List<Integer> numbers) {
        for (int n = 1; n < numbers.size(); n++) {
            if (numbers.get(n) <= numbers.get(n - 1)) {
                throw new IllegalArgumentException(
                        "in_hand has " + member + " " + numbers + "; expected them ascending");
            }
        }
    }

    /** The last attempt that had it in flight. */
    public int lastAttempt() {
        return attempts.get(attempts.size() - 1);
    }

    /** Whether so many died with it that it has to be found out whether it is to blame. Asked by an attempt that does not have it in flight itself. */
    public boolean isSuspect() {
        return attempts.size() >= DEATHS_MAX;
    }

    /** Whether so many died of it by their own account that nothing else has to be found out. */
    public boolean isDeadly() {
        return errors.size() >= DEATHS_MAX;
    }

    InFlight and(int attempt) {
        List<Integer> more =
                new ArrayList<>(attempts.subList(Math.max(0, attempts.size() + 1 - ATTEMPTS_MAX), attempts.size()));
        more.add(attempt);
        return new InFlight(offset, more, errors.stream().filter(more::contains).toList());
    }

    /** The last attempt dies of it, by its own account. */
    InFlight andError() {
        List<Integer> more = new ArrayList<>(errors);
        more.add(lastAttempt());
        return new InFlight(offset, attempts, more);
    }

    Optional<InFlight> without(int attempt) {
        List<Integer> others =
                attempts.stream().filter(other -> other != attempt).toList();
        return others.isEmpty()
                ? Optional.empty()
                : Optional.of(new InFlight(
                        offset, others, errors.stream().filter(others::contains).toList()));
    }
}
