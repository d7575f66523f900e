package dev.siiwad.source.tiktok;

import com.fasterxml.jackson.databind.JsonNode;
import dev.siiwad.document.Document;
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
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Buys the comments of a list of videos and reads what was bought: for some videos at a time it asks to save, has a run paid for, asks to save which, waits until
 * the run has finished, one question a step, and reads its dataset page by page, to a page that is empty.
 */
final class ApifyReader implements DocumentReader {
    private static final Logger LOG = LoggerFactory.getLogger(ApifyReader.class);

    /**
     * Videos in one paid run. Few enough that a run that fails, which has to be bought again, costs a few dollars, that it finishes while
     * we wait, and that the budget is looked at in between; enough that most lists need one run.
     */
    static final int VIDEOS_PER_RUN_MAX = 20;

    private final Timing timing;
    private final ApifyAccount account;
    private final Purchase purchase;
    private final PaidRunPolling polling;
    private final DatasetPages pages;
    private final VideoList videos;
    private final CommentLimits limits;
    private final ApifyMarkers markers;

    private Optional<ApifyPosition> at;
    private Optional<ApifyRun> finished = Optional.empty();
    private Optional<DatasetPage> page = Optional.empty();
    private boolean boundary;

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
        this.pages = new DatasetPages(http, timing, apify);
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
        if (finished.isEmpty()) {
            finished = polling.ask(place.bought().get().run());
        }
        return finished.isPresent()
                ? fetchItem()
                : Optional.of(new Reading.Save(
                        "while paid run " + place.bought().get().run() + " is working"));
    }

    @Override
    public Reading read() throws IOException, MalformedDocumentException {
        boundary = false;
        Optional<Reading> instead = fetch();
        return instead.isPresent() ? instead.get() : take(at.orElseThrow(), page.orElseThrow());
    }

    private ApifyPosition first(String marker) {
        return new ApifyPosition(0, videosUpTo(0, 0), marker, BigDecimal.ZERO, 0, Optional.empty());
    }

    private Reading plan(ApifyPosition place) {
        at = Optional.of(place);
        neverSent = true;
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

    private Optional<Reading> fetchItem() throws IOException {
        while (true) {
            ApifyPosition place = at.orElseThrow();
            ApifyPosition.Bought bought = place.bought().orElseThrow();
            DatasetPage current = page(bought);
            if (bought.item() < current.items().size()) {
                return Optional.empty();
            }
            if (!current.empty()) {
                leave(place, current);
            } else if (place.to() == videos.size()) {
                return Optional.of(new Reading.End());
            } else {
                ApifyPosition following = place.nextVideos(videosUpTo(place.to(), place.read()), cost(current.total()));
                finished = Optional.empty();
                page = Optional.empty();
                return Optional.of(plan(following));
            }
        }
    }

    private Reading take(ApifyPosition place, DatasetPage current) throws MalformedDocumentException {
        ApifyPosition.Bought bought = place.bought().orElseThrow();
        at = Optional.of(place.pastItem());
        boundary = bought.item() + 1 == current.items().size();
        if (boundary) {
            leave(at.get(), current);
        }
        return new Reading.Read(document(current.items().get(bought.item()), bought));
    }

    /** Goes on after a page that has been given whole, so that a resume does not ask for it again. */
    private void leave(ApifyPosition place, DatasetPage current) {
        at = Optional.of(place.atOffset(current.end()));
        page = Optional.empty();
    }

    private DatasetPage page(ApifyPosition.Bought bought) throws IOException {
        if (page.isEmpty()) {
            DatasetPage fetched = pages.at(bought);
            if (bought.item() > fetched.items().size() || hasShrunk(bought, fetched)) {
                throw new SourceException(
                        "dataset " + bought.dataset() + " has " + fetched.total() + " items and "
                                + fetched.items().size() + " of them from offset " + bought.offset() + "; "
                                + bought.item() + " of those were read before. It has been changed or removed at Apify",
                        new Remedy.StartOver(true));
            }
            if (fetched.empty() && bought.offset() == 0) {
                LOG.warn(
                        "Paid run {} has no comments for any of its videos. See why in the Apify console",
                        bought.run());
            }
            page = Optional.of(fetched);
        }
        return page.get();
    }

    /** Positions saved by an earlier version may be up to a page past the end. */
    private static boolean hasShrunk(ApifyPosition.Bought bought, DatasetPage fetched) {
        return fetched.empty()
                && bought.offset() > 0
                && (fetched.total() == 0 || bought.offset() - bought.limit() >= fetched.total());
    }

    private Document document(JsonNode item, ApifyPosition.Bought bought) throws MalformedDocumentException {
        String place = "item-" + bought.offset() + "-" + bought.item() + "-of-" + bought.dataset();
        return CommentFields.APIFY.document(item, video(item), place);
    }

    /** The video as the list has it, so that its address stays the same when its user takes another name. */
    private Optional<VideoUrl> video(JsonNode item) {
        for (String member : new String[] {"videoWebUrl", "submittedVideoUrl", "input"}) {
            Optional<VideoUrl> found = VideoUrl.of(item.path(member).asText());
            if (found.isPresent()) {
                return Optional.of(videos.withId(found.get().id()).orElse(found.get()));
            }
        }
        return Optional.empty();
    }

    /** As many videos as may be needed to reach the total, at least one, and no more than one run may have. */
    private int videosUpTo(int from, long read) {
        long needed = (Math.max(1, limits.total() - read) + limits.perVideo() - 1) / limits.perVideo();
        return (int) Math.min(videos.size(), from + Math.min(needed, VIDEOS_PER_RUN_MAX));
    }

    /** What a run has cost: as Apify says, or as estimated where that is more, for some charges come late. */
    private BigDecimal cost(long items) {
        BigDecimal said = finished.map(ApifyRun::costUsd).orElse(BigDecimal.ZERO);
        return said.max(Budget.estimateUsd(items));
    }

    @Override
    public Position position() {
        return at.map(ApifyPosition::position).orElse(Position.START);
    }

    @Override
    public long skip(long count) throws IOException {
        if (at.isEmpty() && count > 0) {
            LocalDate today = LocalDate.ofInstant(timing.now(), ZoneOffset.UTC);
            plan(first(markers.unsaved(today)));
            neverSent = false;
        }
        return Skipping.skip(this, count);
    }

    @Override
    public boolean atBoundary() {
        return boundary;
    }

    @Override
    public void close() {
        page = Optional.empty();
    }
}
