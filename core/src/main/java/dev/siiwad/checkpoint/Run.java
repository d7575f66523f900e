package dev.siiwad.checkpoint;

import dev.siiwad.segment.RunId;
import dev.siiwad.segment.SegmentForm;
import dev.siiwad.source.Settings;
import dev.siiwad.source.SourceId;
import dev.siiwad.transform.WordFloor;
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
 * @param form what its segments hold
 */
public record Run(
        RunId id,
        SourceId source,
        Instant started,
        long firstIndex,
        String snapshot,
        Settings settings,
        Optional<String> payloadDigest,
        SegmentForm form) {
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

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

    /** A new run. */
    public Run(
            RunId id,
            SourceId source,
            Instant started,
            long firstIndex,
            String snapshot,
            Settings settings,
            Optional<String> payloadDigest) {
        this(
                id,
                source,
                started,
                firstIndex,
                snapshot,
                settings,
                payloadDigest,
                SegmentForm.lines(WordFloor.countIn(settings)));
    }

    /** One of which the digest of the payload is not known. */
    public Run(RunId id, SourceId source, Instant started, long firstIndex, String snapshot, Settings settings) {
        this(id, source, started, firstIndex, snapshot, settings, Optional.empty());
    }
}
