package dev.siiwad.segment;

import dev.siiwad.source.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the segments before one begin, the nearest first, so that those that are lost can be read again although nothing of them is left. Of constant size: offsets of at most
 * {@value #COUNT_MAX}, and positions of the nearest, of {@value #POSITION_CHARS_MAX} characters together; that of the nearest is there however long it is.
 *
 * @param starts without gaps: the n-th is that of the segment n places before
 */
public record Predecessors(List<Start> starts) {
    public static final int COUNT_MAX = 64;
    public static final int POSITION_CHARS_MAX = 1000;

    public static final Predecessors NONE = new Predecessors(List.of());

    /**
     * @param firstIndex offset of the first document
     * @param position the committed position that the segment was read from; empty if it is too far before, or if an early version wrote it
     */
    public record Start(long firstIndex, Optional<Position> position) {}

    public Predecessors {
        starts = List.copyOf(starts);
        if (starts.size() > COUNT_MAX) {
            throw new IllegalArgumentException(
                    "there are " + starts.size() + " predecessors; expected at most " + COUNT_MAX);
        }
        for (int n = 1; n < starts.size(); n++) {
            if (starts.get(n).firstIndex() >= starts.get(n - 1).firstIndex()) {
                throw new IllegalArgumentException("predecessors begin at "
                        + starts.get(n - 1).firstIndex() + " and before it at "
                        + starts.get(n).firstIndex() + "; expected offsets that descend");
            }
        }
    }

    /** Those of the segment after the one that begins there. */
    public Predecessors plus(Start nearest) {
        List<Start> all = new ArrayList<>(List.of(nearest));
        int chars = length(nearest);
        boolean told = nearest.position().isPresent();
        for (Start start : starts.subList(0, Math.min(starts.size(), COUNT_MAX - 1))) {
            chars += length(start);
            told = told && start.position().isPresent() && chars <= POSITION_CHARS_MAX;
            all.add(told ? start : new Start(start.firstIndex(), Optional.empty()));
        }
        return new Predecessors(all);
    }

    private static int length(Start start) {
        return start.position().map(position -> position.token().length()).orElse(0);
    }

    /** The nearest ones alone. */
    public Predecessors nearest(int count) {
        return new Predecessors(starts.subList(0, Math.min(count, starts.size())));
    }

    /** Where the segment so many places before begins. */
    public Optional<Start> before(int places) {
        return places <= starts.size() ? Optional.of(starts.get(places - 1)) : Optional.empty();
    }

    /** Whether there is no room for more, so that there may have been more. */
    public boolean full() {
        return starts.size() == COUNT_MAX;
    }
}
