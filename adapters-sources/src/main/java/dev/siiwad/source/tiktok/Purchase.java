package dev.siiwad.source.tiktok;

import dev.siiwad.source.PausedException;
import dev.siiwad.source.SourceException;
import dev.siiwad.source.http.Http;
import dev.siiwad.source.http.HttpStatusException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Has the comments of some videos paid for exactly once. A run that carries our marker is ours, whoever saw its answer: so a request whose answer was
 * lost, in this process or one that died, is found again among the account's newest runs before another one is sent.
 */
final class Purchase {
    private static final int TRIES_MAX = 4;
    private static final Duration BEFORE_LOOKING_AGAIN = Duration.ofSeconds(5);

    private final Http http;
    private final Apify apify;
    private final Budget budget;

    Purchase(Http http, Apify apify, Budget budget) {
        this.http = http;
        this.apify = apify;
        this.budget = budget;
    }

    /** What came of it. {@code adopted}: it had been paid for before. */
    record Outcome(ApifyRun run, boolean adopted) {}

    /**
     * Finds what was bought with the marker of this place, or buys it. Whether a run is ours is told by the marker alone: Apify's clock and ours may be
     * days apart.
     *
     * @param neverSent whether no process can have bought anything with this marker yet, so that there is nothing to look for
     */
    Outcome make(ApifyPosition place, List<VideoUrl> videos, int commentsEach, boolean neverSent) throws IOException {
        Optional<List<ApifyRun>> recent = apify.recentRuns();
        Optional<ApifyRun> ours = neverSent ? Optional.empty() : ours(recent, place);
        if (ours.isPresent()) {
            return new Outcome(ours.get(), true);
        }
        budget.requireRoom(place.spentUsd(), videos.size(), commentsEach);
        BigDecimal mostUsd = budget.restUsd(place.spentUsd());
        for (int tried = 1; ; tried++) {
            try {
                return new Outcome(apify.start(videos, commentsEach, place.runMarker(), mostUsd), false);
            } catch (SourceException | PausedException | InterruptedIOException nothingStarted) {
                throw nothingStarted;
            } catch (IOException e) {
                requireAnotherTry(e, tried, recent.isPresent());
            }
            http.pause(BEFORE_LOOKING_AGAIN, "Looking again whether a paid run was started");
            ours = ours(apify.recentRuns(), place);
            if (ours.isPresent()) {
                return new Outcome(ours.get(), true);
            }
        }
    }

    private Optional<ApifyRun> ours(Optional<List<ApifyRun>> recent, ApifyPosition place) throws IOException {
        for (ApifyRun run : recent.orElse(List.of())) {
            if (apify.carries(run, place.runMarker())) {
                return Optional.of(run);
            }
        }
        return Optional.empty();
    }

    private static void requireAnotherTry(IOException failure, int tried, boolean runsAreListed) throws IOException {
        int status = failure instanceof HttpStatusException answered ? answered.status() : 0;
        boolean refused = status >= 400 && status < 500 && status != 408;
        boolean tooMany = status == 429;
        if (refused && !tooMany) {
            throw failure;
        }
        if (!tooMany && !runsAreListed) {
            throw new IOException(
                    failure.getMessage()
                            + ". Whether a paid run was started is unknown, and this server does not list runs."
                            + " Look there first: another attempt may pay again",
                    failure);
        }
        if (tried == TRIES_MAX) {
            throw new IOException(
                    failure.getMessage() + " (tried " + tried + " times, no paid run was started)", failure);
        }
    }
}
