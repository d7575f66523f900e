package dev.siiwad.ingest;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.Extent;
import dev.siiwad.segment.DamagedSegmentException;
import dev.siiwad.segment.Segment;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.source.Position;
import dev.siiwad.source.Remedy;
import dev.siiwad.source.SourceException;
import dev.siiwad.source.TaintedInputException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds how much of a run still counts when its input proves to be damaged; one for each start, so that none goes back for ever. */
final class GoingBack {
    /** A start goes back at most so many times, whatever is damaged. */
    static final int TIMES_MAX = 100;

    private final SegmentStore segments;
    private final Set<Place> places = new HashSet<>();

    /** A damage, and the offset that the run went back to for it. */
    private record Place(long offset, String problem) {}

    GoingBack(SegmentStore segments) {
        this.segments = segments;
    }

    /**
     * The extent that is left when all is taken back that was read from the damaged input, from the newest segment on; the whole one, if nothing of it was committed.
     * Changes nothing.
     *
     * @throws DamagedSegmentException if the segments are not those that were counted
     * @throws IOException if that was tried before, and did not help
     */
    Extent before(TaintedInputException damage, Checkpoint checkpoint) throws IOException {
        Extent left = damage.isBefore(checkpoint.position()) ? checkpoint.extent() : shortened(damage, checkpoint);
        if (!places.add(new Place(left.lastIndex(), damage.getMessage())) || places.size() > TIMES_MAX) {
            throw new IOException(
                    damage.getMessage() + ". That was so before, and reading again from offset " + left.lastIndex()
                            + " did not help; what was read before it is committed",
                    damage);
        }
        return left;
    }

    private Extent shortened(TaintedInputException damage, Checkpoint checkpoint) throws IOException {
        List<Segment> counted = read(checkpoint);
        int left = counted.size();
        Optional<Position> reached = Optional.empty();
        while (left > 0 && reached.isEmpty()) {
            left--;
            reached = counted.get(left).start().position().filter(damage::isBefore);
        }
        if (reached.isEmpty() && checkpoint.firstIndex() > 0) {
            throw new SourceException(
                    damage.getMessage() + ". Documents read from it are committed, in segments of an early version that"
                            + " did not say from where they were read",
                    damage,
                    new Remedy.StartOver(false));
        }
        Position from = reached.orElse(Position.START);
        return extent(Extent.from(checkpoint.firstIndex(), from), counted.subList(0, left));
    }

    private List<Segment> read(Checkpoint checkpoint) throws IOException {
        List<Segment> counted = new ArrayList<>();
        for (SegmentName name : checkpoint.extent().segmentNames()) {
            counted.add(segments.read(checkpoint.runId(), name, entry -> {}));
        }
        Extent whole = extent(Extent.from(checkpoint.firstIndex(), checkpoint.position()), counted);
        if (!whole.outputDigest().equals(checkpoint.outputDigest())) {
            throw new DamagedSegmentException("the segments of run " + checkpoint.runId() + " come to output_digest "
                    + whole.outputDigest().value() + "; the checkpoint counts "
                    + checkpoint.outputDigest().value());
        }
        return counted;
    }

    /** @param first where to read on after them, whatever they say */
    private static Extent extent(Extent first, List<Segment> counted) {
        Extent extent = first;
        for (Segment segment : counted) {
            extent = extent.plus(segment, first.position());
        }
        return extent;
    }
}
