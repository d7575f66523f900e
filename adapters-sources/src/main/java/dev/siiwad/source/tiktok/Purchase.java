package dev.siiwad.source.tiktok;

import dev.siiwad.source.PausedException;
import dev.siiwad.source.Remedy;
import dev.siiwad.source.SourceException;
import dev.siiwad.source.http.Http;
import dev.siiwad.source.http.HttpStatusException;
import dev.siiwad.source.http.Timing;
import dev.siiwad.source.tiktok.LostPurchase.Found;
import dev.siiwad.source.tiktok.LostPurchase.Wanted;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.math.BigDecimal;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the comments of some videos paid for exactly once. A run that carries our marker is ours, whoever saw its answer: so a request whose answer was
 * lost, in this process or one that died, is looked for among the account's newest runs. Where that leaves a doubt, nothing is bought: a person decides.
 */
final class Purchase {
    private static final Logger LOG = LoggerFactory.getLogger(Purchase.class);
    private static final int TRIES_MAX = 4;
    /** How long a server that starts nothing for now is asked again. */
    static final Duration NOT_NOW_MAX = Duration.ofMinutes(10);

    private static final Duration NOT_NOW_WAIT = Duration.ofSeconds(15);

    private final Http http;
    private final Timing timing;
    private final Apify apify;
    private final Budget budget;
    private final PaidDecisions decisions;
    private final LostPurchase lost;

    Purchase(Http http, Timing timing, Apify apify, Budget budget, PaidDecisions decisions) {
        this.http = http;
        this.timing = timing;
        this.apify = apify;
        this.budget = budget;
        this.decisions = decisions;
        this.lost = new LostPurchase(http, timing, apify);
    }

    /** What came of it. {@code adopted}: it had been paid for before. */
    record Outcome(ApifyRun run, boolean adopted) {}

    /**
     * Finds what was bought with the marker of this place, or buys it.
     *
     * @param neverSent whether no process can have bought anything with this marker yet, so that there is nothing to look for
     * @throws SourceException with decisions as remedies, if it may have been bought and that cannot be told
     */
    Outcome make(ApifyPosition place, List<VideoUrl> videos, int commentsEach, boolean neverSent) throws IOException {
        Wanted wanted = new Wanted(place.runMarker(), videos, commentsEach);
        if (!neverSent) {
            Optional<ApifyRun> bought = lookFor(wanted);
            if (bought.isPresent()) {
                return new Outcome(bought.get(), true);
            }
        }
        Optional<RecentRuns> before = apify.recentRuns();
        budget.requireRoom(place.spentUsd(), videos.size(), commentsEach);
        BigDecimal mostUsd = budget.restUsd(place.spentUsd());
        for (int tried = 1; ; tried++) {
            try {
                return new Outcome(start(wanted, mostUsd), false);
            } catch (SourceException | PausedException | InterruptedIOException nothingStarted) {
                throw nothingStarted;
            } catch (IOException e) {
                if (startedNothing(e)) {
                    throw e;
                }
                Optional<ApifyRun> bought = found(wanted, before, e, tried < TRIES_MAX);
                if (bought.isPresent()) {
                    return new Outcome(bought.get(), true);
                }
            }
        }
    }

    /** What a process that died may have bought; empty if it has not, or if it is to be bought again. */
    private Optional<ApifyRun> lookFor(Wanted wanted) throws IOException {
        Found found = lost.look(wanted, Optional.empty(), decisions.rebuy());
        if (found instanceof Found.Ours ours) {
            return Optional.of(ours.run());
        }
        for (String id : decisions.takePartial()) {
            Optional<ApifyRun> named = apify.runIfThere(id, Duration.ZERO);
            if (named.isPresent() && lost.canBe(named.get(), wanted)) {
                return named;
            }
        }
        boolean again = decisions.rebuy().contains(PaidDecisions.LOST);
        if (found instanceof Found.None || again) {
            return Optional.empty();
        }
        throw asks("Whether a paid run was started is unknown", wanted, found, null);
    }

    /** What came of a request whose answer was lost; empty if it may be sent again, for the server answered that it failed, and there is no such run. */
    private Optional<ApifyRun> found(
            Wanted wanted, Optional<RecentRuns> before, IOException failure, boolean mayTryAgain) throws IOException {
        Found found = before.isEmpty() ? new Found.Unlisted() : lost.look(wanted, before, Set.of());
        if (found instanceof Found.Ours ours) {
            return Optional.of(ours.run());
        }
        if (found instanceof Found.None && failure instanceof HttpStatusException && mayTryAgain) {
            return Optional.empty();
        }
        if (found instanceof Found.Perhaps perhaps && perhaps.sameVideos().size() == 1) {
            ApifyRun run = perhaps.sameVideos().get(0);
            LOG.warn(
                    "Paid run {} has lost its marker; it is taken for ours, for it asks for the same videos and was"
                            + " started when we asked for them",
                    run.id());
            return Optional.of(run);
        }
        throw asks(failure.getMessage() + ". Whether a paid run was started is unknown", wanted, found, failure);
    }

    private static SourceException asks(String problem, Wanted wanted, Found found, IOException cause) {
        String run =
                found instanceof Found.Perhaps perhaps ? perhaps.likeliest().id() : "";
        String seen;
        if (found instanceof Found.Perhaps) {
            seen = "run " + run + " may be it, and does not carry the marker " + wanted.marker();
        } else if (found instanceof Found.Unlisted) {
            seen = "this server does not list runs in a way that tells";
        } else {
            seen = "none of the account's runs has carried the marker " + wanted.marker() + " for "
                    + LostPurchase.LAG_MAX.toSeconds() + " s";
        }
        return new SourceException(
                problem + "; " + seen + ". Look there first, at the runs of " + Apify.ACTOR
                        + ": another attempt may pay again",
                cause,
                new Remedy.Decide("take_partial", run.isEmpty() ? "RUN" : run),
                new Remedy.Decide("rebuy", run.isEmpty() ? PaidDecisions.LOST : run));
    }

    /** Sends the request, again only while the server says that it starts nothing for now. */
    private ApifyRun start(Wanted wanted, BigDecimal mostUsd) throws IOException {
        long began = timing.nanos();
        while (true) {
            try {
                return apify.start(wanted.videos(), wanted.commentsEach(), wanted.marker(), mostUsd);
            } catch (NotNowException e) {
                if (timing.nanos() - began >= NOT_NOW_MAX.toNanos()) {
                    throw e.paused(timing.now().plus(NOT_NOW_MAX));
                }
                http.pause(NOT_NOW_WAIT, e.getMessage() + ". Nothing was bought");
            }
        }
    }

    /** Whether a failure says that no run can have been started. */
    private static boolean startedNothing(IOException failure) {
        if (failure instanceof HttpStatusException answered) {
            return answered.status() >= 400 && answered.status() < 500 && answered.status() != 408;
        }
        return failure.getCause() instanceof ConnectException || failure.getCause() instanceof UnknownHostException;
    }
}
