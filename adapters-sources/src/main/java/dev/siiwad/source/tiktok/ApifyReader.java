package dev.siiwad.source.tiktok;

import com.fasterxml.jackson.databind.JsonNode;
import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.Position;
import dev.siiwad.source.Reading;
import dev.siiwad.source.Remedy;
import dev.siiwad.source.SourceException;
import dev.siiwad.source.http.Http;
import dev.siiwad.source.http.Timing;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Buys the comments of a list of videos and reads what was bought: for some videos at a time it asks to save, has a run paid for, asks to save which, waits until
 * the run has finished, one question a step, and reads its dataset page by page, to a page that is empty.
 */
final class ApifyReader implements DocumentReader {
    /**
     * Videos in one paid run. Few enough that a run that fails, which has to be bought again, costs a few dollars, that it finishes while
     * we wait, and that the budget is looked at in between; enough that most lists need one run.
     */
    static final int VIDEOS_PER_RUN_MAX = 20;

    /** Pages in a row of a dataset that have nothing but what was given before. */
    private static final int REPEATED_PAGES_MAX = 100;

    private static final String PARTIAL =
            "what it has left may be incomplete, and is not taken unless the run is resurrected"
                    + " in the Apify console, or somebody decides to";

    private final Timing timing;
    private final ApifyAccount account;
    private final Purchase purchase;
    private final PaidRunPolling polling;
    private final PaidItems items;
    private final PaidDecisions decisions;
    private final VideoList videos;
    private final CommentLimits limits;
    private final ApifyMarkers markers;

    private Optional<ApifyPosition> at;
    private boolean finished;
    /** Of the current paid run, as Apify says. */
    private BigDecimal costUsd = BigDecimal.ZERO;
    /** Why the current paid run is set aside at the next read. */
    private Optional<String> setAside = Optional.empty();

    private boolean boundary;
    /** Whether somebody keeps the position where a save is asked for. */
    private boolean saving = true;

    /** Whether the marker was made by this process, which has not bought anything with it yet. */
    private boolean neverSent;

    ApifyReader(
            Http http,
            Timing timing,
            Apify apify,
            ApifyAccount account,
            VideoList videos,
            CommentLimits limits,
            ApifyMarkers markers,
            PaidDecisions decisions,
            Optional<ApifyPosition> at) {
        this.timing = timing;
        this.account = account;
        this.purchase = new Purchase(http, timing, apify, new Budget(account.budgetUsd()), decisions);
        this.polling = new PaidRunPolling(http, timing, apify, account);
        this.items = new PaidItems(new DatasetPages(http, timing, apify), videos);
        this.decisions = decisions;
        this.videos = videos;
        this.limits = limits;
        this.markers = markers;
        this.at = at;
    }

    /** Buys and waits, one step at a time, and asks for pages until there is one with an item that has not been given. */
    @Override
    public Optional<Reading> fetch() throws IOException {
        if (at.isEmpty()) {
            return Optional.of(plan(first(markers.next())));
        }
        ApifyPosition place = at.get();
        if (place.read() >= limits.total()) {
            return Optional.of(new Reading.End());
        }
        if (place.bought().isEmpty()) {
            return Optional.of(buy(place));
        }
        if (place.isSkipped()) {
            return Optional.of(goOn(place, BigDecimal.ZERO));
        }
        if (setAside.isPresent()) {
            return Optional.empty();
        }
        try {
            Optional<Reading> waiting = finished ? Optional.empty() : await(place);
            return waiting.isPresent() || setAside.isPresent() ? waiting : fetchItem();
        } catch (ShrunkException e) {
            return decide(at.orElseThrow(), e.getMessage(), false);
        }
    }

    @Override
    public Reading read() throws IOException, MalformedDocumentException {
        boundary = false;
        Optional<Reading> instead = fetch();
        if (instead.isPresent()) {
            return instead.get();
        }
        ApifyPosition place = at.orElseThrow();
        if (setAside.isPresent()) {
            throw unit(place, setAside.get());
        }
        return take(place, items.page(place.bought().orElseThrow()));
    }

    private ApifyPosition first(String marker) {
        return new ApifyPosition(0, videosUpTo(0, 0), marker, BigDecimal.ZERO, 0, Optional.empty());
    }

    private Reading plan(ApifyPosition place) {
        at = Optional.of(place);
        neverSent = saving;
        return new Reading.Save("before having the comments of " + place.videos() + " videos paid for");
    }

    private Reading buy(ApifyPosition place) throws IOException {
        List<VideoUrl> wanted = videos.range(place.from(), place.to());
        boolean nothingToLookFor = neverSent;
        neverSent = false;
        Purchase.Outcome bought = purchase.make(place, wanted, limits.perVideo(), nothingToLookFor);
        at = Optional.of(place.bought(bought.run(), account.itemsPerPage()));
        return new Reading.Save((bought.adopted() ? "after finding paid run " : "after starting paid run ")
                + bought.run().id());
    }

    /** Until the run is over; empty if what it has left is to be read, or has been set aside. */
    private Optional<Reading> await(ApifyPosition place) throws IOException {
        String run = place.bought().orElseThrow().run();
        Optional<ApifyRun> over = polling.ask(run);
        if (over.isEmpty()) {
            return Optional.of(new Reading.Save("while paid run " + run + " is working"));
        }
        costUsd = over.get().costUsd();
        if (over.get().state() == ApifyRun.State.FAILED && !place.isPartial()) {
            return decide(
                    place,
                    "paid run " + run + " of " + Apify.ACTOR + " is "
                            + over.get().status(),
                    true);
        }
        finished = true;
        return Optional.empty();
    }

