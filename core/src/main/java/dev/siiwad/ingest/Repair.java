package dev.siiwad.ingest;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.segment.OutputDigest;
import dev.siiwad.segment.Segment;
import dev.siiwad.segment.SegmentForm;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.segment.SegmentRepair;
import dev.siiwad.segment.SegmentStart;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.source.Position;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.Source;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads again what damaged segments held, from where it was read, and puts it back if it gives the very bytes that were once sealed: that is so if the digests of all segments
 * come to the output digest of the checkpoint. So the name of a segment always means the same bytes, and nothing that is committed changes.
 */
final class Repair {
    private final Source source;
    private final Versions versions;
    private final SegmentStore segments;
    private final PinnedSnapshots pinned;
    private final Progress progress;

    Repair(Source source, Versions versions, SegmentStore segments, PinnedSnapshots pinned, Progress progress) {
        this.source = source;
        this.versions = versions;
        this.segments = segments;
        this.pinned = pinned;
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
        if (inventory.cutShort().isPresent()) {
            return inventory.cutShort();
        }
        Snapshot snapshot = pinned.of(checkpoint);
        Beginnings beginnings = inventory.beginnings();
        OutputDigest digest = OutputDigest.EMPTY;
        Optional<Segment> before = Optional.empty();
        try (LostDocuments documents = new LostDocuments(source, versions, snapshot, beginnings)) {
            for (int n = 0; n < inventory.size(); n++) {
                Optional<Segment> segment = inventory.intact(n);
                if (segment.isEmpty()) {
                    Optional<Long> first = beginnings.first(n);
                    Optional<Long> end = beginnings.end(n);
                    if (first.isEmpty() || end.isEmpty()) {
                        return Optional.of("nothing is left that tells where " + inventory.name(n) + " began or ended");
                    }
                    progress.on(new Progress.Repairing(inventory.problem(n), first.get(), end.get()));
                    Lost lost = new Lost(n, inventory.name(n), first.get(), before, inventory.form());
                    Rereading.Beginning beginning = now -> {
                        repairs.add(segments.repair(checkpoint.runId(), lost.start(beginnings, now)));
                        return repairs.get(repairs.size() - 1);
                    };
                    if (!documents.read(n, first.get(), end.get(), beginning)) {
                        return Optional.of("source " + source.id() + " ends before offset " + end.get());
                    }
                    segment = Optional.of(repairs.get(repairs.size() - 1).seal());
                }
                digest = digest.plus(segment.get());
                before = segment;
            }
        }
        return digest.equals(checkpoint.outputDigest()) ? Optional.empty() : Optional.of(inventory.differs(digest));
    }

    /** The n-th segment, which begins with the document {@code first}; and the segment before it, as it is or was read again. */
    private record Lost(int n, SegmentName name, long first, Optional<Segment> before, SegmentForm form) {
        /** What it said first of itself. Early versions did not say from where they read; where that is lost, it is where the reader is now. */
        SegmentStart start(Beginnings beginnings, Position now) throws IOException {
            Optional<Position> position = beginnings.position(n);
            boolean lost = position.isEmpty() && beginnings.saysPositions();
            OptionalLong textBefore = before.isPresent() ? before.get().textAfter() : OptionalLong.of(0);
            return new SegmentStart(
                    name,
                    first,
                    lost ? Optional.of(now) : position,
                    beginnings.before(n, before),
                    form,
                    form.isMeasured() ? textBefore : OptionalLong.empty());
        }
    }
}
