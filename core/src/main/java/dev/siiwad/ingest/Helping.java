package dev.siiwad.ingest;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.CheckpointStore;
import dev.siiwad.checkpoint.Claim;
import dev.siiwad.checkpoint.LostRaceException;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.duplicates.RememberedKeys;
import dev.siiwad.publish.CountedSegments;
import dev.siiwad.publish.DatasetFormat;
import dev.siiwad.publish.JoinedSegments;
import dev.siiwad.publish.Origin;
import dev.siiwad.publish.Ownership;
import dev.siiwad.publish.Removals;
import dev.siiwad.segment.DamagedSegmentException;
import dev.siiwad.source.Source;
import dev.siiwad.storage.Storage;
import java.io.IOException;
import java.util.Optional;

/**
 * Helps the process that publishes a shared run: writes parts of the dataset that nobody else writes, and shows nothing. It holds nothing, so that whoever publishes waits for it only as
 * long as it is heard of.
 */
final class Helping {
    private final Plans.Standing standing;
    private final Storage storage;
    private final DatasetFormat format;
    private final RunContext context;
    private final CheckpointStore checkpoints;
    private final Source source;
    private Optional<Known> known = Optional.empty();
    private int attemptWithNothingLeft;

    /** What there is to publish, as long as the same attempt publishes it. */
    private record Known(int attempt, Counted counted) {}

    Helping(Plans.Standing standing, Storage storage, DatasetFormat format, RunContext context) {
        this.standing = standing;
        this.storage = storage;
        this.format = format;
        this.context = context;
        this.checkpoints = storage.checkpoints();
        this.source = standing.versions().source();
    }

    /** Writes what there is to write, if anything. That somebody else has finished it meanwhile, or has to repair what it is made of, is his business. */
    void help() throws IOException {
        Saved saved = checkpoints.load(source.id());
        if (!Plans.isOf(standing.plan(), saved) || isPublished()) {
            return;
        }
        Checkpoint plan = ((Saved.Committed) saved).checkpoint();
        if (plan.attempt() == attemptWithNothingLeft) {
            return;
        }
        Ownership asked = () -> requireAsked(plan);
        try {
            Optional<Counted> counted = counted(plan);
            Optional<Removals> removals = counted.isPresent() ? removals(counted.get()) : Optional.empty();
            if (removals.isPresent()
                    && !removals.get().isAll(counted.get().checkpoint().processedCount())) {
                boolean more = storage.publisher(format, context.programVersion())
                        .help(all(counted.get(), removals.get(), asked), source.info());
                attemptWithNothingLeft = more ? 0 : plan.attempt();
            }
        } catch (DamagedSegmentException toBeRepaired) {
            return;
        } catch (IOException e) {
            if (PublishingStage.lostOr(e, asked) == e && !isPublished()) {
                throw e;
            }
        }
    }

    /** Then what was written here has been removed, and what is written now nobody would remove, although the plan may still be there. */
    private boolean isPublished() throws IOException {
        Checkpoint plan = standing.plan();
        return storage.datasets().isPublished(source.id(), plan.runId(), plan.started());
    }

    /** Empty as long as whoever publishes has not told it. */
    private Optional<Counted> counted(Checkpoint plan) throws IOException {
        if (known.isEmpty() || known.get().attempt() != plan.attempt()) {
            Claim own = new Claim(plan.attempt(), 0, Optional.empty(), context.owner());
            Checkpoint ours = new Checkpoint(plan.run(), own, plan.extent(), plan.timestamp(), plan.extra());
            known = ToldSlices.read(storage, plan, standing.slices())
                    .map(shares -> new JoinedSegments(ours, storage.segments(source.id()), shares))
                    .map(joined -> new Known(plan.attempt(), Counted.of(joined)));
        }
        return known.map(Known::counted);
    }

    /** Empty as long as whoever publishes does not know it himself. */
    private Optional<Removals> removals(Counted counted) throws IOException {
        return counted.duplicates(
                        standing.versions().deduplication(),
                        storage.datasets(),
                        RememberedKeys.none(),
                        context.stopRequested())
                .found(counted.checkpoint());
    }

    private CountedSegments all(Counted counted, Removals removals, Ownership asked) {
        return new CountedSegments(
                counted.checkpoint(),
                counted.segments(),
                asked,
                setAside -> Origin.NONE,
                removals,
                counted.ends(),
                offset -> {},
                context.workers(),
                context.pause());
    }

    private void requireAsked(Checkpoint plan) throws IOException {
        Saved now = checkpoints.load(source.id());
        boolean same =
                Plans.isOf(plan, now) && ((Saved.Committed) now).checkpoint().attempt() == plan.attempt();
        if (!same || context.stopRequested().getAsBoolean() || isPublished()) {
            throw new LostRaceException(
                    checkpoints.where(source.id()) + ": nobody waits for parts of run " + plan.runId() + " any more");
        }
    }
}
