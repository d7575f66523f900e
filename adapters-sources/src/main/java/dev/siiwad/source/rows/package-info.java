/**
 * The rows of files, as local files and datasets of a hub share them: JSON Lines, CSV, TSV and plain text, packed or not, Parquet and Arrow, each
 * read from any row on. Start at {@link dev.siiwad.source.rows.ShardedReader}.
 */
package dev.siiwad.source.rows;
