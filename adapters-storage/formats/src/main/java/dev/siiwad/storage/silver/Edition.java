package dev.siiwad.storage.silver;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.segment.RunId;
import dev.siiwad.transform.WordFloor;
import dev.siiwad.words.WordCount;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * What all documents of one published dataset share.
 *
 * @param runId of the run that read them
 * @param dateAccessed the {@linkplain #day day} of that run, such as {@code 2026-11-01}
 * @param pipelineVersion the version of this program
 * @param words how the run counts {@code tokens}
 */
public record Edition(String runId, String dateAccessed, String pipelineVersion, WordCount words) {
    private static final int DAY_CHARS = "yyyyMMdd".length();

    public static Edition of(Checkpoint checkpoint, String pipelineVersion) {
        String day = day(checkpoint.runId(), checkpoint.started()).toString();
        return new Edition(checkpoint.runId().value(), day, pipelineVersion, WordFloor.countIn(checkpoint.settings()));
    }

    /**
     * The day that a run id begins with, as every one that this program makes up does ({@code 20261101_…}); so a run that is begun again under its id
     * gives the same bytes on any day. Else the day on which the run began, in UTC.
     */
    public static LocalDate day(RunId run, Instant started) {
        String id = run.value();
        if (id.matches("\\d{" + DAY_CHARS + "}_.*")) {
            try {
                return LocalDate.parse(id.substring(0, DAY_CHARS), DateTimeFormatter.BASIC_ISO_DATE);
            } catch (DateTimeException noDay) {
                return LocalDate.ofInstant(started, ZoneOffset.UTC);
            }
        }
        return LocalDate.ofInstant(started, ZoneOffset.UTC);
    }
}
