package dev.siiwad.source.rows;

import dev.siiwad.source.PositionFields;
import dev.siiwad.source.SourceException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** How the rows of a file are written, as its name tells; how it is packed, its content does. */
public enum ShardFormat {
    LINES(".jsonl", ".json", ".ndjson"),
    CSV(".csv"),
    TSV(".tsv"),
    TEXT(".txt"),
    PARQUET(".parquet");

    /** For messages. */
    public static final String NAMES =
            ".jsonl and .json (JSON Lines), .csv, .tsv and .txt, also with .gz, .zst, .bz2, .xz or .lz4, and .parquet";

    private static final Pattern PACKED = Pattern.compile("\\.(gz|zst|bz2|xz|lz4)$");

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
        String unpacked = PACKED.matcher(name).replaceFirst("");
        for (ShardFormat format : values()) {
            for (String ending : format.endings) {
                if ((format == PARQUET ? name : unpacked).endsWith(ending)) {
                    return Optional.of(format);
                }
            }
        }
        return Optional.empty();
    }
}