    /** What becomes of a paid run that is not whole. */
    private Optional<Reading> decide(ApifyPosition place, String problem, boolean hasLeftSomething) throws IOException {
        String run = place.bought().orElseThrow().run();
        if (decisions.rebuy().contains(run) && place.untouched()) {
            at = Optional.of(place.again(markers.after(place.marker(), run), costUsd));
            neverSent = saving;
            leave();
            return Optional.of(new Reading.Save("before having the comments of " + place.videos()
                    + " videos paid for again, after paid run " + run));
        }
        if (decisions.takePartial().contains(run) && hasLeftSomething) {
            at = Optional.of(place.partial());
            return Optional.of(new Reading.Save("before taking what paid run " + run + " has left"));
        }
        if (decisions.skipFailed()) {
            setAside = Optional.of(problem);
            return Optional.empty();
        }
        List<Remedy> remedies = new ArrayList<>();
        if (place.untouched()) {
            remedies.add(new Remedy.Decide("rebuy", run));
        }
        if (hasLeftSomething) {
            remedies.add(new Remedy.Decide("take_partial", run));
        }
        remedies.add(new Remedy.Decide("skip_failed", ""));
        if (!place.untouched()) {
            remedies.add(new Remedy.StartOver(true));
        }
        throw new SourceException(
                problem + (hasLeftSomething ? "; " + PARTIAL : "") + ". It is for videos " + (place.from() + 1) + " to "
                        + place.to() + " of the list",
                remedies.toArray(Remedy[]::new));
    }

    private Optional<Reading> fetchItem() throws IOException {
        for (int pages = 0; pages <= REPEATED_PAGES_MAX; ) {
            ApifyPosition place = at.orElseThrow();
            ApifyPosition.Bought bought = place.bought().orElseThrow();
            DatasetPage current = items.page(bought);
            if (bought.item() < current.items().size()) {
                if (!items.isRepeated(current.items().get(bought.item()), place)) {
                    return Optional.empty();
                }
                at = Optional.of(place.pastRepeatedItem());
            } else if (!current.empty()) {
                leavePage(place, current);
                pages++;
            } else {
                return end(place, current);
            }
        }
        throw new IOException(
                "dataset " + at.orElseThrow().bought().orElseThrow().dataset() + " has given " + REPEATED_PAGES_MAX
                        + " pages in a row without a comment that is new. What was bought stays bought");
    }

    /** The end of what a paid run has left. One that has left nothing at all is set aside, so that it is named. */
    private Optional<Reading> end(ApifyPosition place, DatasetPage last) {
        items.say(place);
        if (last.offset() == 0) {
            setAside = Optional.of("it has no comments for any of its " + place.videos() + " videos");
            return Optional.empty();
        }
        return Optional.of(goOn(place, costUsd.max(Budget.estimateUsd(last.total()))));
    }

    /** To the videos after those of a paid run, if there are any. */
    private Reading goOn(ApifyPosition place, BigDecimal spentUsd) {
        if (place.to() == videos.size()) {
            return new Reading.End();
        }
        ApifyPosition following = place.nextVideos(videosUpTo(place.to(), place.read()), spentUsd);
        leave();
        return plan(following);
    }

    private Reading take(ApifyPosition place, DatasetPage current) throws MalformedDocumentException {
        ApifyPosition.Bought bought = place.bought().orElseThrow();
        JsonNode item = current.items().get(bought.item());
        items.given(item);
        at = Optional.of(place.pastItem());
        boundary = bought.item() + 1 == current.items().size();
        if (boundary) {
            leavePage(at.get(), current);
        }
        String name = "item-" + bought.offset() + "-" + bought.item() + "-of-" + bought.dataset();
        return new Reading.Read(CommentFields.APIFY.document(item, items.video(item), name));
    }

    private MalformedDocumentException unit(ApifyPosition place, String reason) {
        at = Optional.of(place.skipped(costUsd));
        leave();
        boundary = true;
        return MalformedDocumentException.unit(
                "paid-run-" + place.bought().orElseThrow().run(),
                reason,
                "videos " + place.from() + "-" + place.to() + " of the list, from "
                        + videos.get(place.from()).url());
    }

    /** Goes on after a page that has been given whole, so that a resume does not ask for it again. */
    private void leavePage(ApifyPosition place, DatasetPage current) {
        at = Optional.of(place.atOffset(current.end()));
        items.leavePage();
    }

    /** Leaves a paid run. */
    private void leave() {
        finished = false;
        costUsd = BigDecimal.ZERO;
        setAside = Optional.empty();
        items.leavePage();
    }

    /** As many videos as may be needed to reach the total, at least one, and no more than one run may have. */
    private int videosUpTo(int from, long read) {
        long needed = (Math.max(1, limits.total() - read) + limits.perVideo() - 1) / limits.perVideo();
        return (int) Math.min(videos.size(), from + Math.min(needed, VIDEOS_PER_RUN_MAX));
    }

    @Override
    public Position position() {
        return at.map(ApifyPosition::position).orElse(Position.START);
    }

    @Override
    public long skip(long count) throws IOException {
        saving = false;
        try {
            if (at.isEmpty() && count > 0) {
                LocalDate today = LocalDate.ofInstant(timing.now(), ZoneOffset.UTC);
                plan(first(markers.unsaved(today)));
            }
            return Skipping.skip(this, count);
        } finally {
            saving = true;
        }
    }

    @Override
    public boolean atBoundary() {
        return boundary;
    }

    @Override
    public void close() {
        items.leavePage();
    }
}
