package dev.siiwad.storage.s3;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.CheckpointStore;
import dev.siiwad.checkpoint.CorruptCheckpointException;
import dev.siiwad.checkpoint.Glance;
import dev.siiwad.checkpoint.NewerCheckpointException;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.Slice;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Layout;
import dev.siiwad.storage.json.CheckpointJson;
import dev.siiwad.storage.json.CheckpointParser;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Checkpoints as a numbered log of objects that are created once, {@code <prefix>/staging/source=<SOURCE>/checkpoints/}; see {@link CheckpointLog} for
 * their names.
 *
 * <p>The newest entry is the checkpoint; deleting it is an entry too. Creating an object that is not there is the one thing that object stores do
 * atomically everywhere, and it fences: a run that was taken over finds the next number taken, and stops. The generation before a damaged entry is the
 * entry before it. {@code .checkpoint.json} beside the log is a copy for people, and nothing is ever decided by it.
 */
public final class S3CheckpointStore implements CheckpointStore {
    private final Bucket bucket;
    private final Machine machine;
    private final boolean takeOver;
    private final Map<SourceId, CheckpointLog> logs = new ConcurrentHashMap<>();
    private final ReadableCopy copy;
    private final Sightings sightings;
    private final Set<SourceId> toPrune = ConcurrentHashMap.newKeySet();

    /** @param takeOver whether a run that lives is to lose its source, at its next commit */
    public S3CheckpointStore(Bucket bucket, Machine machine, boolean takeOver) {
        this.bucket = bucket;
        this.machine = machine;
        this.takeOver = takeOver;
        this.copy = new ReadableCopy(bucket);
        this.sightings = new Sightings(bucket);
    }

    /**
     * Reserves a source, as long as this process keeps it alive: nobody is shut out but by the log itself.
     *
     * @throws IOException if the store ignores conditions, so that two runs could not be told apart
     */
    @Override
    public Closeable acquire(SourceId source) throws IOException {
        ConditionalWrites.require(bucket);
        Lease reservation = new Lease(bucket, machine, source, log(source), copy, sightings);
        reservation.begin(takeOver);
        toPrune.add(source);
        return reservation;
    }

    @Override
    public Glance glance(SourceId source, RunId run) throws IOException {
        Optional<CheckpointLog.Entry> newest;
        try {
            newest = sightings.look(source);
        } catch (CorruptCheckpointException toldToWhoeverLoadsIt) {
            return Glance.FREE;
        }
        return newest.isEmpty()
                ? Glance.FREE
                : Lease.glance(
                        machine,
                        source,
                        newest.get(),
                        run,
                        takeOver || sightings.isQuiet(source, newest.get().number()));
    }

    @Override
    public Saved load(SourceId source) throws IOException {
        CheckpointLog log = log(source);
        Optional<CheckpointLog.Entry> newest = log.newest();
        if (newest.isEmpty() || Deletion.is(newest.get().bytes())) {
            return new Saved.None();
        }
        CheckpointLog.Entry entry = newest.get();
        try {
            return CheckpointParser.parse(log.url(entry.number()), entry.bytes());
        } catch (NewerCheckpointException e) {
            throw e;
        } catch (CorruptCheckpointException e) {
            CheckpointLog.Entry before = entryBefore(log, entry, e);
            Checkpoint previous = previous(log, entry, before, e);
            return new Saved.Committed(previous, Optional.of(new Saved.Fallback(e, log.url(before.number()))));
        }
    }

    @Override
    public void commit(Checkpoint checkpoint) throws IOException {
        SourceId source = checkpoint.source();
        byte[] bytes = CheckpointJson.write(checkpoint);
        log(source).append(bytes);
        copy.offer(source, bytes);
        if (toPrune.remove(source)) {
            log(source).prune();
        }
    }

    /** Makes stored bytes of a checkpoint the newest entry, in the place of whatever is there. */
    void append(SourceId source, byte[] bytes) throws IOException {
        log(source).newest();
        log(source).append(bytes);
        copy.write(source, bytes);
    }

    @Override
    public void delete(SourceId source) throws IOException {
        CheckpointLog log = log(source);
        Optional<CheckpointLog.Entry> seen = log.seen();
        if (seen.isEmpty() || Deletion.is(seen.get().bytes())) {
            log.requireNewest();
            return;
        }
        log.append(Deletion.bytes(bucket.waiting().now()));
        copy.remove(source);
    }

    /** The log, where it says that the checkpoint was deleted and nothing else is kept of the source; numbers start again then. */
    @Override
    public void forget(SourceId source) throws IOException {
        CheckpointLog log = new CheckpointLog(bucket, source);
        Optional<CheckpointLog.Entry> newest = log.newest();
        if (newest.isEmpty() || !Deletion.is(newest.get().bytes())) {
            return;
        }
        List<Bucket.Listed> left = bucket.listAll(Layout.staging(source) + "/");
        if (left.stream().allMatch(object -> log.isEntry(object) || ReadableCopy.isOf(source, object))) {
            log.remove(newest.get(), left);
            isGone(source);
        }
    }

