package dev.siiwad.source.rows;

import dev.siiwad.source.PositionFields;
import dev.siiwad.source.SourceException;
import java.util.Locale;
import java.util.Optional;

/** How the rows of a file are written, as its name tells. */
public enum ShardFormat {
    LINES(".jsonl", ".json", ".ndjson"),
    GZIP_LINES(".jsonl.gz", ".json.gz", ".ndjson.gz"),
    ZSTD_LINES(".jsonl.zst", ".json.zst", ".ndjson.zst"),
    PARQUET(".parquet");

    /** For messages. */
    public static final String NAMES = ".jsonl and .json (JSON Lines, also with .gz or .zst) and .parquet";

    private final String[] endings;

    ShardFormat(String... endings) {
        this.endings = endings;
    }

    /** Where the first row is. */
    String start() {
        return this == PARQUET ? ParquetPlace.FIRST.toString() : LinePlace.FIRST.toString();
    }

    /** @throws SourceException if a place is not written as places of this format are */
    void requirePlace(PositionFields fields) throws SourceException {
        if (this == PARQUET) {
            ParquetPlace.of(fields);
        } else {
            LinePlace.of(fields);
        }
    }

    public static Optional<ShardFormat> of(String path) {
        String name = path.toLowerCase(Locale.ROOT);
        for (ShardFormat format : values()) {
            for (String ending : format.endings) {
                if (name.endsWith(ending)) {
                    return Optional.of(format);
                }
            }
        }
        return Optional.empty();
    }
}
