/** The loop: start at {@link dev.siiwad.ingest.IngestionRun}; {@link dev.siiwad.ingest.ResumePlan} says what a start decides. */
package dev.siiwad.ingest;
