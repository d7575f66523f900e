package dev.siiwad.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.CorruptCheckpointException;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.Position;
import dev.siiwad.storage.file.Step.Wish;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** What one process has found, read and committed, and what must hold of it at every moment. */
final class Life {
    /** Operations from the start of a process to its first document, removals not counted: so the work of a resume is bounded. */
    private static final int OPERATIONS_TO_RESUME_MAX = 40;

    private final Model model;
    private final Shape shape;
    private final Wish wish;
    private final Fate fate;
    private final int edition;
    private final Optional<RunId> namedRun;
    private final ToIntFunction<RunId> highestAttempt;

    private Saved found = new Saved.None();
    private Optional<Checkpoint> claim = Optional.empty();
    private Optional<Checkpoint> last = Optional.empty();
    private int changesSeen;
    private long next;
    private long read;
    private boolean publishedRun;

    /**
     * @param edition that upstream has now
     * @param namedRun the run that is asked for, if any
     * @param highestAttempt in the names of a run's segments on disk
     */
    Life(
            Model model,
            Shape shape,
            Wish wish,
            Fate fate,
            int edition,
            Optional<RunId> namedRun,
            ToIntFunction<RunId> highestAttempt) {
        this.model = model;
        this.shape = shape;
        this.wish = wish;
        this.fate = fate;
        this.edition = edition;
        this.namedRun = namedRun;
        this.highestAttempt = highestAttempt;
    }

    void asksForAPublishedRun() {
        publishedRun = true;
    }

    /** Nothing was in progress, and what is asked for is there. */
    void requireFinished() {
        assertThat(publishedRun && found instanceof Saved.None && !wish.force())
                .as("finished")
                .isTrue();
    }

    Fate fate() {
        return fate;
    }

    Saved found() {
        return found;
    }

    /** The attempt, once it is claimed; then its last commit that has returned. */
    Optional<Checkpoint> last() {
        return claim.isPresent() ? last : Optional.empty();
    }

    /** How many documents it has read, or begun to. */
    long read() {
        return read;
    }

    /** The offset of the document that it reads next. */
    long next() {
        return next;
    }

    void loaded(Saved saved) {
        model.requireExpected(saved);
        found = saved;
        last = saved instanceof Saved.Committed committed ? Optional.of(committed.checkpoint()) : Optional.empty();
        last.ifPresent(model::foundInHand);
        changesSeen = model.changes();
    }

    void foundNoneUsable(CorruptCheckpointException refusal) {
        model.requireNoneUsable(refusal);
        changesSeen = model.changes();
    }

    /** A reader was opened: where the checkpoint is, and nowhere before it. */
    void opened(long offset) {
        next = offset;
        long expected = carriesOn() ? last.orElseThrow().lastIndex() : 0;
        assertThat(offset).as("where the reader was opened").isEqualTo(expected);
    }

    void waiting(long offset, int operations) {
        assertThat(claim).as("claim before document " + offset).isPresent();
        assertThat(offset).as("document waited for").isEqualTo(next);
        if (read++ == 0) {
            assertThat(operations).as("operations before the first document").isLessThan(OPERATIONS_TO_RESUME_MAX);
        }
    }

    /** A document is parsed: then at most one interval of work is not committed, and what was to be saved before it has been. */
    void parsing(long offset, Position position) {
        assertThat(offset).as("document parsed").isEqualTo(next);
        Checkpoint committed = last.orElseThrow();
        long due = Math.max(claim.orElseThrow().lastIndex(), offset / wish.every() * wish.every());
        assertThat(committed.lastIndex())
                .as("committed before document " + offset)
                .isGreaterThanOrEqualTo(due);
        if (shape.savesBefore(ShapedSource.editionOf(committed.snapshot()), offset)) {
            assertThat(committed.position())
                    .as("saved before document " + offset)
                    .isEqualTo(position);
        }
    }

    void passed(long documents) {
        next += documents;
    }

    void committing(Checkpoint checkpoint) {
        if (claim.isEmpty()) {
            requireClaim(checkpoint);
            if (!carriesOn()) {
                model.begun(checkpoint.runId());
            }
        } else {
            requireProgress(checkpoint);
        }
        assertThat(ShapedSource.offsetOf(checkpoint.position()))
                .as("document behind position \"" + checkpoint.position() + "\"")
                .isEqualTo(checkpoint.lastIndex());
        model.replacing(new Saved.Committed(checkpoint, Optional.empty()), left(checkpoint));
    }

    void committed(Checkpoint checkpoint) {
        requireNotOvertaken("commit of offset " + checkpoint.lastIndex());
        model.replaced(new Saved.Committed(checkpoint, Optional.empty()), left(checkpoint));
        changesSeen = model.changes();
        last = Optional.of(checkpoint);
        if (claim.isEmpty()) {
            claim = last;
            model.claimed(checkpoint.runId(), checkpoint.attempt(), this);
        }
    }

    void deleting() {
        model.replacing(new Saved.None(), Optional.empty());
    }

    void deleted() {
        requireNotOvertaken("removal of the checkpoint");
        model.replaced(new Saved.None(), Optional.empty());
        changesSeen = model.changes();
        last = Optional.empty();
    }

    void publishing(Checkpoint checkpoint) {
        assertThat(checkpoint.exhausted()).as("exhausted when published").isTrue();
        assertThat(last).as("what is published").contains(checkpoint);
    }

