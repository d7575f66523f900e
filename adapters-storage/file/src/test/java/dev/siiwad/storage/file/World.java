package dev.siiwad.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.CorruptCheckpointException;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.checkpoint.SourceBusyException;
import dev.siiwad.publish.Datasets;
import dev.siiwad.segment.RunId;
import dev.siiwad.storage.dataset.StoredDatasets;
import dev.siiwad.storage.file.SimulatedProcess.End;
import dev.siiwad.storage.file.SimulatedProcess.Ending;
import dev.siiwad.storage.file.Step.Wish;
import dev.siiwad.storage.silver.PartFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** A machine on which a {@link Scenario} is played: its disk, its clock, its upstream, and a look at everything behind every process. */
final class World {
    private static final int ATTEMPTS_TO_THE_END_MAX = 60;

    private final Scenario scenario;
    private final Path directory;
    private final Figures figures;
    private final Dice dice;
    private final PartFormat format;
    private final Model model = new Model();
    private final PublishedDatasets published = new PublishedDatasets();
    private final CountedDocuments counted;
    private final StagingFiles files;
    private final Oracle oracle;
    private final Hands hands = new Hands(this);
    private final List<String> history = new ArrayList<>();
    private Path root;
    private PowerCutDisk disk;
    private Instant now = Instant.parse("2026-11-01T08:00:00Z");
    private int machines;
    private int processes;
    private int edition;

    /** @param directory where its disks are laid out; whoever gives it removes it */
    World(Scenario scenario, Path directory, Figures figures) throws IOException {
        this.scenario = scenario;
        this.directory = directory;
        this.figures = figures;
        this.dice = new Dice(~scenario.seed());
        this.format = scenario.format();
        this.counted = new CountedDocuments(scenario.shape(), model);
        this.files = new StagingFiles(scenario.runId().isEmpty());
        this.oracle = new Oracle(scenario, format);
        start(DiskState.EMPTY);
        if (scenario.sifting().against()) {
            OtherDataset.publish(scenario, silver(), disk, scratch());
        }
    }

    Scenario scenario() {
        return scenario;
    }

    Shape shape() {
        return scenario.shape();
    }

    Model model() {
        return model;
    }

    Figures figures() {
        return figures;
    }

    StagingFiles files() {
        return files;
    }

    Disk disk() {
        return disk;
    }

    int edition() {
        return edition;
    }

    PartFormat format() {
        return format;
    }

    Path staging() {
        return root.resolve("data/staging");
    }

    Path silver() {
        return root.resolve("data/processed/silver");
    }

    /** A place for files that are of no further use. */
    Path scratch() throws IOException {
        return Files.createTempDirectory(directory, "scratch");
    }

    /** What has happened, line by line. */
    List<String> history() {
        return history;
    }

    void note(String line) {
        history.add(line);
    }

    /** The time now; it goes on by up to 0.6 s, and now and then goes back. */
    Instant tick() {
        now = now.plusMillis(dice.percent(2) ? -dice.below(5000) : dice.below(600));
        return now;
    }

    /** Plays every step, and then runs to the end. */
    void play() throws IOException {
        for (Step step : scenario.steps()) {
            note("* " + step);
            take(step);
            requireAllRight();
        }
        note("* to the end");
        runToTheEnd();
        if (files.removeKeptAside(staging(), disk)) {
            runToTheEnd();
        }
        assertThat(files.runs(staging())).as("runs that have left segments").isEmpty();
    }

    private void take(Step step) throws IOException {
        if (step instanceof Step.Ingest ingest) {
            now = now.plusSeconds(ingest.wish().seconds());
            Ending ending = Ending.DIED;
            for (int n = 0; n < ingest.times() && (ending == Ending.DIED || ending == Ending.FAILED); n++) {
                ending = process(ingest.wish(), ingest.fate(), false).ending();
            }
        } else if (step instanceof Step.PowerCut cut) {
            cutPower(cut.seed());
        } else if (step instanceof Step.NewEdition) {
            edition++;
        } else if (step instanceof Step.DamagedCheckpoint damaged) {
            hands.damageCheckpoint(damaged.damage(), new Dice(damaged.seed()));
        } else if (step instanceof Step.DamagedSegment damaged) {
            hands.damageSegment(damaged.damage(), new Dice(damaged.seed()));
        } else {
            hands.carryOut((Step.ByHand) step);
        }
    }

    private void runToTheEnd() throws IOException {
        for (int n = 0; n < ATTEMPTS_TO_THE_END_MAX; n++) {
            if (process(plainWish(), new Fate.None(), false).ending() == Ending.COMPLETED) {
                return;
            }
        }
        throw new AssertionError(
                "not at the end after " + ATTEMPTS_TO_THE_END_MAX + " attempts that nothing disturbed");
    }

    /** A command without any option but the interval. */
    Wish plainWish() {
        return new Wish(false, OptionalLong.empty(), OptionalLong.empty(), scenario.every(), false, 0);
    }

