package dev.siiwad.storage.silver;

import dev.siiwad.document.Document;
import java.util.List;
import java.util.Optional;

/** What a document says of itself in its metadata that has a column of its own; all of it stays in {@code source_metadata} too. */
record OwnColumns(Document document) {
    /** The numbers of the columns that a document has for itself. */
    static final int[] NUMBERS = SilverLine.OWN.stream()
            .flatMap(List::stream)
            .mapToInt(SilverRecord.COLUMNS::indexOf)
            .toArray();

    static final int TOKENS = SilverRecord.COLUMNS.indexOf(SilverRecord.TOKENS);

    static final int TEXT = SilverRecord.COLUMNS.indexOf("text");

    private static final List<String> SOURCE_ID_KEYS =
            List.of("source_id", "corpus_id", "article_id", "page_id", "comment_id");

    Optional<String> sourceId() {
        for (String key : SOURCE_ID_KEYS) {
            Optional<String> id = metadata(key);
            if (id.isPresent()) {
                return id;
            }
        }
        return Optional.empty();
    }

    Optional<String> datePublished() {
        return metadata("date_published");
    }

    Optional<String> topic() {
        return metadata("topic").filter(name -> !name.isEmpty() && !name.equals("unknown"));
    }

    private Optional<String> metadata(String key) {
        Object value = document.metadata().get(key);
        return value == null
                ? Optional.empty()
                : Optional.of(value instanceof String text ? text : PythonJson.value(value));
    }
}
