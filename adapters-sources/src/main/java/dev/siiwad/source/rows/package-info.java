/**
 * The rows of files, as local files and datasets of a hub share them: JSON Lines, plain or in gzip members or zstd frames, and Parquet, each read from any
 * row on. Start at {@link dev.siiwad.source.rows.ShardedReader}.
 */
package dev.siiwad.source.rows;
