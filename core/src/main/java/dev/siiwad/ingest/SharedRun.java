package dev.siiwad.ingest;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.CheckpointStore;
import dev.siiwad.checkpoint.CorruptCheckpointException;
import dev.siiwad.checkpoint.Glance;
import dev.siiwad.checkpoint.LostRaceException;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.checkpoint.SourceBusyException;
import dev.siiwad.publish.DatasetFormat;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.Slice;
import dev.siiwad.source.Source;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Storage;
import dev.siiwad.transform.Transform;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One process of a run that any number of processes share, each asked for the same: it plans the run unless another one has, reads slices that nobody reads, carries on those whose
 * process has died, and publishes once all are read. There is no other coordination than the checkpoints. The dataset is the slices in order, the same bytes as if one process had read
 * it all. Used once, by one thread; the JVM may be killed at any instruction of it: any other process, or the same again, carries on.
 */
public final class SharedRun {
    private static final Duration PAUSE = Duration.ofSeconds(2);

    /** Of so many slices that others have, or may have, each pause is followed by a look. */
    private static final int LOOKED_AT_MAX = 16;

    /** Where marks tell which of them are read, and a look is a request: they are only looked at for owners that have died. */
    private static final int MARKED_LOOKED_AT_MAX = 4;

    private final Storage storage;
    private final DatasetFormat format;
    private final RunContext context;
    private final CheckpointStore checkpoints;
    private final Progress progress;
    private final RunRequest request;
    private final Sharing sharing;
    private final SourceId id;
    private final Plans plans;
    private final List<Slice> own = new ArrayList<>();
    private boolean waiting;
    private int taken;

    /**
     * @param storage open for as long as the run goes on; the caller closes it
     * @throws IllegalArgumentException if the request begins or ends anywhere but where the source does, or is to begin anew
     */
    public SharedRun(
            Source source,
            Transform transform,
            Storage storage,
            DatasetFormat format,
            RunContext context,
            Progress progress,
            RunRequest request,
            Sharing sharing) {
        if (request.force()
                || request.fromOffset().isPresent()
                || request.maxRecords().isPresent()) {
            throw new IllegalArgumentException("a shared run reads the whole source, and does not begin anew");
        }
        this.storage = storage;
        this.format = format;
        this.context = context;
        this.checkpoints = storage.checkpoints();
        this.progress = progress;
        this.request = request;
        this.sharing = sharing;
        this.id = source.id();
        this.plans = new Plans(source, transform, storage, context, progress, request, sharing);
    }

    /**
     * Runs until the dataset exists; or, where nobody is to be waited for, until there is nothing left to do but what others do.
     *
     * @throws SourceBusyException if nobody is to be waited for, and another process plans the run or holds the source for something else
     * @throws CorruptCheckpointException if there is a checkpoint, of the run or of a slice, but none that can be used
     * @throws LostRaceException if the run was given up or removed meanwhile
     * @throws IOException if reading or storing failed; what was read before is saved where possible
     */
    public RunReport run() throws IOException {
        RunReport report = untilEnded();
        if (report instanceof RunReport.Finished finished) {
            removeHelp(finished.dataset().run(), finished.dataset().started());
            removeLate(finished.dataset().run());
        } else if (report instanceof RunReport.Completed completed) {
            removeHelp(
                    completed.receipt().checkpoint().runId(),
                    completed.receipt().checkpoint().started());
        }
        return report;
    }

    /** What those have left who had begun to help before it was published, and died after. */
    private void removeHelp(RunId run, Instant started) {
        try {
            storage.publisher(format, context.programVersion()).removeHelp(id, run, started);
        } catch (IOException e) {
            progress.on(new Progress.SegmentsLeft(false, e.getMessage()));
        }
    }

