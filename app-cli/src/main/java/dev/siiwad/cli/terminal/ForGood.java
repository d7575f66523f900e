package dev.siiwad.cli.terminal;

import dev.siiwad.source.http.HttpStatusException;
import dev.siiwad.source.http.OtherContentException;
import java.util.Set;

/** Tells a failure that stays, because a server refuses or has something else now, from one that may pass. */
final class ForGood {
    private static final int CAUSES_MAX = 20;

    /** Bad request, no access, not there, not allowed, gone, withheld for legal reasons. */
    private static final Set<Integer> STATUSES = Set.of(400, 401, 403, 404, 405, 410, 451);

    private ForGood() {}

    static boolean is(Throwable failure) {
        Throwable cause = failure;
        for (int n = 0; n < CAUSES_MAX && cause != null; n++) {
            if (cause instanceof OtherContentException
                    || cause instanceof HttpStatusException answered && lasts(answered)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    /** Where files are kept apart from what names them, a refusal may be of an address that was only valid for some time. */
    private static boolean lasts(HttpStatusException answered) {
        return answered.redirectedTo().isEmpty() && STATUSES.contains(answered.status());
    }
}