    boolean isOvertaken() {
        return changesSeen != model.changes();
    }

    private void requireNotOvertaken(String what) {
        assertThat(isOvertaken())
                .as(what + " has returned, though another process had committed since")
                .isFalse();
    }

    /** Whether what it was asked for does not go with what it found. */
    boolean hasToRefuse() {
        if (publishedRun && found instanceof Saved.None && !wish.force()) {
            return false;
        }
        if (publishedRun && (wish.force() || found instanceof Saved.OffsetOnly)) {
            return true;
        }
        if (wish.force() || found instanceof Saved.None) {
            long offset = wish.fromOffset().orElse(0);
            return wish.limit() < offset || shape.size(edition) < offset;
        }
        if (found instanceof Saved.OffsetOnly byHand) {
            long offset = byHand.lastIndex();
            return wish.fromOffset().orElse(offset) != offset || wish.limit() < offset || shape.size(edition) < offset;
        }
        Checkpoint checkpoint = ((Saved.Committed) found).checkpoint();
        return !namedRun.orElse(checkpoint.runId()).equals(checkpoint.runId())
                || wish.fromOffset().orElse(checkpoint.firstIndex()) != checkpoint.firstIndex()
                || fate instanceof Fate.OtherSettings
                || !checkpoint.exhausted() && (wish.limit() < checkpoint.lastIndex() || fate instanceof Fate.Gone);
    }

    /** Whether it goes on with what it found. */
    boolean carriesOn() {
        return found instanceof Saved.Committed && !wish.force();
    }

    /** The generation before, once a checkpoint stands: what stood, where that was of the same run. */
    private Optional<Checkpoint> left(Checkpoint checkpoint) {
        return last.filter(stood -> stood.runId().equals(checkpoint.runId()));
    }

    private void requireClaim(Checkpoint checkpoint) {
        assertThat(checkpoint.attempt())
                .as("attempt claimed; the segments on disk name an attempt "
                        + highestAttempt.applyAsInt(checkpoint.runId()))
                .isGreaterThan(highestAttempt.applyAsInt(checkpoint.runId()));
        assertThat(checkpoint.exhausted())
                .isEqualTo(carriesOn() && last.orElseThrow().exhausted());
        if (carriesOn()) {
            Checkpoint from = last.orElseThrow();
            requireSameRun(checkpoint, from);
            assertThat(checkpoint.attempt()).as("attempt").isGreaterThan(from.attempt());
            assertThat(checkpoint.stalledAttempts())
                    .as("stalled attempts; one that only publishes is not")
                    .isEqualTo(from.stalledAttempts() + (from.exhausted() ? 0 : 1));
            assertThat(checkpoint.lastIndex()).as("offset claimed").isEqualTo(from.lastIndex());
            assertThat(checkpoint.segments()).isEqualTo(from.segments());
        } else {
            long offset = found instanceof Saved.OffsetOnly byHand && !wish.force()
                    ? byHand.lastIndex()
                    : wish.fromOffset().orElse(0);
            assertThat(checkpoint.firstIndex())
                    .as("offset at which the run begins")
                    .isEqualTo(offset);
            assertThat(checkpoint.lastIndex()).isEqualTo(offset);
            assertThat(ShapedSource.editionOf(checkpoint.snapshot()))
                    .as("edition")
                    .isEqualTo(edition);
        }
    }

    private void requireProgress(Checkpoint checkpoint) {
        Checkpoint from = last.orElseThrow();
        requireSameRun(checkpoint, from);
        assertThat(checkpoint.attempt()).isEqualTo(from.attempt());
        if (checkpoint.lastIndex() != from.lastIndex()) {
            assertThat(checkpoint.lastIndex())
                    .as("offset committed, of documents read")
                    .isEqualTo(next);
        }
        if (checkpoint.exhausted() && !from.exhausted()) {
            long size = shape.size(ShapedSource.editionOf(checkpoint.snapshot()));
            assertThat(checkpoint.lastIndex()).as("offset at the end").isEqualTo(Math.min(size, wish.limit()));
        }
    }

    private static void requireSameRun(Checkpoint checkpoint, Checkpoint from) {
        assertThat(checkpoint.runId()).isEqualTo(from.runId());
        assertThat(checkpoint.started()).isEqualTo(from.started());
        assertThat(checkpoint.firstIndex()).isEqualTo(from.firstIndex());
        assertThat(checkpoint.snapshot()).isEqualTo(from.snapshot());
        assertThat(checkpoint.settings()).isEqualTo(from.settings());
    }

    @Override
    public String toString() {
        return "found " + brief(found) + ", read " + read + ", "
                + claim.map(own -> "attempt " + own.attempt() + " of " + own.runId()
                                + last.map(reached -> " committed " + reached.lastIndex() + " in "
                                                + reached.segmentCount() + " segments"
                                                + reached.inFlight()
                                                        .map(document -> " " + document)
                                                        .orElse("")
                                                + (reached.exhausted() ? " exhausted" : ""))
                                        .orElse(" removed its checkpoint"))
                        .orElse("claimed nothing");
    }

    private static String brief(Saved saved) {
        return saved instanceof Saved.Committed committed
                ? "offset " + committed.checkpoint().lastIndex() + " of "
                        + committed.checkpoint().runId() + " attempt "
                        + committed.checkpoint().attempt()
                : saved.toString();
    }
}
