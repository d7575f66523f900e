package dev.siiwad.source.tiktok;

import dev.siiwad.source.Remedy;
import dev.siiwad.source.SourceException;
import java.util.ArrayList;
import java.util.List;

/** What becomes of a paid run that is not whole: somebody decides. */
final class FailedPaidRun {
    private static final String PARTIAL =
            "what it has left may be incomplete, and is not taken unless the run is resurrected"
                    + " in the Apify console, or somebody decides to";

    private final PaidDecisions decisions;

    FailedPaidRun(PaidDecisions decisions) {
        this.decisions = decisions;
    }

    /** What was decided. */
    enum Decision {
        REBUY,
        TAKE_PARTIAL,
        SET_ASIDE
    }

    /**
     * What was decided about the current paid run of a place.
     *
     * @param leaves whether it has left something that can be read
     * @throws SourceException with what can be decided as remedies, if nothing was
     */
    Decision about(ApifyPosition place, String problem, boolean leaves) throws SourceException {
        String run = place.bought().orElseThrow().run();
        if (decisions.rebuy().contains(run) && place.untouched()) {
            return Decision.REBUY;
        }
        if (decisions.takePartial().contains(run) && leaves) {
            return Decision.TAKE_PARTIAL;
        }
        if (decisions.skipFailed()) {
            return Decision.SET_ASIDE;
        }
        List<Remedy> remedies = new ArrayList<>();
        if (place.untouched()) {
            remedies.add(new Remedy.Decide("rebuy", run));
        }
        if (leaves) {
            remedies.add(new Remedy.Decide("take_partial", run));
        }
        remedies.add(new Remedy.Decide("skip_failed", ""));
        if (!place.untouched()) {
            remedies.add(new Remedy.StartOver(true));
        }
        throw new SourceException(
                problem + (leaves ? "; " + PARTIAL : "") + ". It is for videos " + (place.from() + 1) + " to "
                        + place.to() + " of the list",
                remedies.toArray(Remedy[]::new));
    }
}
