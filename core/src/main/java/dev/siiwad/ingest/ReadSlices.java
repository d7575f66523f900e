package dev.siiwad.ingest;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.CheckpointStore;
import dev.siiwad.checkpoint.LostRaceException;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.publish.JoinedSegments;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.source.Slice;
import dev.siiwad.storage.Storage;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the slices of a shared run have read, once all of them are read to their ends. */
final class ReadSlices implements Readout {
    private final Plans.Standing standing;
    private final Storage storage;
    private final Progress progress;
    private final List<JoinedSegments.Share> shares = new ArrayList<>();
    private Optional<Slice> unread = Optional.empty();

    ReadSlices(Plans.Standing standing, Storage storage, Progress progress) {
        this.standing = standing;
        this.storage = storage;
        this.progress = progress;
    }

    /**
     * The last checkpoints of all slices are loaded once, and told to those who help: whoever would change one has to take the run away first, and that shows when it is published.
     */
    @Override
    public Counted counted(Checkpoint plan) throws IOException {
        boolean told = shares.size() == standing.slices().size();
        for (Slice slice :
                standing.slices().subList(shares.size(), standing.slices().size())) {
            shares.add(new JoinedSegments.Share(last(slice), storage.segments(slice.id())));
        }
        SegmentStore whole = storage.segments(plan.source());
        if (!told) {
            ToldSlices.store(whole, plan, shares);
        }
        return Counted.of(new JoinedSegments(plan, whole, shares));
    }

    /** One that turned out not to be read to its end, if any did. */
    Optional<Slice> unread() {
        return unread;
    }

    private Checkpoint last(Slice slice) throws IOException {
        Saved saved = storage.checkpoints().load(slice.id());
        if (!saved.isEndOf(standing.plan().runId())) {
            unread = Optional.of(slice);
            throw new LostRaceException(storage.checkpoints().where(slice.id())
                    + ": was changed by someone else since this slice had been read to its end");
        }
        return ((Saved.Committed) saved).checkpoint();
    }

    @Override
    @SuppressWarnings("try") // held for its life, never asked
    public void repair(Checkpoint plan) throws IOException {
        CheckpointStore checkpoints = storage.checkpoints();
        for (Slice slice : standing.slices()) {
            try (Closeable held = checkpoints.acquire(slice.id())) {
                SegmentStore segments = storage.segments(slice.id());
                PinnedSnapshots pinned = new PinnedSnapshots(segments, slice, storage.datasets(), progress);
                new Repair(slice, standing.versions(), segments, pinned, progress).of(last(slice));
            }
        }
    }

    @Override
    public void remove() {
        try {
            new SliceRemoval(storage).of(standing.plan());
        } catch (IOException e) {
            progress.on(new Progress.SegmentsLeft(false, e.getMessage()));
        }
    }
}
