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
    PARQUET(".parquet"),
    ARROW(".arrow");

    /** For messages. */
    public static final String NAMES =
            ".jsonl and .json (JSON Lines), .csv, .tsv and .txt, also with .gz, .zst, .bz2, .xz or .lz4, .parquet and .arrow";

    private static final Pattern PACKED = Pattern.compile("\\.(gz|zst|bz2|xz|lz4)$");

    private final String[] endings;

    ShardFormat(String... endings) {
        this.endings = endings;
    }

    /** Where the first row is. */
    String start() {
        return switch (this) {
            case PARQUET -> ParquetPlace.FIRST.toString();
            case ARROW -> ArrowPlace.FIRST.toString();
            default -> LinePlace.FIRST.toString();
        };
    }

    /** @throws SourceException if a place is not written as places of this format are */
    void requirePlace(PositionFields fields) throws SourceException {
        switch (this) {
            case PARQUET -> ParquetPlace.of(fields);
            case ARROW -> ArrowPlace.of(fields);
            default -> LinePlace.of(fields);
        }
    }

    /** Whether a file of it may be packed as a whole. */
    private boolean packable() {
        return this != PARQUET && this != ARROW;
    }

    public static Optional<ShardFormat> of(String path) {
        String name = path.toLowerCase(Locale.ROOT);
        String unpacked = PACKED.matcher(name).replaceFirst("");
        for (ShardFormat format : values()) {
            for (String ending : format.endings) {
                if ((format.packable() ? unpacked : name).endsWith(ending)) {
                    return Optional.of(format);
                }
            }
        }
        return Optional.empty();
    }
}
