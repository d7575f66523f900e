package dev.siiwad.checkpoint;

import dev.siiwad.segment.RunId;
import dev.siiwad.source.Settings;
import dev.siiwad.source.SourceId;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is fixed for a run from its first start to its end.
 *
 * @param started when it began, to the second
 * @param firstIndex offset at which it began; 0 unless set by hand
 * @param snapshot id of the pinned snapshot
 * @param payloadDigest {@code sha256:} and 64 hexadecimal digits, of the payload that was stored for it; empty if an earlier version began the run
 */
public record Run(
        RunId id,
        SourceId source,
        Instant started,
        long firstIndex,
        String snapshot,
        Settings settings,
        Optional<String> payloadDigest) {
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

    /** As earlier versions began one. */
    public Run(RunId id, SourceId source, Instant started, long firstIndex, String snapshot, Settings settings) {
        this(id, source, started, firstIndex, snapshot, settings, Optional.empty());
    }

    public Run {
        Checkpoint.requireAtLeast("first_index", firstIndex, 0);
        if (snapshot.isBlank()) {
            throw new IllegalArgumentException("snapshot is empty");
        }
        payloadDigest.filter(digest -> !DIGEST.matcher(digest).matches()).ifPresent(digest -> {
            throw new IllegalArgumentException(
                    "snapshot_digest is \"" + digest + "\"; expected sha256: and 64 hexadecimal digits");
        });
    }
}
