package dev.siiwad.source.tiktok;

import java.util.List;
import java.util.Set;

/**
 * What a person has decided about paid runs that went wrong. Each holds for the runs it names and for no other, so that it may be said again.
 *
 * @param rebuy paid runs whose videos are paid for once more, or {@value #LOST}
 * @param takePartial paid runs that are taken as they are: what a failed one has left, or one that may be ours
 * @param skipFailed whether what has failed is set aside, and the run goes on after it
 */
public record PaidDecisions(Set<String> rebuy, Set<String> takePartial, boolean skipFailed) {
    /** Instead of the id of a paid run: whichever may have been started by a request whose answer was lost. */
    public static final String LOST = "lost";

    public static final PaidDecisions NONE = new PaidDecisions(Set.of(), Set.of(), false);

    public PaidDecisions {
        rebuy = Set.copyOf(rebuy);
        takePartial = Set.copyOf(takePartial);
        for (Set<String> runs : List.of(rebuy, takePartial)) {
            for (String run : runs) {
                if (!Identifiers.isSafe(run)) {
                    throw new IllegalArgumentException(
                            "\"" + run + "\" is not the id of a paid run; expected a form" + " like HG7ML7M8z78YcAPEB");
                }
            }
        }
        for (String run : rebuy) {
            if (takePartial.contains(run)) {
                throw new IllegalArgumentException(
                        "paid run " + run + " is both to be taken as it is and to be paid for again; decide for one");
            }
        }
    }
}
