package dev.siiwad.source.tiktok;

import dev.siiwad.source.http.Http;
import dev.siiwad.source.http.Timing;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * The pages of a dataset whose run has finished, to the one that is empty because the dataset ends there. What Apify tells of a dataset lags up to
 * 5 s, its total as well as its items, so neither a short page nor the total alone says where that is. A page that cannot be read is asked for again, and then
 * in halves, down to the item that is the cause.
 */
final class DatasetPages {
    private static final int ASKED_MAX = 6;
    private static final int UNREADABLE_ASKED_MAX = 3;
    /** For a minute: a server that answers something else to everything may be under maintenance. */
    private static final int CONTROL_ASKED_MAX = 12;
    /** Items of one dataset that are passed over; where there are more, it is the dataset that cannot be read. */
    private static final int UNREADABLE_ITEMS_MAX = 100;

    private static final Duration BEFORE_ASKING_AGAIN = Duration.ofSeconds(5);
    /** Twice what Apify's documentation names. */
    private static final Duration LAG_MAX = Duration.ofSeconds(10);

    /** That a paid run has left nothing at all is believed later. */
    private static final Duration LAG_OF_ALL_MAX = Duration.ofMinutes(1);

    private final Http http;
    private final Timing timing;
    private final Apify apify;
    private String finished = "";
    private long sinceNanos;
    /** Where the narrowest part ends that is known to have an item that cannot be read, if it lies ahead. */
    private long unreadableBefore;

    /** Where pages began that could not be read. */
    private final Set<Long> unreadable = new HashSet<>();

    DatasetPages(Http http, Timing timing, Apify apify) {
        this.http = http;
        this.timing = timing;
        this.apify = apify;
    }

    /** Tells how long the run of a dataset has been finished, when that is first known. */
    void finished(String dataset, Duration time) {
        finished = dataset;
        Duration most = time.compareTo(LAG_OF_ALL_MAX) < 0 ? time : LAG_OF_ALL_MAX;
        sinceNanos = timing.nanos() - most.toNanos();
        unreadableBefore = 0;
        unreadable.clear();
    }

    /**
     * The page at a place, or the first part of it. Asks again, after a wait, for one that has less than was read of it before or that is empty, until the run
     * has been finished for longer than the lag, and some times more where the total is another one: an empty page that is returned is all there will be.
     *
     * @param before how many items there are before the place
     * @throws UnreadableItemException if the first item of the page cannot be read
     * @throws ShrunkException if nothing of the dataset can be read
     */
    DatasetPage at(ApifyPosition.Bought place, long before) throws IOException {
        if (!finished.equals(place.dataset())) {
            finished(place.dataset(), Duration.ZERO);
        }
        int missed = 0;
        while (true) {
            DatasetPage page = readable(place);
            boolean missing = page.empty() && before != page.total();
            boolean complete = !page.empty() && place.item() <= page.items().size();
            Duration most = place.offset() == 0 ? LAG_OF_ALL_MAX : LAG_MAX;
            Duration lag = most.minusNanos(timing.nanos() - sinceNanos);
            boolean settled = lag.isZero() || lag.isNegative();
            missed += missing ? 1 : 0;
            if (complete || settled && !missing || missed == ASKED_MAX) {
                return page;
            }
            Duration wait = lag.compareTo(LAG_MAX) < 0 ? lag : LAG_MAX;
            http.pause(
                    settled || missing ? BEFORE_ASKING_AGAIN : wait,
                    "Dataset " + place.dataset() + " may not be complete yet");
        }
    }

    /** Which part of a page is given depends on what cannot be read alone, and not on what was asked before: a resume counts items from the same offset. */
    private DatasetPage readable(ApifyPosition.Bought place) throws IOException {
        long offset = place.offset();
        for (int limit = place.limit(); ; limit = Math.max(1, limit / 2)) {
            boolean narrowing = unreadableBefore > offset;
            if (narrowing && unreadableBefore <= offset + limit && limit > 1) {
                continue;
            }
            try {
                return ask(place, limit, narrowing && limit > 1 ? 1 : UNREADABLE_ASKED_MAX);
            } catch (UnreadablePageException e) {
                requireAnswers(place, e);
                if (limit == 1) {
                    throw new UnreadableItemException(offset, e);
                }
                unreadableBefore = offset + limit;
            }
        }
    }

    private DatasetPage ask(ApifyPosition.Bought place, int limit, int askedMax) throws IOException {
        for (int asked = 1; ; asked++) {
            try {
                return apify.items(place.dataset(), place.offset(), limit);
            } catch (UnreadablePageException e) {
                if (asked == askedMax) {
                    throw e;
                }
                http.pause(BEFORE_ASKING_AGAIN, e.getMessage());
            }
        }
    }

    /** That an item cannot be read is believed only while the dataset tells, in an answer that can be, that nothing comes after its end. */
    private void requireAnswers(ApifyPosition.Bought place, UnreadablePageException problem) throws IOException {
        if (unreadable.add(place.offset()) && unreadable.size() > UNREADABLE_ITEMS_MAX) {
            throw new ShrunkException("more than " + UNREADABLE_ITEMS_MAX + " items of dataset " + place.dataset()
                    + " cannot be read: " + problem.getMessage());
        }
        for (int asked = 1; asked <= CONTROL_ASKED_MAX; asked++) {
            try {
                apify.items(place.dataset(), Apify.DATASET_ITEMS_MAX, 1);
                return;
            } catch (UnreadablePageException alsoUnreadable) {
                http.pause(BEFORE_ASKING_AGAIN, alsoUnreadable.getMessage());
            }
        }
        throw new ShrunkException(
                "nothing of dataset " + place.dataset() + " can be read now: " + problem.getMessage());
    }
}
