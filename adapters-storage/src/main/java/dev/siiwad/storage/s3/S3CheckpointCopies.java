package dev.siiwad.storage.s3;

import dev.siiwad.source.SourceId;

/** What people do with checkpoints in a bucket beside runs. */
final class S3CheckpointCopies {
    private S3CheckpointCopies() {}

    static String backupPath(SourceId source) {
        return "staging/source=" + source + "/.checkpoint.backup.json";
    }

    static String replacedPath(SourceId source) {
        return "staging/source=" + source + "/.checkpoint.replaced.json";
    }
}
