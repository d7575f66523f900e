package dev.siiwad.storage.s3;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.CorruptCheckpointException;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.Slice;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Layout;
import dev.siiwad.storage.json.CheckpointParser;
import dev.siiwad.storage.json.SegmentFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What slices of runs that are over hold in a bucket, removed by few requests: one lists 1,000 objects, whatever slices they are of, and one removes as many. Used once.
 *
 * <p>Nobody is shut out meanwhile. A slice that is read to its end is changed by nobody, and what somebody puts there after the listing is not in it, and stays. Only slices that hold
 * nothing else than what this program has made of one run go like this. The last entry of a log goes after everything else of its slice: as long as anything is there, it tells of what.
 */
final class FinishedSlices {
    private final Bucket bucket;
    private final SourceId source;
    private final Optional<RunId> run;
    private final Function<SourceId, CheckpointLog> logs;
    private final List<String> garbage = new ArrayList<>();
    private final List<String> ends = new ArrayList<>();
    private final List<SourceId> removed = new ArrayList<>();
    private final List<SourceId> left = new ArrayList<>();

    /**
     * @param source has slices, or is one
     * @param run whose slices are meant; empty for any
     */
    FinishedSlices(Bucket bucket, SourceId source, Optional<RunId> run, Function<SourceId, CheckpointLog> logs) {
        this.bucket = bucket;
        this.source = source;
        this.run = run;
        this.logs = logs;
    }

    /** Of which nothing is there any more. */
    List<SourceId> removed() {
        return List.copyOf(removed);
    }

    /** Those that were not removed, in order. */
    List<SourceId> left() {
        return List.copyOf(left);
    }

    void remove() throws IOException {
        boolean one = Slice.named(source).isPresent();
        String prefix = Layout.STAGING + "/"
                + (one ? Layout.source(source) + "/" : Layout.sources(Slice.beginningOfIds(source)));
        List<Bucket.Listed> ofOne = new ArrayList<>();
        String after = "";
        for (int pages = 1; pages <= Bucket.LIST_PAGES_MAX; pages++) {
            List<Bucket.Listed> page = bucket.list(prefix, after, Bucket.LIST_KEYS_MAX);
            for (Bucket.Listed object : page) {
                if (!ofOne.isEmpty() && !name(ofOne.get(0)).equals(name(object))) {
                    sort(ofOne);
                    ofOne.clear();
                }
                ofOne.add(object);
            }
            if (page.size() < Bucket.LIST_KEYS_MAX) {
                break;
            }
            after = page.get(page.size() - 1).path();
        }
        sort(ofOne);
        flush();
    }

    /** What is between the first two slashes. */
    private static String name(Bucket.Listed object) {
        String below = object.path().substring(Layout.STAGING.length() + 1);
        int slash = below.indexOf('/');
        return slash < 0 ? "" : below.substring(0, slash);
    }

    /** Decides about all that is there of one slice. */
    private void sort(List<Bucket.Listed> objects) throws IOException {
        Optional<SourceId> slice = objects.isEmpty() ? Optional.empty() : Layout.sourceNamed(name(objects.get(0)));
        if (slice.isEmpty() || Slice.wholeOf(slice.get()).isEmpty() || !isMeant(slice.get())) {
            return;
        }
        CheckpointLog log = logs.apply(slice.get());
        if (!isOver(slice.get(), log, objects)) {
            left.add(slice.get());
            return;
        }
        Optional<Bucket.Listed> newest = newest(log, objects);
        newest.ifPresent(entry -> ends.add(entry.path()));
        objects.stream()
                .map(Bucket.Listed::path)
                .filter(path -> !newest.map(Bucket.Listed::path).equals(Optional.of(path)))
                .forEach(garbage::add);
        removed.add(slice.get());
        if (garbage.size() + ends.size() >= Bucket.LIST_KEYS_MAX) {
            flush();
        }
    }

    private boolean isMeant(SourceId slice) {
        return slice.equals(source) || Slice.wholeOf(slice).equals(Optional.of(source));
    }

    private static Optional<Bucket.Listed> newest(CheckpointLog log, List<Bucket.Listed> objects) {
        return objects.stream().filter(log::isEntry).findFirst();
    }

    /** Without a log, what a run has left that is over is what was on its way when it was removed. */
    private boolean isOver(SourceId slice, CheckpointLog log, List<Bucket.Listed> objects) throws IOException {
        Optional<RunId> over = run;
        Optional<Bucket.Listed> newest = newest(log, objects);
        try {
            Optional<byte[]> last = newest.isPresent() ? log.content(newest.get()) : Optional.empty();
            if (last.isPresent() && !Deletion.is(last.get())) {
                Optional<RunId> ended = endedIn(last.get());
                if (ended.isEmpty() || run.isPresent() && !run.equals(ended)) {
                    return false;
                }
                over = ended;
            }
        } catch (CorruptCheckpointException toldToWhoeverLoadsIt) {
            return false;
        }
        for (Bucket.Listed object : objects) {
            if (!log.isEntry(object) && !ReadableCopy.isOf(slice, object) && !isOf(slice, over, object)) {
                return false;
            }
        }
        return true;
    }

    /** The run that has read all of a slice whose last commit this is; empty if none has. */
    private static Optional<RunId> endedIn(byte[] last) throws CorruptCheckpointException {
        return CheckpointParser.parse("", last) instanceof Saved.Committed committed
                ? Optional.of(committed.checkpoint())
                        .filter(Checkpoint::exhausted)
                        .map(Checkpoint::runId)
                : Optional.empty();
    }

    private static boolean isOf(SourceId slice, Optional<RunId> run, Bucket.Listed object) {
        String ofRun = run.map(id -> Layout.STAGING + "/" + Layout.segments(slice, id) + "/")
                .orElse("");
        return run.isPresent()
                && object.path().startsWith(ofRun)
                && SegmentFiles.isOurs(object.path().substring(ofRun.length()));
    }

    private void flush() throws IOException {
        bucket.delete(garbage);
        bucket.delete(ends);
        garbage.clear();
        ends.clear();
    }
}
