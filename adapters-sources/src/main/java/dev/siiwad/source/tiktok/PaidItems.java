package dev.siiwad.source.tiktok;

import com.fasterxml.jackson.databind.JsonNode;
import dev.siiwad.paging.IncompleteListException;
import dev.siiwad.paging.PagedList;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.LongStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one paid run after another has left: its items page by page, each comment once. What came earlier in the same dataset is read again after a resume,
 * so that a comment that comes twice is given once, wherever the process stopped in between.
 */
final class PaidItems {
    private static final Logger LOG = LoggerFactory.getLogger(PaidItems.class);
    private static final int NAMED_MAX = 5;
    private static final int PAGES_MAX = (int) Apify.DATASET_ITEMS_MAX;

    private final DatasetPages pages;
    private final VideoList videos;
    private final Set<String> seen = new HashSet<>();
    private final Set<Long> answered = new HashSet<>();
    private String dataset = "";
    private boolean said;
    private Optional<DatasetPage> page = Optional.empty();
    private long count;
    private PagedList<Long> read = new PagedList<>(dataset, 0L, PAGES_MAX);

    PaidItems(DatasetPages pages, VideoList videos) {
        this.pages = pages;
        this.videos = videos;
    }

    /** Tells how long the run of a dataset has been finished. */
    void finished(String finishedDataset, Duration time) {
        pages.finished(finishedDataset, time);
    }

    /**
     * The current page; empty at the end of the dataset.
     *
     * @throws UnreadableItemException if the first item of the page cannot be read
     * @throws ShrunkException if it has less than was read of it before
     * @throws IncompleteListException if it ends, and its total says that there are more or fewer items than it gave, unless it is to be taken as it is
     */
    DatasetPage page(ApifyPosition.Bought bought) throws IOException {
        if (!dataset.equals(bought.dataset())) {
            leavePage();
            seen.clear();
            answered.clear();
            said = false;
            rebuild(bought);
            dataset = bought.dataset();
        }
        if (page.isEmpty()) {
            DatasetPage fetched = fetch(bought);
            fetched.items().stream().limit(bought.item()).forEach(this::given);
            page = Optional.of(fetched);
        }
        return page.get();
    }

    private DatasetPage fetch(ApifyPosition.Bought bought) throws IOException {
        DatasetPage fetched;
        try {
            fetched = pages.at(bought, count);
        } catch (UnreadableItemException e) {
            account(e.offset(), e.offset() + 1);
            throw e;
        }
        if (bought.item() > fetched.items().size() || hasShrunk(bought, fetched)) {
            throw new ShrunkException("dataset " + bought.dataset() + " has " + fetched.total() + " items and "
                    + fetched.items().size() + " of them from offset " + bought.offset() + "; " + bought.item()
                    + " of those were read before. It has been changed or removed at Apify");
        }
        if (!fetched.empty()) {
            account(fetched.offset(), fetched.end());
        } else if (bought.taken() != ApifyPosition.Taken.PARTIAL) {
            read.read(List.of(), Optional.empty(), OptionalLong.of(fetched.total()));
        }
        return fetched;
    }

    /** Items are told from one another by their places alone: one may come twice, which is seen by its id. */
    private void account(long from, long end) throws IOException {
        read.read(LongStream.range(from, end).boxed().toList(), Optional.of(end));
        count += end - from;
    }

    void leavePage() {
        page = Optional.empty();
    }

    /** Whether a comment was given before, or belongs to a video that another paid run of the list is for. */
    boolean isRepeated(JsonNode item, ApifyPosition place) {
        Optional<VideoUrl> listed = video(item).flatMap(found -> videos.withId(found.id()));
        return CommentFields.APIFY.idOf(item).filter(seen::contains).isPresent()
                || listed.filter(
                                found -> !videos.range(place.from(), place.to()).contains(found))
                        .isPresent();
    }

    /** Remembers an item that has been given. */
    void given(JsonNode item) {
        Optional<String> id = CommentFields.APIFY.idOf(item);
        if (id.isPresent()) {
            seen.add(id.get());
            video(item).ifPresent(video -> answered.add(video.id()));
        }
    }

    /** The video as the list has it, so that its address stays the same when its user takes another name. */
    Optional<VideoUrl> video(JsonNode item) {
        for (String member : new String[] {"videoWebUrl", "submittedVideoUrl", "input"}) {
            Optional<VideoUrl> found = VideoUrl.of(item.path(member).asText());
            if (found.isPresent()) {
                return Optional.of(videos.withId(found.get().id()).orElse(found.get()));
            }
        }
        return Optional.empty();
    }

    /** Says in the log what a paid run has come to, and which of its videos it has nothing for. */
    void say(ApifyPosition place) {
        if (said) {
            return;
        }
        said = true;
        String run = place.bought().orElseThrow().run();
        List<String> without = videos.range(place.from(), place.to()).stream()
                .filter(video -> !answered.contains(video.id()))
                .map(VideoUrl::url)
                .toList();
        int with = place.videos() - without.size();
        if (without.isEmpty()) {
            LOG.info("Paid run {} gave {} comments, for all of its {} videos", run, seen.size(), with);
            return;
        }
        LOG.warn(
                "Paid run {} gave {} comments, for {} of its {} videos; none for {}{}. See why in the Apify console",
                run,
                seen.size(),
                with,
                place.videos(),
                String.join(", ", without.subList(0, Math.min(NAMED_MAX, without.size()))),
                without.size() > NAMED_MAX ? " and " + (without.size() - NAMED_MAX) + " more" : "");
    }

    /** Reads again, for nothing, what was given before the current page. */
    private void rebuild(ApifyPosition.Bought bought) throws IOException {
        read = new PagedList<>("dataset " + bought.dataset(), 0L, PAGES_MAX);
        count = 0;
        while (count < bought.offset()) {
            int limit = (int) Math.min(bought.limit(), bought.offset() - count);
            try {
                DatasetPage earlier = pages.at(
                        new ApifyPosition.Bought(bought.run(), bought.dataset(), limit, count, 0, bought.taken()),
                        count);
                if (earlier.empty()) {
                    return;
                }
                earlier.items().forEach(this::given);
                account(earlier.offset(), earlier.end());
            } catch (UnreadableItemException setAsideBefore) {
                account(count, count + 1);
            }
        }
    }

    /** Positions saved by an earlier version may be up to a page past the end. */
    private static boolean hasShrunk(ApifyPosition.Bought bought, DatasetPage fetched) {
        return fetched.empty()
                && bought.offset() > 0
                && (fetched.total() == 0 || bought.offset() - bought.limit() >= fetched.total());
    }
}
