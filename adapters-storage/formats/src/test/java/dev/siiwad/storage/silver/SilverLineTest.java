package dev.siiwad.storage.silver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.siiwad.document.Document;
import dev.siiwad.segment.Entry;
import dev.siiwad.source.SourceInfo;
import dev.siiwad.words.WordCount;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SilverLineTest {
    private static final SourceInfo LABELS =
            new SourceInfo("Wikipedia-Somali", "wiki", "so", "CC-BY-SA-4.0", "encyclopedia", "encyclopedic");
    private static final Edition EDITION = new Edition("run-1", "2026-11-01", "0.1.0", WordCount.WHITE_SPACE);

    /** The hashes are those of {@code sha256sum}. */
    @Test
    void hasTheColumnsOfTheSilverSchemaInTheirOrder() throws IOException {
        Document document = Document.of(
                "7",
                "Soomaaliya",
                "Waa dal ku yaal Geeska Afrika",
                "https://so.wikipedia.org/wiki/Soomaaliya",
                Map.of("page_id", 7L, "date_published", "2026-10-01", "topic", "geography"));
        SilverRecord record = published(document);
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
    void leavesNullWhatTheSourceDoesNotSay() throws IOException {
        assertThat(value("source_id", Map.of())).isEmpty();
        assertThat(value("date_published", Map.of())).isEmpty();
        assertThat(value("topic", Map.of())).isEmpty();
        assertThat(value("topic", Map.of("topic", "unknown"))).isEmpty();
        assertThat(value("topic", Map.of("topic", ""))).isEmpty();
        assertThat(value("embedding", Map.of("embedding", "ignored"))).isEmpty();
    }

    @Test
    void takesTheFirstOfTheIdsThatTheSourceGives() throws IOException {
        Map<String, Object> all =
                Map.of("comment_id", "e", "page_id", "d", "article_id", "c", "corpus_id", "b", "source_id", "a");
        assertThat(value("source_id", all)).contains("a");
        assertThat(value("source_id", Map.of("comment_id", "e", "page_id", "d")))
                .contains("d");
        assertThat(value("source_id", Map.of("comment_id", 12L))).contains("12");
    }

    private static Optional<Object> value(String column, Map<String, Object> metadata) throws IOException {
        SilverRecord record = published(Document.of("1", "", "text", "", metadata));
        return record.cells().get(SilverRecord.COLUMNS.indexOf(column)).value();
    }

    /** The same bytes as by the JSON library, whatever is in a text; and the document comes back from them. */
    @Test
    void writesWhatTheJsonLibraryWrites() throws IOException {
        Random random = new Random(20261130);
        for (int n = 0; n < 5000; n++) {
            Document document = Document.of(
                    text(random) + "x",
                    text(random),
                    text(random),
                    text(random),
                    Map.of(text(random), text(random), "n", random.nextLong(), "d", random.nextGaussian(), "b", true));
            SilverLine line = SilverLine.of(document, WordCount.WHITE_SPACE);
            assertThat(json(line)).isEqualTo(json(PlainSilver.record(document, LABELS, EDITION)));
            assertThat(line.document()).isEqualTo(document);
            ByteArrayOutputStream stored = new ByteArrayOutputStream();
            line.writeTo(stored);
            SilverLine read = SilverLine.stored(stored.toByteArray(), line.lengths());
            assertThat(read.document()).isEqualTo(document);
            assertThat(json(read)).isEqualTo(json(line));
            assertThat(read.textBytes()).isEqualTo(document.text().getBytes(StandardCharsets.UTF_8).length);
        }
    }

    @Test
    void aRejectedDocumentSaysFirstWhereAndWhy() throws IOException {
        Document document = Document.of("7", "t", "gaaban", "", Map.of());
        Entry.Rejected entry = new Entry.Rejected(41, document, "min_length", "\"6\"");
        assertThat(json(SilverLine.rejected(entry, WordCount.WHITE_SPACE)))
                .isEqualTo("{\"offset\":41,\"rule\":\"min_length\",\"value\":\"\\\"6\\\"\","
                        + json(SilverLine.of(document, WordCount.WHITE_SPACE)).substring(1));
    }

    @Test
    void refusesALineThatWasChanged() throws IOException {
        SilverLine line = SilverLine.of(
                Document.of("7", "cinwaan", "qoraal\n", "", Map.of("page_id", 7L)), WordCount.WHITE_SPACE);
        ByteArrayOutputStream stored = new ByteArrayOutputStream();
        line.writeTo(stored);
        byte[] bytes = stored.toByteArray();
        for (int cut = 0; cut < bytes.length; cut++) {
            byte[] shorter = Arrays.copyOf(bytes, cut);
            assertThatThrownBy(() -> SilverLine.stored(shorter, line.lengths()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        for (int at = 0; at < bytes.length; at++) {
            for (char other : new char[] {'"', '\\', '\n', 'u', ',', '9'}) {
                byte[] changed = bytes.clone();
                changed[at] = (byte) other;
                assertThatCode(() -> SilverLine.stored(changed, line.lengths()).document())
                        .satisfiesAnyOf(
                                failure -> assertThat(failure).isNull(),
                                failure -> assertThat(failure).isInstanceOf(IllegalArgumentException.class));
            }
        }
    }

    private static SilverRecord published(Document document) throws IOException {
        JsonNode line = new ObjectMapper().readTree(json(SilverLine.of(document, WordCount.WHITE_SPACE)));
        List<SilverRecord.Cell> cells = new ArrayList<>();
        line.properties()
                .forEach(member -> cells.add(new SilverRecord.Cell(
                        member.getKey(),
                        member.getValue().isNull()
                                ? Optional.empty()
                                : Optional.of(
                                        member.getValue().isTextual()
                                                ? member.getValue().textValue()
                                                : member.getValue().longValue()))));
        return SilverRecord.read(cells);
    }

    private static String json(SilverLine line) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        line.writeTo(out, new SharedColumns(LABELS, EDITION));
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String json(SilverRecord record) throws IOException {
        ObjectNode line = new ObjectMapper().createObjectNode();
        for (SilverRecord.Cell cell : record.cells()) {
            line.set(
                    cell.column(),
                    cell.value().isEmpty()
                            ? NullNode.getInstance()
                            : cell.value().get() instanceof Long number
                                    ? LongNode.valueOf(number)
                                    : TextNode.valueOf((String) cell.value().get()));
        }
        return new String(new ObjectMapper().writeValueAsBytes(line), StandardCharsets.UTF_8) + "\n";
    }

    private static String text(Random random) {
        String[] pieces = {
            "waa",
            " ",
            "\n",
            "\"",
            "\\",
            "\\n",
            "\u0000",
            "\u001f",
            "\u007f",
            "\u0085",
            "\u2028",
            "\u3000",
            "é",
            "柏",
            "\uD83D\uDE00",
            "\uD83D",
            "\t",
            "/",
            "\b",
            "\f",
            "\r",
            "\u00a0",
            "\uFFFF"
        };
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(12); n > 0; n--) {
            text.append(pieces[random.nextInt(pieces.length)]);
        }
        return text.toString();
    }
}
