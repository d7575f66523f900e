package dev.siiwad.source.tiktok;

import dev.siiwad.source.tiktok.LostPurchase.Wanted;
import dev.siiwad.source.tiktok.PaidBatch.Ahead;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which videos are paid for next, and how many paid runs are in flight. Each purchase is two steps, prepared and made, and the position is saved after each: so
 * whatever dies in between, the marker of what may have been paid for is known.
 */
final class ApifyPurchases {
    /**
     * Videos in one paid run. Few enough that a run that fails, which has to be bought again, costs a few dollars, that it finishes while
     * we wait, and that the budget is looked at in between; enough that most lists need one run.
     */
    static final int VIDEOS_PER_RUN_MAX = 20;

    private static final String LOST_ANSWER = "before looking for a paid run whose answer was lost";
    private static final Logger LOG = LoggerFactory.getLogger(ApifyPurchases.class);

    private final Purchase purchase;
    private final Budget budget;
    private final ApifyAccount account;
    private final VideoList videos;
    private final CommentLimits limits;

    /** The marker of a purchase that this process has prepared and not made, so that there is nothing to look for; empty if there is none. */
    private String unsent = "";
    /** Whether no more are started before the current one is done. */
    private boolean full;

    ApifyPurchases(Purchase purchase, ApifyAccount account, VideoList videos, CommentLimits limits) {
        this.purchase = purchase;
        this.budget = new Budget(account.budgetUsd());
        this.account = account;
        this.videos = videos;
        this.limits = limits;
    }

    /** A place, and why it is to be saved. */
    record Step(ApifyPosition at, String reason) {}

    /** Prepares the first purchase. */
    Step first(String marker, boolean saved) {
        PaidBatch batch = batch(0, 0, marker, BigDecimal.ZERO);
        return prepared(
                new ApifyPosition(batch, Optional.empty(), List.of(), BigDecimal.ZERO, 0, VideoRanges.NONE),
                batch,
                saved);
    }

    /** To the videos after the current ones, whether they are paid for already or not; empty if there are none. */
    Optional<Step> next(ApifyPosition place, BigDecimal costUsd, boolean saved) {
        full = false;
        if (!place.ahead().isEmpty()) {
            ApifyPosition there = place.nextAhead(costUsd, account.itemsPerPage());
            return Optional.of(new Step(
                    there,
                    there.bought()
                            .map(bought -> "before reading what paid run " + bought.run() + " has left")
                            .orElse("before having the comments of " + there.videos() + " videos paid for")));
        }
        if (place.to() == videos.size()) {
            return Optional.empty();
        }
        PaidBatch batch = batch(
                place.to(),
                place.read(),
                place.current().marker(),
                place.spentUsd().add(costUsd));
        return Optional.of(prepared(place.next(batch, costUsd), batch, saved));
    }

    /** Prepares to pay for the current videos again. */
    Step again(ApifyPosition place, String marker, BigDecimal costUsd, String after, boolean saved) {
        ApifyPosition there = place.again(marker, costUsd);
        unsent = saved ? there.current().runMarker() : "";
        return new Step(
                there,
                "before having the comments of " + place.videos() + " videos paid for again, after "
                        + (after.startsWith(PaidDecisions.LOST) ? "an answer that was lost" : "paid run " + after));
    }

    /** Pays for the current videos, or finds that it was done, or finds out what became of it. */
    Step buy(ApifyPosition place, ApifyMarkers markers, boolean saved) throws IOException {
        Purchase.Outcome outcome = place.current().unanswered()
                ? purchase.resolve(wanted(place.current()), place.runs())
                : make(place.current(), place, Purchase.NOT_NOW_MAX);
        if (outcome instanceof Purchase.Outcome.Bought bought) {
            return new Step(place.bought(bought.paid(), account.itemsPerPage()), reason(bought));
        }
        if (outcome instanceof Purchase.Outcome.Again again) {
            return again(
                    place,
                    markers.after(place.current().marker(), again.after()),
                    BigDecimal.ZERO,
                    again.after(),
                    saved);
        }
        return new Step(place.withoutAnswer(), LOST_ANSWER);
    }

    /** One step towards as many paid runs in flight as are allowed; empty if there is none to be taken for now. */
    Optional<Step> ahead(ApifyPosition place) throws IOException {
        Optional<PaidBatch> prepared = place.unbought();
        if (full || prepared.filter(PaidBatch::unanswered).isPresent()) {
            return Optional.empty();
        }
        return prepared.isPresent() ? buyAhead(place, prepared.get()) : prepareAhead(place);
    }

