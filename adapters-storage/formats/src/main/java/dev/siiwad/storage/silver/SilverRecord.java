package dev.siiwad.storage.silver;

import dev.siiwad.digest.Sha256;
import dev.siiwad.document.Document;
import dev.siiwad.source.SourceInfo;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One document as it is published: the 21 columns of silver schema {@value #SCHEMA_VERSION}, in their order.
 *
 * @param cells one for each of {@link #COLUMNS}
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

    private static final List<String> SOURCE_ID_KEYS =
            List.of("source_id", "corpus_id", "article_id", "page_id", "comment_id");

    public SilverRecord {
        cells = List.copyOf(cells);
        if (!cells.stream().map(Cell::column).toList().equals(COLUMNS)) {
            throw new IllegalArgumentException("columns are " + cells + "; expected " + COLUMNS);
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
                Optional.of(PythonWords.count(document.text())),
                Optional.of(textHash),
                Optional.of(edition.pipelineVersion()),
                Optional.of(PythonJson.dumps(document.metadata())),
                Optional.of(info.domain()),
                Optional.empty(),
                Optional.of(info.register()),
                Optional.of(edition.runId()),
                Optional.of(SCHEMA_VERSION));
        return new SilverRecord(named(values), text.length);
    }

    private static List<Cell> named(List<Optional<Object>> values) {
        Stream.Builder<Cell> cells = Stream.builder();
        for (int i = 0; i < values.size(); i++) {
            cells.add(new Cell(COLUMNS.get(i), values.get(i)));
        }
        return cells.build().toList();
    }

    private static Optional<Object> metadata(Document document, String key) {
        return Optional.ofNullable(document.metadata().get(key))
                .map(value -> value instanceof String ? value : PythonJson.value(value));
    }
}
