package dev.siiwad.storage.s3;

import dev.siiwad.checkpoint.CorruptCheckpointException;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.json.CheckpointParser;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What people do with a checkpoint in a bucket beside runs: copy it and put it back. Every change wants the source
 * {@linkplain S3CheckpointStore#acquire reserved}. The segments that a copy names stay as long as it does.
 */
public record S3CheckpointCopies(Bucket bucket, S3CheckpointStore store, SourceId source) {
    private static final String BACKUP = "backup";
    private static final String REPLACED = "replaced";
    private static final String ENDING = ".json";
    private static final int REPLACED_MAX = 100;

    /** Where {@link #backUp} puts it, for messages. */
    public String backup() {
        return bucket.url(path(BACKUP));
    }

    /** What {@link #restore} has done: what stands now, and where what stood before was kept, if anything did. */
    public record Restored(Saved saved, Optional<String> replaced) {}

    public boolean hasBackup() throws IOException {
        return bucket.length(path(BACKUP)).isPresent();
    }

    /** Copies the checkpoint, usable or not, in the place of an earlier backup. */
    public void backUp() throws IOException {
        bucket.put(
                path(BACKUP),
                Body.of(store.bytes(source)
                        .orElseThrow(() -> new NoSuchFileException(store.where(source) + ": there is no checkpoint"))));
    }

    /** Copies the checkpoint, if there is one, before it is replaced by hand, to a name that no other has. Tells where. */
    public Optional<String> keepReplaced() throws IOException {
        Optional<byte[]> stood = store.bytes(source);
        if (stood.isEmpty()) {
            return Optional.empty();
        }
        Body body = Body.of(stood.get());
        for (int n = 1; n <= REPLACED_MAX; n++) {
            String path = path(n == 1 ? REPLACED : REPLACED + "-" + n);
            if (bucket.create(path, body)) {
                return Optional.of(bucket.url(path));
            }
        }
        throw new IOException(bucket.url(path(REPLACED)) + ": is one of " + REPLACED_MAX
                + " checkpoints that were replaced by hand (at most " + REPLACED_MAX + "). Remove those of no use");
    }

    /**
     * Makes the backup the newest entry, and removes it as a backup. What stood is {@linkplain #keepReplaced kept}. A crash, and the same command behind it,
     * loses neither.
     *
     * @throws CorruptCheckpointException if the backup is unusable; nothing was changed
     */
    public Restored restore() throws IOException {
        byte[] bytes = bucket.read(path(BACKUP), CheckpointParser.BYTES_MAX)
                .orElseThrow(() -> new NoSuchFileException(backup() + ": there is no backup to restore"));
        Saved saved = usable(bytes);
        Optional<String> replaced = Optional.empty();
        if (store.bytes(source).filter(stood -> Arrays.equals(stood, bytes)).isEmpty()) {
            replaced = keepReplaced();
            store.append(source, bytes);
        }
        bucket.delete(List.of(path(BACKUP)));
        return new Restored(saved, replaced);
    }

    /** The backup and all that was replaced. */
    List<String> paths() throws IOException {
        List<String> paths = new ArrayList<>(List.of(path(BACKUP)));
        String replaced = path(REPLACED);
        bucket.list(replaced.substring(0, replaced.length() - ENDING.length()), "", REPLACED_MAX).stream()
                .map(Bucket.Listed::path)
                .forEach(paths::add);
        return paths;
    }

    private Saved usable(byte[] bytes) throws CorruptCheckpointException {
        try {
            Saved saved = CheckpointParser.parse(backup(), bytes);
            CheckpointParser.requireSource(backup(), saved, source);
            return saved;
        } catch (CorruptCheckpointException e) {
            throw new CorruptCheckpointException(
                    e.getMessage() + ". Nothing was changed. A backup of no use is an object to remove", e);
        }
    }

    private String path(String what) {
        return "staging/source=" + source + "/.checkpoint." + what + ENDING;
    }
}