    /** What this process has still put into its slices when they had been removed already: it was asleep, or the network was slow. */
    private void removeLate(RunId run) {
        try {
            for (Slice slice : own) {
                checkpoints.removeRead(slice.id(), Optional.of(run));
                SliceSearch.removeMarks(slice, storage.segments(id), run);
            }
        } catch (IOException e) {
            progress.on(new Progress.SegmentsLeft(false, e.getMessage()));
        }
    }

    private RunReport untilEnded() throws IOException {
        while (true) {
            Plans.Found found = plans.find();
            if (found instanceof Plans.Ended ended) {
                return ended.report();
            }
            if (found instanceof Plans.Standing standing) {
                return work(standing);
            }
            if (!sharing.waits()) {
                throw ((Plans.Busy) found).why();
            }
            if (stopRequested()) {
                return new RunReport.Interrupted(Optional.empty());
            }
            context.pause().accept(PAUSE);
        }
    }

    /**
     * The one slice that is asked for, of a run in progress.
     *
     * @throws IOException if no such run is in progress
     */
    public Source slice() throws IOException {
        if (plans.find() instanceof Plans.Standing standing
                && sharing.only().isPresent()
                && sharing.only().getAsInt() <= standing.slices().size()) {
            return standing.slices().get(sharing.only().getAsInt() - 1);
        }
        throw new IOException(checkpoints.where(id) + ": no shared run is in progress that has a slice "
                + sharing.only().orElse(0));
    }

    private RunReport work(Plans.Standing standing) throws IOException {
        Checkpoint plan = standing.plan();
        Helping helping = new Helping(standing, storage, format, context);
        int count = standing.slices().size();
        progress.on(new Progress.Sharing(plan.runId(), count));
        int own = Math.floorMod(context.owner().nonce().hashCode(), count);
        SliceSearch search =
                new SliceSearch(standing.slices(), storage.segments(id), plan.runId(), own, sharing.only());
        int again = 0;
        while (true) {
            Optional<RunReport> ended = readAllFree(standing, search);
            if (ended.isEmpty() && search.left() == 0) {
                ended = publish(standing, search, helping);
                if (ended.isEmpty() && search.left() > 0 && again < count) {
                    again++;
                    continue;
                }
            }
            if (ended.isPresent()) {
                return ended.get();
            }
            if (!sharing.waits()) {
                return new RunReport.WithOthers(plan.runId(), search.left());
            }
            if (!waiting) {
                progress.on(new Progress.WaitingForOthers(search.left()));
                waiting = true;
            }
            context.pause().accept(PAUSE);
            if (stopRequested()) {
                return new RunReport.Interrupted(Optional.of(plan));
            }
            if (!plans.stands(plan)) {
                return plans.ended(plan);
            }
        }
    }

    /** While a process reads, others end: so it looks once more after it has read something. The last of several that end sees that all is read. */
    private Optional<RunReport> readAllFree(Plans.Standing standing, SliceSearch search) throws IOException {
        Optional<RunReport> ended;
        int before;
        do {
            before = taken;
            ended = readFree(standing, search);
        } while (ended.isEmpty() && taken > before && search.left() > 0);
        return ended;
    }

    private boolean stopRequested() {
        return context.stopRequested().getAsBoolean();
    }

    /**
     * Reads every slice that nobody has, to its end, so far as it is looked at.
     *
     * @return how it ended, if it did before all that could be read was read
     */
    private Optional<RunReport> readFree(Plans.Standing standing, SliceSearch search) throws IOException {
        int before = taken;
        Optional<RunReport> ended = Optional.empty();
        search.begin();
        for (boolean more = true; more && ended.isEmpty(); ) {
            Optional<Slice> next = search.unbegun();
            more = next.isPresent();
            ended = more ? lookAndRead(next.get(), standing, search) : ended;
        }
        boolean few = sharing.waits() && (search.hasMarks() || taken == before);
        int most = search.hasMarks() ? MARKED_LOOKED_AT_MAX : LOOKED_AT_MAX;
        int looks = few ? Math.min(search.left(), most) : search.left();
        for (int n = 0; n < looks && ended.isEmpty(); n++) {
            Optional<Slice> next = search.begun();
            ended = next.isPresent() ? lookAndRead(next.get(), standing, search) : ended;
        }
        return ended;
    }

