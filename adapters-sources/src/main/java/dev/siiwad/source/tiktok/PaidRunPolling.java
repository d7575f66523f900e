package dev.siiwad.source.tiktok;

import dev.siiwad.source.http.ForPeople;
import dev.siiwad.source.http.Http;
import dev.siiwad.source.http.Timing;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Waits for paid runs to finish, one question at a time, each of them up to a maximum. */
final class PaidRunPolling {
    private final Http http;
    private final Timing timing;
    private final Apify apify;
    private final ApifyAccount account;
    private String waitedFor = "";
    private long sinceNanos;

    PaidRunPolling(Http http, Timing timing, Apify apify, ApifyAccount account) {
        this.http = http;
        this.timing = timing;
        this.apify = apify;
        this.account = account;
    }

    /**
     * Asks once. If the run is still working, returns nothing, and not before the poll interval is over.
     *
     * @return the run, when it is over: whole, or failed
     * @throws ShrunkException if there is no such run any more
     * @throws IOException also if it has taken longer than is waited
     */
    Optional<Apify.Seen> ask(String id) throws IOException {
        long askedNanos = timing.nanos();
        if (!waitedFor.equals(id)) {
            waitedFor = id;
            sinceNanos = askedNanos;
        }
        Apify.Seen seen = apify.runIfThere(id, account.pollInterval())
                .orElseThrow(
                        () -> new ShrunkException("paid run " + id + " of " + Apify.ACTOR + " is not there any more"));
        ApifyRun run = seen.run();
        if (run.state() != ApifyRun.State.WORKING) {
            return Optional.of(seen);
        }
        Duration waited = Duration.ofNanos(timing.nanos() - sinceNanos);
        if (waited.compareTo(account.waitMax()) >= 0) {
            throw new IOException("paid run " + run.id() + " is still " + run.status() + " after "
                    + ForPeople.duration(waited) + "; at most " + ForPeople.duration(account.waitMax())
                    + " are waited. Another attempt goes on waiting; it is not paid for again");
        }
        Duration rest = account.pollInterval().minusNanos(timing.nanos() - askedNanos);
        http.pause(rest.isNegative() ? Duration.ZERO : rest, "Paid run " + run.id() + " is " + run.status());
        return Optional.empty();
    }
}
