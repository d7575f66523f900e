package dev.siiwad.storage.silver;

import dev.siiwad.digest.Sha256;
import dev.siiwad.document.Document;
import dev.siiwad.source.SourceInfo;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** What is published of a document, worked out column by column, as it first was: what {@link SilverLine} gives must come to this. */
public final class PlainSilver {
    private static final List<String> SOURCE_ID_KEYS =
            List.of("source_id", "corpus_id", "article_id", "page_id", "comment_id");

    private PlainSilver() {}

    /** The record of a document. All metadata stays in {@code source_metadata}, that with a column of its own too. */
    public static SilverRecord record(Document document, SourceInfo info, Edition edition) {
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
                Optional.of((long) words(document.text())),
                Optional.of(textHash),
                Optional.of(edition.pipelineVersion()),
                Optional.of(PythonJson.dumps(document.metadata())),
                Optional.of(info.domain()),
                Optional.empty(),
                Optional.of(info.register()),
                Optional.of(edition.runId()),
                Optional.of(SilverRecord.SCHEMA_VERSION));
        return new SilverRecord(named(SilverRecord.COLUMNS, values), text.length);
    }

    private static List<SilverRecord.Cell> named(List<String> columns, List<Optional<Object>> values) {
        return IntStream.range(0, columns.size())
                .mapToObj(i -> new SilverRecord.Cell(columns.get(i), values.get(i)))
                .toList();
    }

    private static Optional<Object> metadata(Document document, String key) {
        return Optional.ofNullable(document.metadata().get(key))
                .map(value -> value instanceof String ? value : PythonJson.value(value));
    }

    private static int words(String text) {
        return (int) Pattern.compile(
                        "[^\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+")
                .matcher(text)
                .results()
                .count();
    }
}
