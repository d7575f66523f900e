package dev.siiwad.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.CheckpointStore;
import dev.siiwad.checkpoint.CorruptCheckpointException;
import dev.siiwad.checkpoint.Glance;
import dev.siiwad.checkpoint.Owner;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.document.Document;
import dev.siiwad.ingest.IngestionRun;
import dev.siiwad.ingest.NextDocument;
import dev.siiwad.ingest.RunContext;
import dev.siiwad.ingest.RunReport;
import dev.siiwad.ingest.RunRequest;
import dev.siiwad.ingest.Trial;
import dev.siiwad.pipeline.Pipeline;
import dev.siiwad.publish.DatasetFormat;
import dev.siiwad.publish.Datasets;
import dev.siiwad.publish.Publisher;
import dev.siiwad.segment.RunId;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.source.Position;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.dataset.StoredDatasets;
import dev.siiwad.storage.file.Fate.Kind;
import dev.siiwad.storage.file.Fate.Moment;
import dev.siiwad.storage.file.Fate.What;
import dev.siiwad.storage.file.Fate.When;
import dev.siiwad.storage.file.Step.Wish;
import dev.siiwad.testkit.ComposedStorage;
import dev.siiwad.transform.MinLength;
import dev.siiwad.transform.Outcome;
import dev.siiwad.transform.Transform;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;

/** One process that ingests, from its start to whatever end it comes to: real stores and the real loop, with its {@link Life} watched and its {@link Fate} played. */
final class SimulatedProcess implements ShapedSource.Watcher {
    /** What an end says of a run that was published before, and so claimed nothing, and removed nothing of others. */
    static final String FINISHED_BEFORE = "finished before";

    private static final int THREADS = 2;

    private final World world;
    private final Wish wish;
    private final Fate fate;
    private final int number;
    private final boolean barging;
    private final FatefulDisk disk;
    private final Optional<RunId> namedRun;
    private final Life life;
    private long transformed;
    private int commits;
    private boolean struck;
    private boolean stopRequested;

    /** How a process ended. */
    enum Ending {
        COMPLETED,
        INTERRUPTED,
        REFUSED,
        FAILED,
        DIED
    }

    /** An ending, and what the process said or was killed by. */
    record End(Ending ending, Optional<Throwable> cause, String what) {
        boolean is(Class<? extends Throwable> kind) {
            return cause.filter(kind::isInstance).isPresent();
        }

        @Override
        public String toString() {
            return ending + (what.isEmpty() ? "" : " (" + what + ")");
        }
    }

    /** @param barging whether it ignores who holds the source */
    SimulatedProcess(World world, Wish wish, Fate fate, int number, boolean barging) {
        this.world = world;
        this.wish = wish;
        this.fate = fate;
        this.number = number;
        this.barging = barging;
        this.disk = new FatefulDisk(world.disk(), fate);
        this.namedRun = world.scenario().runId().filter(id -> wish.namesRun());
        this.life =
                new Life(world.model(), world.shape(), wish, fate, world.edition(), namedRun, world::highestAttempt);
        if (isPublished(namedRun)) {
            life.asksForAPublishedRun();
        }
    }