    private Optional<Step> prepareAhead(ApifyPosition place) {
        int from = place.last().to();
        int end = Math.min(videos.size(), place.from() + needed(place.read()));
        boolean capped = place.current().capUsd().isPresent();
        if (place.ahead().size() + 1 >= account.parallelRuns() || from >= end || !capped) {
            return Optional.empty();
        }
        PaidBatch batch = batch(from, place.from(), place.read(), place.last().marker(), reserved(place));
        if (!budget.hasRoom(reserved(place), batch.videos(), limits.perVideo())) {
            return Optional.empty();
        }
        return Optional.of(prepared(place.plusAhead(batch), batch, true));
    }

    /** Where nothing is started, what is bought already is read before it is tried again. */
    private Optional<Step> buyAhead(ApifyPosition place, PaidBatch batch) throws IOException {
        boolean neverSent = unsent.equals(batch.runMarker());
        ApifyPosition without = place.withLastAhead(Optional.empty());
        Purchase.Outcome outcome;
        try {
            outcome = make(batch, without, Duration.ZERO);
        } catch (InterruptedIOException stopped) {
            throw stopped;
        } catch (IOException nothingStarted) {
            full = true;
            LOG.warn(
                    "{}. The comments of videos {} to {} are paid for later",
                    nothingStarted.getMessage(),
                    batch.from() + 1,
                    batch.to());
            return neverSent ? Optional.of(new Step(without, "after a paid run was not started")) : Optional.empty();
        }
        if (outcome instanceof Purchase.Outcome.Bought bought) {
            Ahead paid = new Ahead(batch, Optional.of(bought.paid()));
            return Optional.of(new Step(place.withLastAhead(Optional.of(paid)), reason(bought)));
        }
        Ahead lost = new Ahead(batch.withoutAnswer(), Optional.empty());
        return Optional.of(new Step(place.withLastAhead(Optional.of(lost)), LOST_ANSWER));
    }

    private Purchase.Outcome make(PaidBatch batch, ApifyPosition others, Duration notNowMax) throws IOException {
        boolean neverSent = unsent.equals(batch.runMarker());
        unsent = "";
        BigDecimal reserved = others.current() == batch ? others.spentUsd().add(others.aheadUsd()) : reserved(others);
        return purchase.make(batch, wanted(batch), reserved, neverSent, others.runs(), notNowMax);
    }

    private Wanted wanted(PaidBatch batch) {
        return new Wanted(batch.runMarker(), videos.range(batch.from(), batch.to()), limits.perVideo());
    }

    private Step prepared(ApifyPosition place, PaidBatch batch, boolean saved) {
        unsent = saved ? batch.runMarker() : "";
        return new Step(place, "before having the comments of " + batch.videos() + " videos paid for");
    }

    private static String reason(Purchase.Outcome.Bought bought) {
        return (bought.adopted() ? "after finding paid run " : "after starting paid run ")
                + bought.paid().run();
    }

    /** What is spent, and what all in flight may cost. */
    private static BigDecimal reserved(ApifyPosition place) {
        return place.spentUsd()
                .add(place.aheadUsd())
                .add(place.current().capUsd().orElse(BigDecimal.ZERO));
    }

    private PaidBatch batch(int from, long read, String marker, BigDecimal reservedUsd) {
        return batch(from, from, read, marker, reservedUsd);
    }

    /** As many videos as may be needed to reach the total, at least one, and no more than one run may have. */
    private PaidBatch batch(int from, int current, long read, String marker, BigDecimal reservedUsd) {
        int end = Math.min(videos.size(), current + needed(read));
        int to = Math.min(end, from + VIDEOS_PER_RUN_MAX);
        Optional<BigDecimal> cap = account.parallelRuns() == 1
                ? Optional.empty()
                : Optional.of(budget.shareUsd(reservedUsd, to - from, end - from, limits.perVideo()));
        return new PaidBatch(from, to, marker, cap, false);
    }

    private int needed(long read) {
        long videosNeeded = (Math.max(1, limits.total() - read) + limits.perVideo() - 1) / limits.perVideo();
        return (int) Math.min(VideoList.VIDEOS_MAX, videosNeeded);
    }
}
