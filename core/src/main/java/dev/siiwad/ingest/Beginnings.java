package dev.siiwad.ingest;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.LastSegment;
import dev.siiwad.segment.Predecessors;
import dev.siiwad.segment.Segment;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.segment.SegmentStart;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.source.Position;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Where the segments that a checkpoint counts begin. Each that is left says it of itself and of those before it, and so does the checkpoint of the last; of what none of them
 * tells, the first line of what is damaged may, and where nothing is left, how the others were cut. Nothing of the latter is proved; whether it is right, the digest decides.
 */
final class Beginnings {
    private final Checkpoint checkpoint;
    private final SegmentStore store;
    private final List<Optional<Segment>> intact;
    private final IntFunction<SegmentName> names;
    private final int[] nextIntact;

    /** Something that says where those before it begin. */
    private record Witness(int at, Predecessors before) {}

    Beginnings(
            Checkpoint checkpoint, SegmentStore store, List<Optional<Segment>> intact, IntFunction<SegmentName> names) {
        this.checkpoint = checkpoint;
        this.store = store;
        this.intact = intact;
        this.names = names;
        this.nextIntact = new int[intact.size() + 1];
        nextIntact[intact.size()] = intact.size();
        for (int n = intact.size() - 1; n >= 0; n--) {
            nextIntact[n] = intact.get(n).isPresent() ? n : nextIntact[n + 1];
        }
    }

    /** The offset of the first document of the n-th, where anything tells, or else where it must have been if segments were cut as those were that are left. */
    Optional<Long> first(int n) throws IOException {
        Optional<Long> told = told(n);
        return told.isPresent() ? told : between(n);
    }

    /** The offset after its last document. */
    Optional<Long> end(int n) throws IOException {
        return first(n + 1);
    }

    /** The committed position that it was read from, where anything tells. */
    Optional<Position> position(int n) throws IOException {
        Optional<Position> told = said(n).flatMap(Predecessors.Start::position);
        return told.isPresent() ? told : damaged(n).flatMap(Predecessors.Start::position);
    }

    /** Whether any of them is known to have said from where it was read. */
    boolean saysPositions() throws IOException {
        for (int n = 0; n < intact.size(); n++) {
            if (position(n).isPresent()) {
                return true;
            }
        }
        return false;
    }

    /**
     * What the n-th, which is lost, said of those before it. How many they were is told by what comes after it, since it said the same of them; earlier builds said it only of
     * one, and early ones of none.
     *
     * @param previous the one before it, as it is or was read again
     */
    Predecessors before(int n, Optional<Segment> previous) {
        if (previous.isEmpty()) {
            return Predecessors.NONE;
        }
        SegmentStart start = previous.get().start();
        Predecessors all = start.before().plus(start.asPredecessor());
        Optional<Witness> witness = witness(n);
        if (witness.isPresent() && witness.get().before().full()) {
            return all;
        }
        int told = witness.map(after -> after.before().starts().size() - (after.at() - n))
                .orElse(0);
        return told > 0 ? all.nearest(told) : all.nearest(start.position().isPresent() ? 1 : 0);
    }

    private Optional<Long> told(int n) throws IOException {
        if (n == intact.size()) {
            return Optional.of(checkpoint.lastIndex());
        }
        Optional<Predecessors.Start> said = said(n);
        if (said.isPresent()) {
            return said.map(Predecessors.Start::firstIndex);
        }
        if (n == 0) {
            return Optional.of(checkpoint.firstIndex());
        }
        return intact.get(n - 1).isPresent()
                ? intact.get(n - 1).map(Segment::lastIndex)
                : damaged(n).map(Predecessors.Start::firstIndex);
    }

    /** A guess, between the nearest offsets that are told. */
    private Optional<Long> between(int n) throws IOException {
        int before = n - 1;
        while (told(before).isEmpty()) {
            before--;
        }
        int after = n + 1;
        while (told(after).isEmpty()) {
            after++;
        }
        LostCuts cuts = new LostCuts(told(before).get(), told(after).get(), after - before - 1);
        return cuts.offset(n - before, intact.stream().flatMap(Optional::stream).toList());
    }

    /** By itself, or by the nearest after it that is left. */
    private Optional<Predecessors.Start> said(int n) {
        if (intact.get(n).isPresent()) {
            return intact.get(n).map(segment -> segment.start().asPredecessor());
        }
        return witness(n).flatMap(after -> after.before().before(after.at() - n));
    }

    private Optional<Witness> witness(int n) {
        int at = nextIntact[n + 1];
        return at < intact.size()
                ? Optional.of(new Witness(at, intact.get(at).get().start().before()))
                : checkpoint.extent().last().map(LastSegment::asPredecessors).map(before -> new Witness(at, before));
    }

    /** What can still be read of the first line of one that is lost, unless something else tells that it is wrong. */
    private Optional<Predecessors.Start> damaged(int n) throws IOException {
        if (intact.get(n).isPresent()) {
            return Optional.empty();
        }
        Optional<Long> offset = said(n).map(Predecessors.Start::firstIndex);
        return store.beginning(checkpoint.runId(), names.apply(n))
                .map(SegmentStart::asPredecessor)
                .filter(start -> offset.isEmpty() || offset.get() == start.firstIndex());
    }
}
