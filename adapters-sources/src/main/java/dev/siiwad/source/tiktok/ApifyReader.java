package dev.siiwad.source.tiktok;

import com.fasterxml.jackson.databind.JsonNode;
import dev.siiwad.paging.IncompleteListException;
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
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Buys the comments of a list of videos and reads what was bought: for some videos at a time it asks to save, has a run paid for, asks to save which, does the same
 * for as many more as may be in flight, waits until the first has finished, one question a step, and reads its dataset page by page, to a page that is empty.
 */
final class ApifyReader implements DocumentReader {
    /** Pages in a row of a dataset that have nothing but what was given before. */
    private static final int REPEATED_PAGES_MAX = 100;

    private final Timing timing;
    private final ApifyPurchases purchases;
    private final PaidRunPolling polling;
    private final PaidItems items;
    private final FailedPaidRun failed;
    private final VideoList videos;
    private final CommentLimits limits;
    private final ApifyMarkers markers;

    private Optional<ApifyPosition> at;
    private boolean finished;
    /** Of the current paid run, as Apify says. */
    private BigDecimal costUsd = BigDecimal.ZERO;
    /** What is set aside at the next read. */
    private Optional<PaidUnit> setAside = Optional.empty();

    private boolean boundary;
    /** Whether somebody keeps the position where a save is asked for. */
    private boolean saving = true;
    /** Whether what is not paid for yet may be bought. */
    private boolean buying = true;

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
        Purchase purchase = new Purchase(http, timing, apify, new Budget(account.budgetUsd()), decisions);
        this.timing = timing;
        this.purchases = new ApifyPurchases(purchase, account, videos, limits);
        this.polling = new PaidRunPolling(http, timing, apify, account);
        this.items = new PaidItems(new DatasetPages(http, timing, apify), videos);
        this.failed = new FailedPaidRun(decisions);
        this.videos = videos;
        this.limits = limits;
        this.markers = markers;
        this.at = at;
    }

    /** From here on reads only what is paid for. */
    ApifyReader buyingNothing() {
        buying = false;
        return this;
    }

    private void requireBuying() throws SourceException {
        if (!buying) {
            throw new SourceException(
                    "position \"" + position()
                            + "\": what comes next is not paid for there, and what was read before is not"
                            + " paid for again",
                    new Remedy.BringBack());
        }
    }

    /** Buys and waits, one step at a time, and asks for pages until there is one with an item that has not been given. */
    @Override
    public Optional<Reading> fetch() throws IOException {
        if (at.isEmpty()) {
            requireBuying();
            return Optional.of(save(purchases.first(markers.next(), saving)));
        }
        ApifyPosition place = at.get();
        if (place.read() >= limits.total() || place.isEnd()) {
            return Optional.of(new Reading.End());
        }
        if (place.bought().isEmpty()) {
            requireBuying();
            return Optional.of(save(purchases.buy(place, markers, saving)));
        }
        if (place.isSkipped()) {
            return Optional.of(goOn(place, BigDecimal.ZERO));
        }
        if (setAside.isPresent()) {
            return Optional.empty();
        }
        Optional<ApifyPurchases.Step> ahead = saving && buying ? purchases.ahead(place) : Optional.empty();
        return ahead.isPresent() ? Optional.of(save(ahead.get())) : fetchPaid(place);
    }

    private Optional<Reading> fetchPaid(ApifyPosition place) throws IOException {
        try {
            Optional<Reading> waiting = finished ? Optional.empty() : await(place);
            return waiting.isPresent() || setAside.isPresent() ? waiting : fetchItem();
        } catch (ShrunkException e) {
            return decide(at.orElseThrow(), e.getMessage(), false);
        } catch (IncompleteListException e) {
            return decide(at.orElseThrow(), e.getMessage(), true);
        } catch (UnreadableItemException e) {
            setAside = Optional.of(PaidUnit.item(at.orElseThrow(), videos, e));
            return Optional.empty();
        }
    }

    @Override
    public Reading read() throws IOException, MalformedDocumentException {
        boundary = false;
        Optional<Reading> instead = fetch();
        if (instead.isPresent()) {
            return instead.get();
        }
        if (setAside.isPresent()) {
            throw pass(setAside.get());
        }
        ApifyPosition place = at.orElseThrow();
        return take(place, items.page(place.bought().orElseThrow()));
    }

    private Reading save(ApifyPurchases.Step step) {
        at = Optional.of(step.at());
        return new Reading.Save(step.reason());
    }

    /** Until the run is over; empty if what it has left is to be read, or has been set aside. */
    private Optional<Reading> await(ApifyPosition place) throws IOException {
        String run = place.bought().orElseThrow().run();
        Optional<Apify.Seen> over = polling.ask(run);
        if (over.isEmpty()) {
            return Optional.of(new Reading.Save("while paid run " + run + " is working"));
        }
        ApifyRun last = over.get().run();
        costUsd = last.costUsd();
        if (last.state() == ApifyRun.State.FAILED && !place.isPartial()) {
            String status = last.status();
            return decide(place, "paid run " + run + " of " + Apify.ACTOR + " is " + status, true);
        }
        items.finished(place.bought().orElseThrow().dataset(), over.get().finishedFor());
        finished = true;
        return Optional.empty();
    }

    /** What becomes of a paid run that is not whole. */
    private Optional<Reading> decide(ApifyPosition place, String problem, boolean leaves) throws IOException {
        String run = place.bought().orElseThrow().run();
        return switch (failed.about(place, problem, leaves)) {
            case REBUY -> {
                String marker = markers.after(place.current().marker(), run);
                Reading save = save(purchases.again(place, marker, costUsd, run, saving));
                leave();
                yield Optional.of(save);
            }
            case TAKE_PARTIAL -> {
                at = Optional.of(place.partial());
                yield Optional.of(new Reading.Save("before taking what paid run " + run + " has left"));
            }
            case SET_ASIDE -> {
                setAside = Optional.of(PaidUnit.run(place, videos, problem, costUsd));
                yield Optional.empty();
            }
        };
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
            String nothing = "it has no comments for any of its " + place.videos() + " videos";
            setAside = Optional.of(PaidUnit.run(place, videos, nothing, costUsd));
            return Optional.empty();
        }
        return Optional.of(goOn(place, costUsd.max(Budget.estimateUsd(last.total()))));
    }

    /** To the videos after those of a paid run, if there are any. */
    private Reading goOn(ApifyPosition place, BigDecimal spentUsd) {
        Optional<ApifyPurchases.Step> next = purchases.next(place, spentUsd, saving);
        if (next.isEmpty()) {
            at = Optional.of(place.end());
            return new Reading.End();
        }
        leave();
        return save(next.get());
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

    private MalformedDocumentException pass(PaidUnit unit) {
        at = Optional.of(unit.after());
        if (unit.after().isSkipped()) {
            leave();
        }
        setAside = Optional.empty();
        items.leavePage();
        boundary = true;
        return unit.exception();
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
                at = Optional.of(purchases.first(markers.unsaved(today), false).at());
            }
            return Skipping.skip(this, count);
        } finally {
            saving = true;
        }
    }

    /** By videos; those of a paid run count once all of it is read. */
    @Override
    public OptionalDouble share() {
        double done =
                at.map(place -> place.isEnd() ? videos.size() : place.from()).orElse(0);
        return OptionalDouble.of(Math.min(1, done / videos.size()));
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