    /** Seen without holding it: of two processes that look at each other's slices, both would leave. */
    private Optional<RunReport> lookAndRead(Slice slice, Plans.Standing standing, SliceSearch search)
            throws IOException {
        Glance glance = checkpoints.glance(slice.id(), standing.plan().runId());
        boolean wanted = sharing.only().orElse(slice.number()) == slice.number();
        Optional<RunReport> report = glance == Glance.FREE && wanted ? read(slice, standing, search) : Optional.empty();
        boolean end = glance == Glance.EXHAUSTED
                || report.filter(RunReport.Exhausted.class::isInstance).isPresent();
        if (end) {
            search.markRead(slice);
            return Optional.empty();
        }
        search.isBegun(slice);
        return report;
    }

    /** Empty if another process has the slice. What another run has left there goes. */
    @SuppressWarnings("try") // held for its life, never asked
    private Optional<RunReport> read(Slice slice, Plans.Standing standing, SliceSearch search) throws IOException {
        Checkpoint plan = standing.plan();
        try (Closeable held = checkpoints.acquire(slice.id())) {
            if (!plans.stands(plan)) {
                return Optional.of(plans.ended(plan));
            }
            own.add(slice);
            search.markBegun(slice);
            Saved saved = checkpoints.load(slice.id());
            if (saved.isEndOf(plan.runId())) {
                return Optional.of(new RunReport.Exhausted(((Saved.Committed) saved).checkpoint()));
            }
            RunRequest asked =
                    standing.versions().asked(request).withRunId(plan.runId()).withAgain();
            boolean leftByAnother = !(saved instanceof Saved.None) && !Plans.isOf(plan, saved);
            taken++;
            search.lookAgain();
            progress.on(new Progress.TakingSlice(slice.number(), slice.count()));
            return Optional.of(new IngestionRun(
                            slice,
                            standing.versions().transform(),
                            storage,
                            format,
                            context,
                            progress,
                            leftByAnother ? asked.withForce() : asked,
                            true)
                    .run(saved));
        } catch (SourceBusyException | LostRaceException another) {
            return Optional.empty();
        }
    }

    /** Empty if another process publishes, or has published; it is helped. Also where a slice is to be read again. */
    private Optional<RunReport> publish(Plans.Standing standing, SliceSearch search, Helping helping)
            throws IOException {
        ReadSlices read = new ReadSlices(standing, storage, progress);
        try {
            return publish(standing, read, helping);
        } catch (LostRaceException another) {
            if (!plans.stands(standing.plan())) {
                return Optional.of(plans.ended(standing.plan()));
            }
            Optional<Slice> unread = read.unread();
            if (unread.isPresent()) {
                search.unmarkRead(unread.get());
            }
            return Optional.empty();
        }
    }

    @SuppressWarnings("try") // held for its life, never asked
    private Optional<RunReport> publish(Plans.Standing standing, ReadSlices read, Helping helping) throws IOException {
        try (Closeable held = checkpoints.acquire(id)) {
            Saved saved = checkpoints.load(id);
            if (!Plans.isOf(standing.plan(), saved)) {
                return Optional.of(plans.ended(standing.plan()));
            }
            PublishingStage publishing = new PublishingStage(
                    standing.versions().source(),
                    storage,
                    storage.publisher(format, context.programVersion(), context.signingKey()),
                    plans.pinned(standing.versions().source()),
                    new Claims(checkpoints, storage.segments(id), context),
                    read,
                    standing.versions().deduplication(),
                    progress,
                    context,
                    request.replace());
            return Optional.of(publishing.resume(((Saved.Committed) saved).checkpoint()));
        } catch (SourceBusyException another) {
            helping.help();
            return Optional.empty();
        }
    }
}
