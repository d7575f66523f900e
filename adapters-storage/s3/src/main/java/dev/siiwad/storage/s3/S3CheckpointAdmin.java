package dev.siiwad.storage.s3;

import dev.siiwad.checkpoint.CheckpointAdmin;
import dev.siiwad.checkpoint.CorruptCheckpointException;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Layout;
import dev.siiwad.storage.json.CheckpointJson;
import dev.siiwad.storage.json.CheckpointParser;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What people do with checkpoints in a bucket between runs. {@code set} and {@code restore} append to the log, as every commit does. */
final class S3CheckpointAdmin implements CheckpointAdmin {
    private static final String BACKUP = "backup";
    private static final String REPLACED = "replaced";
    private static final String ENDING = ".json";
    private static final int REPLACED_MAX = 100;
    private static final Pattern KEPT_ASIDE = Pattern.compile("\\.checkpoint\\.replaced(?:-\\d{1,3})?\\.json");

    private final Bucket bucket;
    private final Machine machine;
    private final S3CheckpointStore store;

    S3CheckpointAdmin(Bucket bucket, Machine machine, S3CheckpointStore store) {
        this.bucket = bucket;
        this.machine = machine;
        this.store = store;
    }

    @Override
    public String where() {
        return bucket.url(Layout.STAGING);
    }

    @Override
    public List<SourceId> sources() throws IOException {
        return store.known();
    }

    @Override
    public Optional<byte[]> bytes(SourceId source) throws IOException {
        return store.newest(source).map(CheckpointLog.Entry::bytes);
    }

    /** Of what a bucket does not give nothing is seen. */
    @Override
    public boolean exists(SourceId source) {
        try {
            return store.hasCheckpoint(source);
        } catch (IOException notGiven) {
            return false;
        }
    }

    @Override
    public Optional<Instant> written(SourceId source) throws IOException {
        return new CheckpointLog(bucket, source).written();
    }

    @Override
    public Optional<String> holder(SourceId source) throws IOException {
        return store.newest(source).flatMap(entry -> Lease.holder(machine, source, entry));
    }

    @Override
    public void set(Saved.OffsetOnly offset) throws IOException {
        store.append(offset.source(), CheckpointJson.write(offset));
    }

    @Override
    public String backup(SourceId source) {
        return bucket.url(path(source, BACKUP));
    }

    @Override
    public boolean hasBackup(SourceId source) throws IOException {
        return bucket.length(path(source, BACKUP)).isPresent();
    }

    @Override
    public void backUp(SourceId source) throws IOException {
        byte[] bytes = bytes(source)
                .orElseThrow(() -> new NoSuchFileException(store.where(source) + ": there is no checkpoint"));
        bucket.put(path(source, BACKUP), Body.of(bytes));
    }

    @Override
    public Optional<String> keepReplaced(SourceId source) throws IOException {
        Optional<byte[]> replaced = bytes(source);
        if (replaced.isEmpty()) {
            return Optional.empty();
        }
        Body body = Body.of(replaced.get());
        for (int n = 1; n <= REPLACED_MAX; n++) {
            String path = path(source, n == 1 ? REPLACED : REPLACED + "-" + n);
            if (bucket.create(path, body)) {
                return Optional.of(bucket.url(path));
            }
        }
        throw new IOException(bucket.url(path(source, REPLACED)) + ": is one of " + REPLACED_MAX
                + " checkpoints that were replaced by hand (at most " + REPLACED_MAX + "). Remove those of no use");
    }

    @Override
    public Restored restore(SourceId source) throws IOException {
        byte[] bytes = bucket.read(path(source, BACKUP), CheckpointParser.BYTES_MAX)
                .orElseThrow(() -> new NoSuchFileException(backup(source) + ": there is no backup to restore"));
        Saved saved = usable(source, bytes);
        Optional<String> replaced = Optional.empty();
        if (bytes(source).filter(current -> Arrays.equals(current, bytes)).isEmpty()) {
            replaced = keepReplaced(source);
            store.append(source, bytes);
        }
        bucket.delete(List.of(path(source, BACKUP)));
        return new Restored(saved, replaced);
    }

    /** Those replaced by hand; a damaged entry stays in the log until it is old enough to be pruned. */
    @Override
    public List<String> keptAsideBefore(SourceId source, Instant before) throws IOException {
        return replaced(bucket, source).stream()
                .filter(kept -> KEPT_ASIDE.matcher(kept.name()).matches()
                        && kept.modified().isBefore(before))
                .map(kept -> bucket.url(kept.path()))
                .toList();
    }

    @Override
    public void removeKeptAside(String name) throws IOException {
        String staging = bucket.url(Layout.STAGING + "/");
        boolean kept =
                KEPT_ASIDE.matcher(name.substring(name.lastIndexOf('/') + 1)).matches();
        if (!name.startsWith(staging) || !kept) {
            throw new IllegalArgumentException(name + " is not a checkpoint that was kept aside");
        }
        bucket.delete(List.of(Layout.STAGING + "/" + name.substring(staging.length())));
    }

    /** The backup of a source and all that was replaced. */
    static List<String> paths(Bucket bucket, SourceId source) throws IOException {
        List<String> paths = new ArrayList<>(List.of(path(source, BACKUP)));
        replaced(bucket, source).forEach(kept -> paths.add(kept.path()));
        return paths;
    }

    private static List<Bucket.Listed> replaced(Bucket bucket, SourceId source) throws IOException {
        String path = path(source, REPLACED);
        return bucket.list(path.substring(0, path.length() - ENDING.length()), "", REPLACED_MAX);
    }

    private Saved usable(SourceId source, byte[] bytes) throws CorruptCheckpointException {
        try {
            Saved saved = CheckpointParser.parse(backup(source), bytes);
            CheckpointParser.requireSource(backup(source), saved, source);
            return saved;
        } catch (CorruptCheckpointException e) {
            throw new CorruptCheckpointException(
                    e.getMessage() + ". Nothing was changed. A backup of no use is an object to remove", e);
        }
    }

    private static String path(SourceId source, String what) {
        return Layout.staging(source) + "/.checkpoint." + what + ENDING;
    }
}
