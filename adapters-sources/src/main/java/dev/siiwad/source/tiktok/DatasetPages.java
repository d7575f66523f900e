package dev.siiwad.source.tiktok;

import dev.siiwad.source.http.Http;
import dev.siiwad.source.http.Timing;
import java.io.IOException;
import java.time.Duration;

/**
 * The pages of a dataset whose run has finished, to the one that is empty because the dataset ends there. What Apify tells of a dataset lags up to
 * 5 s, its total as well as its items, so neither a short page nor the total alone says where that is.
 */
final class DatasetPages {
    private static final int ASKED_MAX = 6;
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

    DatasetPages(Http http, Timing timing, Apify apify) {
        this.http = http;
        this.timing = timing;
        this.apify = apify;
    }

    /**
     * The page at a place. Asks again, after a wait, for one that has less than was read of it before or that is empty, until the run has been
     * finished for longer than the lag: an empty page that is returned is the end of the dataset.
     *
     * @throws IOException also if the page stays empty though the total says that there is more
     */
    DatasetPage at(ApifyPosition.Bought place) throws IOException {
        if (!finished.equals(place.dataset())) {
            finished = place.dataset();
            sinceNanos = timing.nanos();
        }
        int missed = 0;
        while (true) {
            DatasetPage page = apify.items(place.dataset(), place.offset(), place.limit());
            boolean missing = page.empty() && place.offset() < page.total();
            boolean complete = !page.empty() && place.item() <= page.items().size();
            Duration most = place.offset() == 0 ? LAG_OF_ALL_MAX : LAG_MAX;
            Duration lag = most.minusNanos(timing.nanos() - sinceNanos);
            boolean settled = lag.isZero() || lag.isNegative();
            if (complete || settled && !missing) {
                return page;
            }
            missed += missing ? 1 : 0;
            if (missed == ASKED_MAX) {
                throw new IOException("dataset " + place.dataset() + " has " + page.total()
                        + " items and gives none from offset " + place.offset() + " on, asked " + missed
                        + " times. What was bought stays bought");
            }
            Duration wait = lag.compareTo(LAG_MAX) < 0 ? lag : LAG_MAX;
            http.pause(
                    settled || missing ? BEFORE_ASKING_AGAIN : wait,
                    "Dataset " + place.dataset() + " may not be complete yet");
        }
    }
}
