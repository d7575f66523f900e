package dev.siiwad.storage.silver;

import dev.siiwad.checkpoint.Checkpoint;
import java.time.ZoneOffset;

/**
 * What all documents of one published dataset share.
 *
 * @param runId of the run that read them
 * @param dateAccessed the day on which that run began, in UTC, such as {@code 2026-11-01}
 * @param pipelineVersion the version of this program
 */
public record Edition(String runId, String dateAccessed, String pipelineVersion) {
    public static Edition of(Checkpoint checkpoint, String pipelineVersion) {
        String day = checkpoint.started().atOffset(ZoneOffset.UTC).toLocalDate().toString();
        return new Edition(checkpoint.runId().value(), day, pipelineVersion);
    }
}
