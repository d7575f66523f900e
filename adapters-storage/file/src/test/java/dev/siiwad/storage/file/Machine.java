package dev.siiwad.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.CorruptCheckpointException;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.duplicates.Deduplication;
import dev.siiwad.ingest.IngestionRun;
import dev.siiwad.ingest.Progress;
import dev.siiwad.ingest.RunContext;
import dev.siiwad.ingest.RunReport;
import dev.siiwad.ingest.RunRequest;
import dev.siiwad.pipeline.Pipeline;
import dev.siiwad.publish.Dataset;
import dev.siiwad.publish.DatasetFormat;
import dev.siiwad.publish.Datasets;
import dev.siiwad.publish.Publisher;
import dev.siiwad.publish.Receipt;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Storage;
import dev.siiwad.storage.dataset.DatasetVerification;
import dev.siiwad.storage.dataset.DurableOutput;
import dev.siiwad.storage.dataset.JsonLinesFormat;
import dev.siiwad.storage.dataset.StoredDatasets;
import dev.siiwad.storage.json.CheckpointParser;
import dev.siiwad.testkit.Checkpoints;
import dev.siiwad.testkit.ComposedStorage;
import dev.siiwad.testkit.ListSource;
import dev.siiwad.testkit.Repeating;
import dev.siiwad.transform.MinLength;
import dev.siiwad.transform.Transform;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * A machine whose power can be cut: its disk, the commands that run on it one after the other, and what they were promised, as marks between the
 * operations of its disk.
 */
final class Machine {
    static final SourceId SOURCE = Checkpoints.SOURCE;
    private static final Instant NOW = Instant.parse("2026-11-01T08:00:00Z");
    private static final String STAGING = "data/staging";
    private static final String SILVER = "data/processed/silver";
    private static final String DIRECTORY = STAGING + "/source=" + SOURCE;
    static final String STANDING = DIRECTORY + "/.checkpoint.json";
    private static final String REPLACED = ".checkpoint.replaced";
    private static final long PART_TEXT_BYTES = 250;

    /** What a user types. */
    interface Command {
        void run(Machine machine) throws IOException;
    }

    private final Path root;
    private final PowerCutDisk disk;
    private final String name;
    private final Repetition repetition;
    private int processes;
    private Optional<Dataset> lastPublished = Optional.empty();

    /** The standing checkpoint is to be replaced, or removed. */
    record Trying(Saved target) {}

    /** It has been: from here on that is certain. */
    record Done(Saved target) {}

    /** The standing checkpoint was damaged: it may be that the generation before is what is left. */
    record Damaged() {}

    /** The dataset of a run is to be published. */
    record Publishing(RunId run) {}

    /** It has been: from here on it stays until another one is published. */
    record PublishedAll(RunId run) {}

    /** The dataset of a run is to be removed. */
    record Removing(RunId run) {}

    /** An attempt has claimed a run. */
    record Claim(RunId run, int attempt) {}

    /** Whether documents say the same as others before them, and are published nevertheless. */
    enum Repetition {
        /** None is like another. */
        NONE,
        /** Two texts in turn, each published once. */
        PUBLISHED_ONCE;

        private Transform transform() {
            Transform cleaned = new MinLength(10);
            return this == NONE ? cleaned : Transform.chain(List.of(cleaned, new Repeating(2)));
        }

        /** One of the two goes through the pipeline; handing documents from thread to thread takes a third of the time, thousands of times. */
        private int threads() {
            return this == NONE ? 1 : 2;
        }

        private Deduplication deduplication() {
            return this == NONE ? Deduplication.NONE : Deduplication.EXACT.withBlockDocuments(3);
        }
    }

    /** One whose documents are all different. */
    Machine(Path root, PowerCutDisk disk, String name) {
        this(root, disk, name, Repetition.NONE);
    }

    /** @param name with which the ids of all runs begin that this machine begins */
    Machine(Path root, PowerCutDisk disk, String name, Repetition repetition) {
        this.root = root;
        this.disk = disk;
        this.name = name;
        this.repetition = repetition;
    }

    PowerCutDisk disk() {
        return disk;
    }

