/** {@code siiwad ingest}: a command for each source, and what becomes of the ingestion it asks for, {@link dev.siiwad.cli.ingest.Use}. */
package dev.siiwad.cli.ingest;
