package dev.siiwad.ingest;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.segment.OutputDigest;
import dev.siiwad.segment.RunId;
import dev.siiwad.segment.Segment;
import dev.siiwad.segment.SegmentRepair;
import dev.siiwad.segment.SegmentStart;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.Position;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.Source;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads again what damaged segments held, from where it was read, and puts it back if it gives the very bytes that were once sealed: that is so if the digests of all segments
 * come to the output digest of the checkpoint. So the name of a segment always means the same bytes, and nothing that is committed changes.
 */
final class Repair {
    private final Source source;
    private final Versions versions;
    private final SegmentStore segments;
    private final Progress progress;

    Repair(Source source, Versions versions, SegmentStore segments, Progress progress) {
        this.source = source;
        this.versions = versions;
        this.segments = segments;
        this.progress = progress;
    }

    /**
     * Repairs all that is damaged of what a checkpoint counts.
     *
     * @throws NotRepairedException if that cannot be done; then nothing was changed
     */
    void of(Checkpoint checkpoint) throws IOException {
        Inventory inventory = Inventory.of(checkpoint, segments);
        List<String> problems = inventory.problems();
        if (problems.isEmpty()) {
            return;
        }
        versions.transform().prepare();
        List<SegmentRepair> repairs = new ArrayList<>();
        try {
            Optional<String> reason = read(checkpoint, inventory, repairs);
            if (reason.isPresent()) {
                throw new NotRepairedException(problems, reason.get());
            }
            for (SegmentRepair repair : repairs) {
                repair.replace();
            }
            progress.on(new Progress.Repaired(repairs.size()));
        } finally {
            for (SegmentRepair repair : repairs) {
                repair.close();
            }
        }
    }

    /** Why what was read again is not what was counted; empty if it is. */
    private Optional<String> read(Checkpoint checkpoint, Inventory inventory, List<SegmentRepair> repairs)
            throws IOException {
        Snapshot pinned = new PinnedSnapshots(segments).of(checkpoint);
        OutputDigest digest = OutputDigest.EMPTY;
        Optional<Segment> before = Optional.empty();
        for (int n = 0; n < inventory.size(); n++) {
            Optional<Segment> segment = inventory.intact(n);
            if (segment.isEmpty()) {
                Optional<Long> first = inventory.first(n);
                Optional<Long> end = inventory.end(n);
                if (first.isEmpty() || end.isEmpty()) {
                    return Optional.of("nothing is left that tells where " + inventory.name(n) + " began or ended");
                }
                progress.on(new Progress.Repairing(inventory.problem(n), first.get(), end.get()));
                Damaged damaged = new Damaged(checkpoint.runId(), n, first.get(), end.get(), before);
                if (!reread(damaged, inventory, pinned, repairs)) {
                    return Optional.of("source " + source.id() + " ends before offset " + end.get());
                }
                segment = Optional.of(repairs.get(repairs.size() - 1).seal());
            }
            digest = digest.plus(segment.get());
            before = segment;
        }
        return digest.equals(checkpoint.outputDigest()) ? Optional.empty() : Optional.of(inventory.differs(digest));
    }

    /** The n-th segment, which has the documents from {@code first} to {@code end}, the last not included; and the segment before it, as it is or was read again. */
    private record Damaged(RunId run, int n, long first, long end, Optional<Segment> before) {}

    /** From where it was read, or else from the nearest place before that is known. Adds one repair; false if the source ends before. */
    private boolean reread(Damaged damaged, Inventory inventory, Snapshot pinned, List<SegmentRepair> repairs)
            throws IOException {
        int nearest = damaged.n();
        while (nearest >= 0
                && (inventory.position(nearest).isEmpty()
                        || inventory.first(nearest).isEmpty())) {
            nearest--;
        }
        Position from =
                nearest < 0 ? Position.START : inventory.position(nearest).get();
        long offset = nearest < 0 ? 0 : inventory.first(nearest).get();
        try (DocumentReader reader = source.reread(pinned, from)) {
            Rereading.Beginning beginning = position -> {
                repairs.add(segments.repair(damaged.run(), start(damaged, inventory, position)));
                return repairs.get(repairs.size() - 1);
            };
            return new Rereading(reader, offset, versions, damaged.first(), beginning).readTo(damaged.end());
        }
    }

    /** What the segment said first of itself. Early versions did not say from where they read; where that is lost, it is where the reader is now. */
    private static SegmentStart start(Damaged damaged, Inventory inventory, Position now) throws IOException {
        Optional<Position> position = inventory.position(damaged.n());
        boolean lost = position.isEmpty() && inventory.saysPositions();
        return new SegmentStart(
                inventory.name(damaged.n()),
                damaged.first(),
                lost ? Optional.of(now) : position,
                damaged.before()
                        .map(Segment::start)
                        .filter(start -> start.position().isPresent())
                        .map(start -> new SegmentStart.Previous(start.firstIndex(), start.position())),
                inventory.form());
    }
}
