package dev.siiwad.source.tiktok;

import dev.siiwad.source.PausedException;
import dev.siiwad.source.Remedy;
import dev.siiwad.source.SourceException;
import dev.siiwad.source.http.ForPeople;
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
    /** The list of runs from before the last request that was sent. */
    private Optional<RecentRuns> before = Optional.empty();

    private String beforeMarker = "";

    Purchase(Http http, Timing timing, Apify apify, Budget budget, PaidDecisions decisions) {
        this.http = http;
        this.timing = timing;
        this.apify = apify;
        this.budget = budget;
        this.decisions = decisions;
        this.lost = new LostPurchase(http, timing, apify);
    }

    /** What came of it. */
    sealed interface Outcome {
        /**
         * There is a run.
         *
         * @param adopted whether it had been paid for before
         */
        record Bought(PaidBatch.Paid paid, boolean adopted) implements Outcome {}

        /** The request was sent and its answer never came. Once that is saved, {@link Purchase#resolve} tells what became of it. */
        record Unanswered() implements Outcome {}

        /**
         * Somebody has decided that it is to be paid for again.
         *
         * @param after what was decided about: a run, or a word for the request whose answer was lost
         */
        record Again(String after) implements Outcome {}
    }

    /**
     * Finds what was bought with the marker of a batch, or buys it.
     *
     * @param reservedUsd what is spent already, and what other paid runs in flight may cost
     * @param neverSent whether no process can have bought anything with this marker yet, so that there is nothing to look for
     * @param known paid runs that are known to be for other videos
     * @param notNowMax how long a server that starts nothing for now is asked again
     * @throws IOException also if the budget does not allow it. Whatever is thrown, this request has started nothing
     */
    Outcome make(
            PaidBatch batch,
            Wanted wanted,
            BigDecimal reservedUsd,
            boolean neverSent,
            Set<String> known,
            Duration notNowMax)
            throws IOException {
        if (!neverSent) {
            Optional<Outcome> found = find(wanted, known);
            if (found.isPresent()) {
                return found.get();
            }
        }
        before = apify.recentRuns();
        beforeMarker = wanted.marker();
        budget.requireRoom(reservedUsd, wanted.videos().size(), wanted.commentsEach());
        BigDecimal mostUsd = batch.capUsd().orElseGet(() -> budget.restUsd(reservedUsd));
        for (int tried = 1; ; tried++) {
            try {
                return new Outcome.Bought(start(wanted, mostUsd, notNowMax).paid(), false);
            } catch (SourceException | PausedException | InterruptedIOException nothingStarted) {
                throw nothingStarted;
            } catch (IOException failure) {
                if (startedNothing(failure)) {
                    throw failure;
                }
                Optional<Outcome> outcome = afterFailure(wanted, failure, known, tried < TRIES_MAX);
                if (outcome.isPresent()) {
                    return outcome.get();
                }
            }
        }
    }

    /** What came of a request that failed; empty if it may be sent again, for the server answered that it failed, and there is no such run. */
    private Optional<Outcome> afterFailure(Wanted wanted, IOException failure, Set<String> known, boolean mayTryAgain)
            throws IOException {
        LOG.warn("{}. Whether a paid run was started is unknown", failure.getMessage());
        if (!(failure instanceof HttpStatusException) || before.isEmpty() || !mayTryAgain) {
            return Optional.of(new Outcome.Unanswered());
        }
        try {
            Found found = lost.look(wanted, before, known);
            if (found instanceof Found.Ours ours) {
                return Optional.of(new Outcome.Bought(ours.run().paid(), true));
            }
            return found instanceof Found.None ? Optional.empty() : Optional.of(new Outcome.Unanswered());
        } catch (InterruptedIOException stopped) {
            throw stopped;
        } catch (IOException cannotTell) {
            return Optional.of(new Outcome.Unanswered());
        }
    }

    /**
     * What became of a request whose answer was lost.
     *
     * @throws SourceException with decisions as remedies, if that cannot be told; nothing is bought
     */
    Outcome resolve(Wanted wanted, Set<String> known) throws IOException {
        boolean ourRequest = wanted.marker().equals(beforeMarker);
        Found found = lost.look(wanted, ourRequest ? before : Optional.empty(), known);
        Optional<Outcome> ours = oursOrNamed(found, wanted);
        if (ours.isPresent()) {
            return ours.get();
        }
        if (isAnswered(found)) {
            return new Outcome.Again(((Found.Perhaps) found).all().get(0).id());
        }
        if (decisions.rebuy().contains(word(wanted))) {
            return new Outcome.Again(word(wanted));
        }
        boolean startedSince = ourRequest && before.isPresent();
        if (startedSince
                && found instanceof Found.Perhaps perhaps
                && perhaps.sameVideos().size() == 1) {
            ApifyRun run = perhaps.sameVideos().get(0);
            LOG.warn(
                    "Paid run {} has lost its marker; it is taken for ours, for it asks for the same videos and was"
                            + " started when we asked for them",
                    run.id());
            return new Outcome.Bought(run.paid(), true);
        }
        throw asks(wanted, found);
    }

    /**
     * What a process that died may have bought, if anything is found; empty if it has bought nothing, as far as the list tells. Where that leaves a doubt, it is as
     * with an answer that was lost.
     */
    private Optional<Outcome> find(Wanted wanted, Set<String> known) throws IOException {
        Found found = lost.look(wanted, Optional.empty(), known);
        Optional<Outcome> ours = oursOrNamed(found, wanted);
        return ours.isPresent() || found instanceof Found.None || isAnswered(found)
                ? ours
                : Optional.of(new Outcome.Unanswered());
    }

    /** Whether somebody has said of each run that may be ours that it is to be paid for again. */
    private boolean isAnswered(Found found) {
        return found instanceof Found.Perhaps perhaps
                && perhaps.all().stream().allMatch(run -> decisions.rebuy().contains(run.id()));
    }

    private Optional<Outcome> oursOrNamed(Found found, Wanted wanted) throws IOException {
        if (found instanceof Found.Ours ours) {
            return Optional.of(new Outcome.Bought(ours.run().paid(), true));
        }
        for (String id : decisions.takePartial()) {
            Optional<ApifyRun> named = apify.runIfThere(id, Duration.ZERO).map(Apify.Seen::run);
            if (named.isPresent() && lost.canBe(named.get(), wanted)) {
                return Optional.of(new Outcome.Bought(named.get().paid(), true));
            }
        }
        return Optional.empty();
    }

    private SourceException asks(Wanted wanted, Found found) {
        Optional<ApifyRun> likeliest = found instanceof Found.Perhaps perhaps
                ? perhaps.all().stream()
                        .filter(run -> !decisions.rebuy().contains(run.id()))
                        .findFirst()
                : Optional.empty();
        String seen;
        if (likeliest.isPresent()) {
            seen = "run " + likeliest.get().id() + " may be it, and does not carry the marker " + wanted.marker();
        } else if (found instanceof Found.Unlisted) {
            seen = "this server does not list runs in a way that tells";
        } else {
            seen = "none of the account's runs has carried the marker " + wanted.marker() + " for "
                    + ForPeople.duration(LostPurchase.LAG_MAX);
        }
        return new SourceException(
                "the answer to a purchase was lost. Whether a paid run was started is unknown; " + seen
                        + ". Look there first, at the runs of " + Apify.ACTOR + ": another attempt may pay again",
                new Remedy.Decide("take_partial", likeliest.map(ApifyRun::id).orElse("RUN")),
                new Remedy.Decide("rebuy", likeliest.map(ApifyRun::id).orElseGet(() -> word(wanted))));
    }

    /** What is said to pay again: another word for each purchase that was lost, so that saying it again buys no second time. */
    private static String word(Wanted wanted) {
        return PaidDecisions.LOST + ApifyMarkers.generation(wanted.marker());
    }

    /** Sends the request, again only while the server says that it starts nothing for now. */
    private ApifyRun start(Wanted wanted, BigDecimal mostUsd, Duration notNowMax) throws IOException {
        long began = timing.nanos();
        while (true) {
            try {
                return apify.start(wanted.videos(), wanted.commentsEach(), wanted.marker(), mostUsd);
            } catch (NotNowException e) {
                if (timing.nanos() - began >= notNowMax.toNanos()) {
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