    /** {@code siiwad ingest}, interrupted when a number of documents has been read from the start of the source. */
    RunReport ingest(RunRequest request, ListSource source, long stopAt) throws IOException {
        int process = ++processes;
        AtomicLong offset = new AtomicLong();
        List<Checkpoint> claims = new ArrayList<>();
        Progress progress = event -> {
            if (event instanceof Progress.Claimed claimed) {
                Checkpoint claim = claimed.checkpoint();
                claims.add(claim);
                offset.set(claim.lastIndex());
                disk.mark(new Claim(claim.runId(), claim.attempt()));
            } else if (event instanceof Progress.Reading reading) {
                offset.set(reading.offset() + 1);
            }
        };
        RunContext context = new RunContext(
                () -> NOW,
                () -> new RunId(name + process),
                Checkpoints.OWNER,
                () -> !claims.isEmpty() && offset.get() >= stopAt,
                "0.1.0");
        FileSegmentStore segments = new FileSegmentStore(root.resolve(STAGING), SOURCE, disk);
        FilePublisher publisher =
                new FilePublisher(root.resolve(SILVER), new JsonLinesFormat(), "0.1.0", disk, PART_TEXT_BYTES);
        Optional<Saved> found =
                request.force() || request.fromOffset().isPresent() ? Optional.empty() : Optional.of(load());
        Storage storage =
                new ComposedStorage(new PromisingStore(store(), disk), segments, marked(publisher), datasets());
        RunReport report;
        try (Pipeline pipeline = new Pipeline(repetition.threads(), () -> false)) {
            report = new IngestionRun(
                            pipeline.source(source),
                            pipeline.transform(repetition.transform()),
                            pipeline.storage(storage),
                            DatasetFormat.JSON_LINES,
                            context,
                            progress,
                            request.withDeduplication(repetition.deduplication()))
                    .run();
        }
        if (report instanceof RunReport.Completed completed) {
            lastPublished = datasets()
                    .catalog(SOURCE)
                    .of(completed.receipt().checkpoint().runId());
        } else if (report instanceof RunReport.Finished finished) {
            lastPublished = Optional.of(finished.dataset());
        }
        found.ifPresent(saved -> requireCarriedOn(saved, claims, report));
        return report;
    }

    private Datasets datasets() {
        return new StoredDatasets(new FileDatasetPlace(root.resolve(SILVER), disk));
    }

    private Publisher marked(Publisher publisher) {
        return (counted, info, relations) -> {
            disk.mark(new Publishing(counted.checkpoint().runId()));
            Receipt receipt = publisher.publish(counted, info, relations);
            disk.mark(new PublishedAll(counted.checkpoint().runId()));
            return receipt;
        };
    }

    /** Never a silent restart: what was found is what the run goes on from. */
    private static void requireCarriedOn(Saved found, List<Checkpoint> claims, RunReport report) {
        if (report instanceof RunReport.Finished) {
            assertThat(found).isEqualTo(new Saved.None());
            assertThat(claims).isEmpty();
        } else if (found instanceof Saved.Committed committed
                && committed.checkpoint().exhausted()) {
            assertThat(claims).isEmpty();
            requirePublished(
                    committed.checkpoint(),
                    ((RunReport.Completed) report).receipt().checkpoint());
        } else if (found instanceof Saved.Committed committed) {
            assertThat(claims.get(0).runId()).isEqualTo(committed.checkpoint().runId());
            assertThat(claims.get(0).lastIndex())
                    .isEqualTo(committed.checkpoint().lastIndex());
        } else {
            assertThat(claims.get(0).firstIndex())
                    .isEqualTo(found instanceof Saved.OffsetOnly offset ? offset.lastIndex() : 0);
        }
    }

    /** By an attempt of its own, which has read nothing. */
    private static void requirePublished(Checkpoint found, Checkpoint published) {
        assertThat(published.attempt()).isGreaterThan(found.attempt());
        assertThat(published).isEqualTo(found.claimedBy(Checkpoints.OWNER, published.attempt(), NOW));
        assertThat(published.stalledAttempts()).isEqualTo(found.stalledAttempts());
    }

    /** {@code siiwad dataset remove}. */
    void removeDataset(RunId run) throws IOException {
        disk.mark(new Removing(run));
        datasets().remove(SOURCE, Set.of(run));
    }

    /** {@code siiwad checkpoint backup}. */
    @SuppressWarnings("try")
    void backUp() throws IOException {
        try (Closeable held = store().acquire(SOURCE)) {
            files().backUp(SOURCE);
        }
    }

    /** {@code siiwad checkpoint restore}, or nothing if it was restored before. */
    @SuppressWarnings("try")
    void restore() throws IOException {
        if (Files.notExists(files().backupFile(SOURCE))) {
            return;
        }
        try (Closeable held = store().acquire(SOURCE)) {
            Path backup = files().backupFile(SOURCE);
            Saved target = CheckpointParser.parse("backup", Files.readAllBytes(backup));
            disk.mark(new Trying(target));
            files().restore(SOURCE);
            disk.mark(new Done(target));
        }
    }

    /** {@code siiwad checkpoint set}. */
    @SuppressWarnings("try")
    void set(long offset) throws IOException {
        FileCheckpointStore store = store();
        try (Closeable held = store.acquire(SOURCE)) {
            Saved.OffsetOnly target = new Saved.OffsetOnly(offset, offset, NOW, "by-hand", SOURCE);
            files().keepReplaced(SOURCE);
            disk.mark(new Trying(target));
            store.set(target);
            disk.mark(new Done(target));
        }
    }

