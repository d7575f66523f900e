package dev.siiwad.checkpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The document that a run going step by step has in flight: it was committed before the document was parsed, so an attempt that dies with it leaves
 * its name here.
 *
 * @param offset of the document, counted from 0
 * @param attempts that had it in flight, ascending; each of them that is not alive has died with it
 */
public record InFlight(long offset, List<Integer> attempts) {
    /** A document that so many attempts died with is not given to another. */
    public static final int DEATHS_MAX = 3;

    public InFlight {
        attempts = List.copyOf(attempts);
        if (offset < 0 || attempts.isEmpty() || attempts.get(0) < 1) {
            throw new IllegalArgumentException(
                    "in_hand is offset " + offset + " by attempts " + attempts + "; expected both, attempts from 1");
        }
        for (int n = 1; n < attempts.size(); n++) {
            if (attempts.get(n) <= attempts.get(n - 1)) {
                throw new IllegalArgumentException("in_hand has attempts " + attempts + "; expected them ascending");
            }
        }
    }

    /** The last attempt that had it in flight. */
    public int lastAttempt() {
        return attempts.get(attempts.size() - 1);
    }

    /** Whether no further attempt should try it. Asked by an attempt that does not have it in flight itself. */
    public boolean isPoison() {
        return attempts.size() >= DEATHS_MAX;
    }

    InFlight and(int attempt) {
        List<Integer> more = new ArrayList<>(attempts);
        more.add(attempt);
        return new InFlight(offset, more);
    }

    Optional<InFlight> without(int attempt) {
        List<Integer> others =
                attempts.stream().filter(other -> other != attempt).toList();
        return others.isEmpty() ? Optional.empty() : Optional.of(new InFlight(offset, others));
    }
}
