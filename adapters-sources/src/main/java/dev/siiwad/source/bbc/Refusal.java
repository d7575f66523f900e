package dev.siiwad.source.bbc;

import dev.siiwad.source.http.BrokenConnectionException;
import dev.siiwad.source.http.HttpStatusException;
import java.io.IOException;
import java.util.Optional;

/** What a page that was not given, in spite of all tries, may mean of itself; whether it does, another page of the site shows. */
final class Refusal {
    private static final int FORBIDDEN = 403;
    private static final int TOO_MANY_REQUESTS = 429;

    private Refusal() {}

    /** Empty if it is the site that does not want to be asked now, or the user that wants to stop. */
    static Optional<String> ofOnePage(IOException e) {
        Throwable last = e instanceof HttpStatusException ? e : e.getCause();
        if (last instanceof HttpStatusException status) {
            return status.status() == TOO_MANY_REQUESTS
                    ? Optional.empty()
                    : Optional.of((status.status() == FORBIDDEN ? "refused" : "broken") + " (" + status.status() + ")");
        }
        return last instanceof BrokenConnectionException
                ? Optional.of("broken (no answer, or none that is whole)")
                : Optional.empty();
    }
}