    private boolean isPublished(Optional<RunId> run) {
        try {
            return run.isPresent()
                    && datasets().catalog(ShapedSource.ID).of(run.get()).isPresent();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Life life() {
        return life;
    }

    FatefulDisk disk() {
        return disk;
    }

    /** Whether its fate has met it. */
    boolean isStruck() {
        return struck || !disk.struck().isEmpty();
    }

    End run() {
        try (Pipeline pipeline = new Pipeline(THREADS, this::isStopRequested)) {
            RunReport report = ingestion(pipeline).run();
            if (report instanceof RunReport.Refused refused) {
                return new End(
                        Ending.REFUSED, Optional.empty(), refused.refusal().toString());
            }
            if (report instanceof RunReport.Finished) {
                life.requireFinished();
                return new End(Ending.COMPLETED, Optional.empty(), FINISHED_BEFORE);
            }
            if (report instanceof RunReport.NothingKept nothing) {
                assertThat(nothing.last().exhausted()).isTrue();
                assertThat(nothing.tally().kept()).isZero();
                assertThat(nothing.tally().read())
                        .isEqualTo(nothing.last().lastIndex() - nothing.last().firstIndex());
            }
            return new End(
                    report instanceof RunReport.Interrupted ? Ending.INTERRUPTED : Ending.COMPLETED,
                    Optional.empty(),
                    "");
        } catch (Death e) {
            return new End(Ending.DIED, Optional.of(e), e.getMessage());
        } catch (IOException e) {
            return new End(Ending.FAILED, Optional.of(e), e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    /** Segments are written and read by another thread; the source is read as the loop asks, for what its reader is asked is compared with what is committed. */
    private IngestionRun ingestion(Pipeline pipeline) {
        SegmentStore segments = new FileSegmentStore(world.staging(), ShapedSource.ID, disk);
        RunContext context = new RunContext(
                        world::tick,
                        () -> new RunId("run-" + number),
                        new Owner("host", "boot", number, "nonce-" + number),
                        this::isStopRequested,
                        Oracle.PROGRAM_VERSION)
                .withTrial(this::tried);
        return new IngestionRun(
                new ShapedSource(world.shape(), world.edition(), this),
                transform(this::transforming),
                pipeline.storage(new ComposedStorage(checkpoints(), segments, publisher(), datasets())),
                DatasetFormat.PARQUET,
                context,
                event -> {},
                request());
    }

    /** In a process of its own, which only the document can kill. */
    private Trial.Ending tried(Trial.Kind kind) throws IOException {
        ShapedSource source = new ShapedSource(world.shape(), world.edition(), new ShapedSource.Watcher() {
            @Override
            public void parsing(long offset, Position position) {
                requireHarmless(offset, Shape.Poison.PARSING);
            }
        });
        Transform transform = transform(offset -> requireHarmless(offset, Shape.Poison.TRANSFORMING));
        FileSegmentStore segments = new FileSegmentStore(world.staging(), ShapedSource.ID, disk);
        FileCheckpointStore checkpoints = new FileCheckpointStore(world.staging(), disk, world::tick);
        try {
            new NextDocument(
                            source,
                            transform,
                            world.scenario().sifting().deduplication(),
                            new ComposedStorage(checkpoints, segments, publisher(), datasets()),
                            false)
                    .read(kind, () -> {});
            return new Trial.Ending.Survived();
        } catch (Death e) {
            return new Trial.Ending.Died(e.getMessage());
        }
    }

    private void requireHarmless(long offset, Shape.Poison manner) {
        if (world.shape().poison().get(offset) == manner) {
            throw new Death("poisonous document " + offset);
        }
    }

    private RunRequest request() {
        RunRequest request = RunRequest.defaults().withAgain().withCheckpointEvery(wish.every());
        if (wish.force()) {
            request = request.withForce();
        }
        if (wish.fromOffset().isPresent()) {
            request = request.withFromOffset(wish.fromOffset().getAsLong());
        }
        if (wish.maxRecords().isPresent()) {
            request = request.withMaxRecords(wish.maxRecords().getAsLong());
        }
        RunRequest sifted = world.scenario().sifting().asked(request);
        return namedRun.isPresent() ? sifted.withRunId(namedRun.get()) : sifted;
    }

    private boolean isStopRequested() {
        return stopRequested;
    }

    private Datasets datasets() {
        return new StoredDatasets(new FileDatasetPlace(world.silver(), disk));
    }

    private Publisher publisher() {
        Publisher publisher = new FilePublisher(
                world.silver(),
                world.format(),
                Oracle.PROGRAM_VERSION,
                disk,
                world.scenario().partTextBytes());
        return (counted, info, relations) -> {
            Checkpoint checkpoint = counted.checkpoint();
            life.publishing(checkpoint);
            meet(When.BEFORE_PUBLICATION, 1);
            world.publishing(checkpoint, life.isOvertaken());
            var receipt = publisher.publish(counted, info, relations);
            world.published(checkpoint);
            meet(When.BEHIND_PUBLICATION, 1);
            return receipt;
        };
    }

    private Transform transform(LongConsumer watcher) {
        Transform minLength = new MinLength(Shape.MIN_LENGTH);
        return new Transform() {
            @Override
            public Outcome apply(Document document) {
                watcher.accept(Long.parseLong(document.id()));
                return minLength.apply(document);
            }

            @Override
            public String describe() {
                return minLength.describe() + (fate instanceof Fate.OtherSettings ? " other" : "");
            }
        };
    }

    private CheckpointStore checkpoints() {
        FileCheckpointStore store = new FileCheckpointStore(world.staging(), disk, world::tick);
        return new CheckpointStore() {
            @Override
            public String where(SourceId source) {
                return store.where(source);
            }

            @Override
            public Closeable acquire(SourceId source) throws IOException {
                return barging ? () -> {} : store.acquire(source);
            }

            @Override
            public Glance glance(SourceId source, RunId run) throws IOException {
                return store.glance(source, run);
            }

            @Override
            public Saved load(SourceId source) throws IOException {
                try {
                    Saved saved = store.load(source);
                    life.loaded(saved);
                    return saved;
                } catch (CorruptCheckpointException e) {
                    life.foundNoneUsable(e);
                    throw e;
                }
            }

            @Override
            public void commit(Checkpoint checkpoint) throws IOException {
                if (++commits > 1) {
                    meet(When.COMMIT, commits);
                } else if (!life.carriesOn()) {
                    world.forgetSegments();
                }
                life.committing(checkpoint);
                store.commit(checkpoint);
                life.committed(checkpoint);
            }

            @Override
            public void delete(SourceId source) throws IOException {
                life.deleting();
                store.delete(source);
                life.deleted();
            }

            @Override
            public List<SourceId> list() throws IOException {
                return store.list();
            }

            @Override
            public Set<RunId> referencedRuns(SourceId source) throws IOException {
                return store.referencedRuns(source);
            }
        };
    }

    @Override
    public void asked(ShapedSource.Question question) throws IOException {
        if (fate instanceof Fate.Silent silent && silent.question() == question) {
            struck = true;
            throw new IOException("https://tusaale.example: does not answer");
        }
    }

    @Override
    public boolean gone() {
        return fate instanceof Fate.Gone;
    }

    @Override
    public void opened(long offset) {
        life.opened(offset);
    }

    @Override
    public void waiting(long offset) throws IOException {
        life.waiting(offset, disk.count(Kind.ANY) - disk.count(Kind.DELETE));
        meet(When.DOCUMENT, life.read());
        play(Moment.WAITING, life.read());
    }

    @Override
    public void parsing(long offset, Position position) throws IOException {
        life.parsing(offset, position);
        dieOf(offset, Shape.Poison.PARSING);
        play(Moment.PARSING, life.read());
    }

    @Override
    public void passed(long documents) {
        life.passed(documents);
    }

    private void transforming(long offset) {
        dieOf(offset, Shape.Poison.TRANSFORMING);
        transformed++;
        try {
            play(Moment.TRANSFORMING, transformed);
        } catch (IOException e) {
            throw new AssertionError("no transform fails with an IOException", e);
        }
    }

    /** Of one half of the poisonous documents the process is gone at once; the error of the others runs through it. */
    private void dieOf(long offset, Shape.Poison manner) {
        if (world.shape().poison().get(offset) == manner) {
            struck = true;
            if (offset % 2 == 0) {
                disk.kill();
            }
            throw new Death("poisonous document " + offset);
        }
    }

    private void play(Moment moment, long nth) throws IOException {
        if (!(fate instanceof Fate.AtDocument at) || at.moment() != moment || at.nth() != nth) {
            return;
        }
        struck = true;
        if (at.what() == What.KILLED || at.what() == What.DIES) {
            if (at.what() == What.KILLED) {
                disk.kill();
            }
            throw new Death(at.toString());
        }
        stopRequested = at.what() == What.INTERRUPTED;
        if (moment == Moment.WAITING || !stopRequested && moment == Moment.PARSING) {
            throw new IOException("https://tusaale.example: broke off at document " + nth);
        }
    }

    private void meet(When when, long nth) {
        boolean once = when == When.BEFORE_PUBLICATION || when == When.BEHIND_PUBLICATION;
        if (fate instanceof Fate.SecondRun second && second.when() == when && (once || second.nth() == nth)) {
            struck |= second.barging();
            world.secondRun(second, wish);
        }
    }
}
