package dev.siiwad.storage.s3;

import dev.siiwad.checkpoint.Saved;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.json.CheckpointParser;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What people do with a checkpoint in a bucket beside runs: copy it and put it back. Every change wants the source
 * {@linkplain S3CheckpointStore#acquire reserved}. The segments that a copy names stay as long as it does.
 */
public record S3CheckpointCopies(Bucket bucket, S3CheckpointStore store, SourceId source) {
    /** Where {@link #backUp} puts it, for messages. */
    public String backup() {
        return bucket.url(path("backup"));
    }

    /** Where {@link #keepReplaced} puts it, for messages. */
    public String replaced() {
        return bucket.url(path("replaced"));
    }

    public boolean hasBackup() throws IOException {
        return bucket.length(path("backup")).isPresent();
    }

    /** Copies the checkpoint, usable or not, in the place of an earlier backup. */
    public void backUp() throws IOException {
        bucket.put(
                path("backup"),
                Body.of(store.bytes(source)
                        .orElseThrow(() -> new NoSuchFileException(store.where(source) + ": there is no checkpoint"))));
    }

    /** Copies the checkpoint, if there is one, before it is replaced by hand; but no offset set by hand over what was kept before it. */
    public void keepReplaced() throws IOException {
        Optional<byte[]> stood = store.bytes(source);
        boolean keepsOlder = bucket.length(path("replaced")).isPresent();
        if (stood.isPresent() && !(keepsOlder && CheckpointParser.isOffsetOnly(stood.get()))) {
            bucket.put(path("replaced"), Body.of(stood.get()));
        }
    }

    /**
     * Makes the backup the newest entry, and removes it as a backup. What stood is kept as {@link #replaced}. A crash, and the same command behind it,
     * loses neither.
     *
     * @throws dev.siiwad.checkpoint.CorruptCheckpointException if the backup is unusable; nothing was changed
     */
    public Saved restore() throws IOException {
        byte[] bytes = bucket.read(path("backup"), CheckpointParser.BYTES_MAX)
                .orElseThrow(() -> new NoSuchFileException(backup() + ": there is no backup to restore"));
        Saved saved = CheckpointParser.parse(backup(), bytes);
        if (store.bytes(source).filter(stood -> Arrays.equals(stood, bytes)).isEmpty()) {
            keepReplaced();
            store.append(source, bytes);
        }
        bucket.delete(List.of(path("backup")));
        return saved;
    }

    List<String> paths() {
        return List.of(path("backup"), path("replaced"));
    }

    private String path(String what) {
        return "staging/source=" + source + "/.checkpoint." + what + ".json";
    }
}