    private void isGone(SourceId source) {
        logs.remove(source);
        sightings.forget(source);
        toPrune.remove(source);
    }

    @Override
    public List<SourceId> removeRead(SourceId source, Optional<RunId> run) throws IOException {
        FinishedSlices slices = new FinishedSlices(bucket, source, run, this::log);
        slices.remove();
        slices.removed().forEach(this::isGone);
        return slices.left();
    }

    @Override
    public List<SourceId> list() throws IOException {
        List<SourceId> sources = new ArrayList<>();
        for (SourceId source : known()) {
            if (hasCheckpoint(source)) {
                sources.add(source);
            }
        }
        return List.copyOf(sources);
    }

    /** The sources of which anything is kept, in the order of their ids. */
    List<SourceId> known() throws IOException {
        return known("");
    }

    /** By the names of directories alone. */
    @Override
    public List<SourceId> slices(SourceId whole) throws IOException {
        return known(Slice.beginningOfIds(whole)).stream()
                .filter(id -> Slice.wholeOf(id).equals(Optional.of(whole)))
                .toList();
    }

    private List<SourceId> known(String beginning) throws IOException {
        return bucket.directories(Layout.STAGING + "/", Layout.sources(beginning)).stream()
                .flatMap(name -> Layout.sourceNamed(name).stream())
                .sorted()
                .toList();
    }

    @Override
    public Set<RunId> referencedRuns(SourceId source) throws IOException {
        Set<RunId> named = new TreeSet<>();
        Optional<CheckpointLog.Entry> newest = newest(source);
        if (newest.isPresent()) {
            runNamedBy(log(source).url(newest.get().number()), newest.get().bytes())
                    .ifPresent(named::add);
        }
        for (String path : S3CheckpointAdmin.paths(bucket, source)) {
            Optional<byte[]> bytes = bucket.read(path, CheckpointParser.BYTES_MAX);
            if (bytes.isPresent()) {
                runNamedBy(bucket.url(path), bytes.get()).ifPresent(named::add);
            }
        }
        return named;
    }

    @Override
    public String where(SourceId source) {
        return bucket.url(Layout.staging(source) + "/checkpoints/");
    }

    /** What a publisher and a segment store ask before they change anything for good. */
    Fence fence(SourceId source) {
        return () -> log(source).requireNewest();
    }

    /** The newest entry as another process would find it, unless it is a deletion. */
    Optional<CheckpointLog.Entry> newest(SourceId source) throws IOException {
        return new CheckpointLog(bucket, source).newest().filter(entry -> !Deletion.is(entry.bytes()));
    }

    boolean hasCheckpoint(SourceId source) throws IOException {
        try {
            return newest(source).isPresent();
        } catch (CorruptCheckpointException somethingIsThere) {
            return true;
        }
    }

    private CheckpointLog log(SourceId source) {
        return logs.computeIfAbsent(source, id -> new CheckpointLog(bucket, id));
    }

    private static Optional<RunId> runNamedBy(String url, byte[] bytes) throws CorruptCheckpointException {
        return CheckpointParser.parse(url, bytes) instanceof Saved.Committed committed
                ? Optional.of(committed.checkpoint().runId())
                : Optional.empty();
    }

    private static CheckpointLog.Entry entryBefore(
            CheckpointLog log, CheckpointLog.Entry damaged, CorruptCheckpointException problem) throws IOException {
        return log.before(damaged.number())
                .filter(entry -> !Deletion.is(entry.bytes()))
                .orElseThrow(() -> problem);
    }

    /**
     * The checkpoint in the entry before a damaged one, if both name the same run. One that names none does not do: the log holds the entries of all runs, and the one before
     * may be of a run that {@code set} or {@code restore} has just put an end to.
     */
    private static Checkpoint previous(
            CheckpointLog log,
            CheckpointLog.Entry damaged,
            CheckpointLog.Entry before,
            CorruptCheckpointException problem)
            throws IOException {
        String url = log.url(before.number());
        String run = CheckpointParser.runIdIn(damaged.bytes()).orElse("no run");
        String found;
        try {
            Saved saved = CheckpointParser.parse(url, before.bytes());
            if (saved instanceof Saved.Committed committed
                    && run.equals(committed.checkpoint().runId().value())) {
                return committed.checkpoint();
            }
            found = saved instanceof Saved.Committed committed
                    ? "of run " + committed.checkpoint().runId()
                    : "an offset and no more";
        } catch (CorruptCheckpointException e) {
            throw new CorruptCheckpointException(
                    problem.getMessage() + "; nor can the one before it be used: " + e.getMessage(), problem);
        }
        throw new CorruptCheckpointException(
                problem.getMessage() + "; it names " + run + ", and the one before it, " + url + ", is " + found,
                problem);
    }
}
