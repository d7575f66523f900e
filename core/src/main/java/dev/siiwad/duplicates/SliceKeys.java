package dev.siiwad.duplicates;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.SegmentRange;
import dev.siiwad.publish.JoinedSegments;
import dev.siiwad.segment.SegmentName;
import java.io.IOException;
import java.util.Optional;

/** The {@link KeptKeys} of all slices of a run, as those of the segments of one. Used by one thread, and fastest in the order of the segments. */
public final class SliceKeys implements KnownKeys {
    private final JoinedSegments joined;
    private final Deduplication how;
    private Optional<Found> last = Optional.empty();

    /**
     * A block, or that there is none, nor any further one of the same attempt.
     *
     * @param first the segment of a slice that it begins with
     */
    private record Found(JoinedSegments.Share share, SegmentName first, Optional<KeyBlock> block) {
        /** The next segment of the attempt that is in none before. */
        long end() {
            return first.number() + block.map(found -> found.segments().size()).orElse(0);
        }

        boolean leadsTo(JoinedSegments.Place place) {
            return share == place.share()
                    && first.attempt() == place.local().attempt()
                    && first.number() <= place.local().number();
        }

        boolean has(SegmentName segment) {
            return block.isPresent()
                    && segment.number() < end()
                    && block.get().segments().get(index(segment)).name().equals(segment);
        }

        int index(SegmentName segment) {
            return (int) (segment.number() - first.number());
        }
    }

    public SliceKeys(JoinedSegments joined, Deduplication how) {
        this.joined = joined;
        this.how = how;
    }

    @Override
    public boolean give(SegmentName name, KeyBlock to) throws IOException {
        JoinedSegments.Place place = joined.place(name);
        Found found = last.filter(block -> block.leadsTo(place)).isPresent() ? last.get() : read(place, first(place));
        while (found.block().isPresent() && found.end() <= place.local().number()) {
            found = read(place, new SegmentName(found.end(), place.local().attempt()));
        }
        last = Optional.of(found);
        if (!found.has(place.local())) {
            return false;
        }
        to.addSegment(found.block().get(), found.index(place.local()), name, place.offset());
        return true;
    }

    @Override
    public boolean areKept() {
        return true;
    }

    /** The first segment that is counted of the attempt that has written one. */
    private static SegmentName first(JoinedSegments.Place place) {
        long before = 0;
        for (SegmentRange range : place.share().checkpoint().segments()) {
            if (range.attempt() == place.local().attempt()) {
                break;
            }
            before = range.last();
        }
        return new SegmentName(before + 1, place.local().attempt());
    }

    private Found read(JoinedSegments.Place place, SegmentName first) throws IOException {
        Checkpoint slice = place.share().checkpoint();
        return new Found(place.share(), first, KeptKeys.read(place.share().segments(), slice.runId(), first, how));
    }
}
