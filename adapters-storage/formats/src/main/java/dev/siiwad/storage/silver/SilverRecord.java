package dev.siiwad.storage.silver;

import dev.siiwad.digest.Sha256;
import dev.siiwad.document.Document;
import dev.siiwad.segment.Entry;
import dev.siiwad.source.SourceInfo;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
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

    private static final List<String> SOURCE_ID_KEYS =
            List.of("source_id", "corpus_id", "article_id", "page_id", "comment_id");

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

    /** The record of a document. All metadata stays in {@code source_metadata}, that with a column of its own too. */
    public static SilverRecord of(Document document, SourceInfo info, Edition edition) {
        byte[] text = document.text().getBytes(StandardCharsets.UTF_8);
        String textHash = Sha256.hex(text);
        String id = Sha256.hex((document.title() + document.url() + textHash).getBytes(StandardCharsets.UTF_8));
        Optional<Object> topic =
                metadata(document, "topic").filter(name -> !name.equals("") && !name.equals("unknown"));
        Optional<Object> sourceId = SOURCE_ID_KEYS.stream()
                .flatMap(key -> metadata(document, key).stream())
                .findFirst();
        List<Optional<Object>> values = List.of(
                Optional.of(id),
                Optional.of(document.text()),
                Optional.of(document.title()),
                Optional.of(info.source()),
                Optional.of(info.sourceType()),
                Optional.of(document.url()),
                sourceId,
                metadata(document, "date_published"),
                Optional.of(edition.dateAccessed()),
                Optional.of(info.language()),
                Optional.of(info.license()),
                topic,
                Optional.of(edition.words().of(document.text())),
                Optional.of(textHash),
                Optional.of(edition.pipelineVersion()),
                Optional.of(PythonJson.dumps(document.metadata())),
                Optional.of(info.domain()),
                Optional.empty(),
                Optional.of(info.register()),
                Optional.of(edition.runId()),
                Optional.of(SCHEMA_VERSION));
        return new SilverRecord(named(COLUMNS, values), text.length);
    }

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

    /** The record of a document that was dropped. */
    public static SilverRecord rejected(Entry.Rejected entry, SourceInfo info, Edition edition) {
        List<Optional<Object>> why =
                List.of(Optional.of(entry.offset()), Optional.of(entry.rule()), Optional.of(entry.value()));
        SilverRecord record = of(entry.document(), info, edition);
        return new SilverRecord(
                Stream.concat(named(REJECTED_COLUMNS, why).stream(), record.cells().stream())
                        .toList(),
                record.textBytes());
    }

    private static List<Cell> named(List<String> columns, List<Optional<Object>> values) {
        return IntStream.range(0, columns.size())
                .mapToObj(i -> new Cell(columns.get(i), values.get(i)))
                .toList();
    }

    private static Optional<Object> metadata(Document document, String key) {
        return Optional.ofNullable(document.metadata().get(key))
                .map(value -> value instanceof String ? value : PythonJson.value(value));
    }
}