    private void start(DiskState state) throws IOException {
        root = Files.createDirectory(directory.resolve("machine-" + ++machines));
        disk = PowerCutDisk.holding(state, root);
        counted.forget();
    }

    private void cutPower(long seed) throws IOException {
        DiskState left = new PowerCut(disk, disk.count()).byChance(new Dice(seed));
        note("  " + left);
        start(left);
        published.powerCut();
        figures.powerCuts++;
    }

    /** One process from its start to its end, and a look at what it left. */
    End process(Wish wish, Fate fate, boolean barging) throws IOException {
        Fate applied = fate instanceof Fate.OtherSettings && !(standing() instanceof Saved.Committed && !wish.force())
                ? new Fate.None()
                : fate;
        int number = ++processes;
        SimulatedProcess process = new SimulatedProcess(this, wish, applied, number, barging);
        End end = process.run();
        note("  process " + number + ": " + end + "; " + process.life());
        count(process, end);
        new Expectations(model, hands).require(process, end);
        if (end.is(CorruptCheckpointException.class)) {
            hands.mendCheckpoint();
        }
        boolean finishedBefore = end.what().equals(SimulatedProcess.FINISHED_BEFORE);
        if (end.ending() == Ending.COMPLETED
                && !finishedBefore
                && !process.disk().hasKeptGarbage()) {
            files.requireOnlyNamedRuns(staging());
        }
        requireAllRight();
        return end;
    }

    private void count(SimulatedProcess process, End end) {
        figures.processes++;
        figures.documents += process.life().read();
        figures.refusals += end.ending() == Ending.REFUSED ? 1 : 0;
        figures.interruptions += end.ending() == Ending.INTERRUPTED ? 1 : 0;
        if (end.ending() == Ending.DIED) {
            boolean poison = end.what().startsWith("poisonous");
            figures.poisoned += poison ? 1 : 0;
            figures.kills += poison ? 0 : 1;
        } else if (end.ending() == Ending.FAILED && process.isStruck()) {
            figures.faults++;
        }
    }

    /** A second run is started while a first one is in the middle of something. */
    void secondRun(Fate.SecondRun second, Wish wish) {
        figures.secondRuns++;
        Wish same = new Wish(false, wish.fromOffset(), wish.maxRecords(), wish.every(), wish.namesRun(), 0);
        try {
            if (second.barging()) {
                process(same, second.fate(), true);
            } else {
                List<String> before = Tree.contents(root);
                End end = process(same, new Fate.None(), false);
                assertThat(end.cause().orElseThrow()).isInstanceOf(SourceBusyException.class);
                assertThat(Tree.contents(root))
                        .as("files, before and behind a second run")
                        .isEqualTo(before);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param overtaken whether another process has committed since: nothing can come of it */
    void publishing(Checkpoint checkpoint, boolean overtaken) throws IOException {
        published.begin(checkpoint);
        if (!overtaken && !hands.hasDamagedSegment()) {
            CountedDocuments.Counted documents = counted.require(checkpoint, segments());
            published.publishing(
                    checkpoint, oracle.dataset(checkpoint, documents.setAside(), datasets()), documents.ranges());
        }
    }

    void published(Checkpoint checkpoint) throws IOException {
        assertThat(hands.hasDamagedSegment())
                .as("published with a damaged segment")
                .isFalse();
        published.published(checkpoint);
        figures.datasets++;
    }

    /** What stands, as anybody finds it. */
    Saved standing() throws IOException {
        try {
            return new FileCheckpointStore(staging(), new FastDisk(), () -> now).load(ShapedSource.ID);
        } catch (CorruptCheckpointException e) {
            model.requireNoneUsable(e);
            return new Saved.None();
        }
    }

    /** To look at; nothing that is asked of them changes the disk. */
    private Datasets datasets() {
        Datasets stored = new StoredDatasets(new FileDatasetPlace(silver(), new FastDisk()));
        return (Datasets) Proxy.newProxyInstance(
                Datasets.class.getClassLoader(), new Class<?>[] {Datasets.class}, (proxy, called, arguments) -> {
                    try {
                        return called.getName().equals("describe") ? List.of() : called.invoke(stored, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    FileSegmentStore segments() {
        return new FileSegmentStore(staging(), ShapedSource.ID, new FastDisk());
    }

    int highestAttempt(RunId run) {
        try {
            return files.highestAttempt(staging(), run);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void requireAllRight() throws IOException {
        Saved standing = standing();
        if (!model.isDamaged() || !(standing instanceof Saved.None)) {
            model.requireExpected(standing);
        }
        if (standing instanceof Saved.Committed committed && !hands.hasDamagedSegment()) {
            counted.require(committed.checkpoint(), segments());
        }
        files.require(staging(), standing);
        published.require(silver());
    }

    void forgetSegments() {
        counted.forget();
    }
}
