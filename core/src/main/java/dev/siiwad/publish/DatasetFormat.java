package dev.siiwad.publish;

/** How the files of a dataset are written. */
public enum DatasetFormat {
    PARQUET,
    /** One JSON object a line, compressed with zstd. */
    JSON_LINES
}
