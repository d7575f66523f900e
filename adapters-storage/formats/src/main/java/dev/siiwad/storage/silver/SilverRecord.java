package dev.siiwad.storage.silver;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One document as it is published: the 21 columns of silver schema {@value #SCHEMA_VERSION}, in their order; before them, of one that was rejected, why.
 *
 * @param cells one for each of {@link #COLUMNS}, after those of {@link #REJECTED_COLUMNS} if it was rejected
 * @param textBytes length of the text in UTF-8
 */
public record SilverRecord(List<Cell> cells, long textBytes) {
    public static final String SCHEMA_VERSION = "1.0";

    /** The column that holds a number; all others hold text. */
    public static final String TOKENS = "tokens";

    public static final List<String> COLUMNS = List.of(
            "id",
            "text",
            "title",
            "source",
            "source_type",
            "url",
            "source_id",
            "date_published",
            "date_accessed",
            "language",
            "license",
            "topic",
            TOKENS,
            "text_hash",
            "pipeline_version",
            "source_metadata",
            "domain",
            "embedding",
            "register",
            "run_id",
            "schema_version");

    /** What a rejected document has before these: where it was read, and which rule dropped it for what it found. */
    public static final List<String> REJECTED_COLUMNS = List.of("offset", "rule", "value");

    private static final List<String> ALL_COLUMNS =
            Stream.concat(REJECTED_COLUMNS.stream(), COLUMNS.stream()).toList();

    public SilverRecord {
        cells = List.copyOf(cells);
        List<String> columns = cells.stream().map(Cell::column).toList();
        if (!columns.equals(COLUMNS) && !columns.equals(ALL_COLUMNS)) {
            throw new IllegalArgumentException("columns are " + columns + "; expected " + COLUMNS);
        }
    }

    /**
     * A column of one document.
     *
     * @param value a String, for {@link #TOKENS} a Long, or empty where the column is null
     */
    public record Cell(String column, Optional<Object> value) {}

    /**
     * A record that was published.
     *
     * @throws IllegalArgumentException if it has other columns
     */
    public static SilverRecord read(List<Cell> cells) {
        long textBytes = cells.stream()
                .filter(cell -> cell.column().equals("text"))
                .flatMap(cell -> cell.value().stream())
                .mapToLong(text -> ((String) text).getBytes(StandardCharsets.UTF_8).length)
                .sum();
        return new SilverRecord(cells, textBytes);
    }

    /** What is in a column, as text; empty if that is null. */
    public String text(String column) {
        return cells.stream()
                .filter(cell -> cell.column().equals(column))
                .flatMap(cell -> cell.value().stream())
                .map(String::valueOf)
                .findFirst()
                .orElse("");
    }
}
