package dev.siiwad.storage.silver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.document.Document;
import dev.siiwad.source.SourceInfo;
import dev.siiwad.words.WordCount;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SilverRecordTest {
    private static final SourceInfo LABELS =
            new SourceInfo("Wikipedia-Somali", "wiki", "so", "CC-BY-SA-4.0", "encyclopedia", "encyclopedic");
    private static final Edition EDITION = new Edition("run-1", "2026-11-01", "0.1.0", WordCount.WHITE_SPACE);

    /** The hashes are those of {@code sha256sum}. */
    @Test
    void hasTheColumnsOfTheSilverSchemaInTheirOrder() {
        Document document = Document.of(
                "7",
                "Soomaaliya",
                "Waa dal ku yaal Geeska Afrika",
                "https://so.wikipedia.org/wiki/Soomaaliya",
                Map.of("page_id", 7L, "date_published", "2026-10-01", "topic", "geography"));
        SilverRecord record = SilverRecord.of(document, LABELS, EDITION);
        assertThat(record.cells().stream()
                        .map(cell -> cell.column() + "=" + cell.value().orElse("null")))
                .containsExactly(
                        "id=24be9e88720e2148da8a7d902212980db513a074206a268005bc7ee430509b91",
                        "text=Waa dal ku yaal Geeska Afrika",
                        "title=Soomaaliya",
                        "source=Wikipedia-Somali",
                        "source_type=wiki",
                        "url=https://so.wikipedia.org/wiki/Soomaaliya",
                        "source_id=7",
                        "date_published=2026-10-01",
                        "date_accessed=2026-11-01",
                        "language=so",
                        "license=CC-BY-SA-4.0",
                        "topic=geography",
                        "tokens=6",
                        "text_hash=8ee57a833c8a8f379e0f0811c4de6b7a7f1b6144ca67486bf932eb4a30a6cd7c",
                        "pipeline_version=0.1.0",
                        "source_metadata={\"date_published\": \"2026-10-01\", \"page_id\": 7, \"topic\": \"geography\"}",
                        "domain=encyclopedia",
                        "embedding=null",
                        "register=encyclopedic",
                        "run_id=run-1",
                        "schema_version=1.0");
        assertThat(record.textBytes()).isEqualTo(29);
    }

    @Test
    void leavesNullWhatTheSourceDoesNotSay() {
        assertThat(value("source_id", Map.of())).isEmpty();
        assertThat(value("date_published", Map.of())).isEmpty();
        assertThat(value("topic", Map.of())).isEmpty();
        assertThat(value("topic", Map.of("topic", "unknown"))).isEmpty();
        assertThat(value("topic", Map.of("topic", ""))).isEmpty();
        assertThat(value("embedding", Map.of("embedding", "ignored"))).isEmpty();
    }

    @Test
    void takesTheFirstOfTheIdsThatTheSourceGives() {
        Map<String, Object> all =
                Map.of("comment_id", "e", "page_id", "d", "article_id", "c", "corpus_id", "b", "source_id", "a");
        assertThat(value("source_id", all)).contains("a");
        assertThat(value("source_id", Map.of("comment_id", "e", "page_id", "d")))
                .contains("d");
        assertThat(value("source_id", Map.of("comment_id", 12L))).contains("12");
    }

    private static Optional<Object> value(String column, Map<String, Object> metadata) {
        SilverRecord record = SilverRecord.of(Document.of("1", "", "text", "", metadata), LABELS, EDITION);
        return record.cells().get(SilverRecord.COLUMNS.indexOf(column)).value();
    }
}