    /** All that stood before it was replaced by hand. */
    List<Saved> replaced() throws IOException {
        List<Saved> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(root.resolve(DIRECTORY))) {
            for (Path file : files.filter(path -> path.getFileName().toString().startsWith(REPLACED))
                    .toList()) {
                all.add(CheckpointParser.parse(file.toString(), Files.readAllBytes(file)));
            }
        }
        return all;
    }

    /** {@code rm .checkpoint.json}, and nothing else. */
    void removeByHand() throws IOException {
        Path standing = root.resolve(STANDING);
        disk.mark(new Trying(new Saved.None()));
        disk.delete(standing);
        disk.syncDirectory(standing.getParent());
        disk.mark(new Done(new Saved.None()));
    }

    /** The last tenth of the standing checkpoint is lost, by whatever has damaged it. */
    void damage() throws IOException {
        Path standing = root.resolve(STANDING);
        byte[] bytes = Files.readAllBytes(standing);
        disk.delete(standing);
        try (DurableOutput out = disk.create(standing)) {
            out.write(bytes, 0, bytes.length * 9 / 10);
            out.force();
        }
        disk.syncDirectory(standing.getParent());
        disk.mark(new Damaged());
        disk.mark(new Done(load()));
    }

    /** What the next start will find, without what was wrong with a newer one. */
    Saved load() throws IOException {
        Saved saved = store().load(SOURCE);
        return saved instanceof Saved.Committed committed
                ? new Saved.Committed(committed.checkpoint(), Optional.empty())
                : saved;
    }

    /** Whether the newest checkpoint can be used, if there is one. */
    boolean fellBack() throws IOException {
        return store().load(SOURCE) instanceof Saved.Committed committed
                && committed.fallback().isPresent();
    }

    private FileCheckpointStore store() {
        return new FileCheckpointStore(root.resolve(STAGING), disk, () -> NOW);
    }

    private FileCheckpointAdmin files() {
        return new FileCheckpointAdmin(root.resolve(STAGING), disk);
    }

    /** The files of a run's dataset with their contents, without the receipt, which tells the history. */
    SortedMap<String, String> published(RunId run) throws IOException {
        SortedMap<String, String> files = Published.files(root.resolve(SILVER));
        files.keySet().removeIf(file -> !file.contains("/" + run + "-") || file.endsWith("-receipt.json"));
        return files;
    }

    /**
     * What whoever looks for datasets finds.
     *
     * @param whole runs whose datasets are published; their files are all there, as their receipts say
     * @param strays files that no receipt names, and that a reader may take for a part of a dataset
     */
    record Shown(Set<RunId> whole, Set<String> strays) {}

    Shown shown() throws IOException {
        Set<RunId> whole = new LinkedHashSet<>();
        Path silver = root.resolve(SILVER);
        if (!Files.isDirectory(silver)) {
            return new Shown(whole, Set.of());
        }
        Set<String> strays = Published.files(silver).keySet();
        strays.removeAll(Set.of("README.md", "croissant.json", ".lock"));
        strays.removeIf(name -> name.matches("\\.(README\\.md|croissant\\.json)\\.[0-9a-f]{16}\\.tmp"));
        for (DatasetVerification.Dataset dataset :
                new DatasetVerification().verify(silver).datasets()) {
            assertThat(dataset.findings()).isEmpty();
            whole.add(new RunId(dataset.says().runId()));
            String day = silver.relativize(dataset.receipt().getParent()) + "/";
            strays.remove(day + dataset.receipt().getFileName());
            dataset.says().files().forEach(file -> strays.remove(day + file.name()));
        }
        return new Shown(whole, strays);
    }

    /** No checkpoint, no segments but of runs that a backup names, and of datasets nothing but whole ones. */
    void requireNothingLeftBehind() throws IOException {
        DatasetVerification.Result verified = new DatasetVerification().verify(root.resolve(SILVER));
        assertThat(verified.findings()).isEmpty();
        assertThat(verified.datasets()).isNotEmpty();
        assertThat(store().list()).isEmpty();
        try (Stream<Path> runs = Files.list(root.resolve(DIRECTORY).resolve("segments"))) {
            Set<RunId> named = store().referencedRuns(SOURCE);
            assertThat(runs.map(run -> new RunId(run.getFileName().toString()))).hasSameElementsAs(named);
        } catch (CorruptCheckpointException e) {
            assertThat(e)
                    .as("a copy that names no run keeps all segments")
                    .hasMessageContaining(".checkpoint.corrupt-");
        }
    }

    /** Equal for machines that hold the same, name the next run alike, and have published the same last. */
    String stands() {
        return new PowerCut(disk, disk.count()).nothingLost().digest() + processes + lastPublished;
    }

    /** What the last run has published, or was found to have published before. */
    Dataset lastPublished() {
        return lastPublished.orElseThrow();
    }
}
