package dev.siiwad.source.rows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.Remedy;
import dev.siiwad.source.SourceException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts that are inside other fields, in lines and in Parquet. */
class TextPathTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "text | {\"text\":\"qoraal\"} | qoraal",
                "translation.so | {\"translation\":{\"en\":\"word\",\"so\":\"eray\"}} | eray",
                "a.b.c | {\"a\":{\"b\":{\"c\":\"gudaha\"}}} | gudaha",
                "messages[].content | {\"messages\":[{\"content\":\"su'aal\"},{\"role\":\"tool\"},{\"content\":null},{\"content\":\"jawaab\"}]} | su'aal/jawaab",
                "sentences[] | {\"sentences\":[\"koow\",\"laba\"]} | koow/laba",
                "rows[][].t | {\"rows\":[[{\"t\":\"a\"}],[],[{\"t\":\"b\"},{\"t\":\"c\"}]]} | a/b/c",
                "instruction+output | {\"output\":\"jawaab\",\"instruction\":\"sharax\"} | sharax/jawaab",
                "instruction+input+output | {\"output\":\"jawaab\",\"instruction\":\"sharax\",\"input\":null} | sharax/jawaab",
                "title+body.so | {\"title\":\"cinwaan\",\"body\":{\"so\":\"qoraal\"}} | cinwaan/qoraal",
                "a.b | {\"a.b\":\"the whole name\",\"a\":{\"b\":\"inside\"}} | the whole name",
                "a+b | {\"a+b\":\"the whole name\",\"a\":\"one\"} | the whole name",
                "C++ | {\"C++\":\"no path\"} | no path"
            })
    void findsTheText(String path, String line, String text) throws Exception {
        assertThat(text(path, line)).isEqualTo(text.replace('/', '\n'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "text | {\"n\":1} | field \"text\" is missing or null",
                "text | {\"text\":5} | field \"text\" is 5; expected a string",
                "text | {\"text\":NaN} | field \"text\" is NaN; expected a string",
                "text | {\"text\":1e999} | field \"text\" is 1e999; expected a string",
                "text | {\"text\":12345678901234567890} | field \"text\" is 12345678901234567890; expected a string",
                "text | {\"text\":{\"en\":\"word\",\"n\":1,\"so\":{\"t\":\"eray\"}}} | field \"text\" is an object; expected a string. Inside it are: text.en, text.so.t",
                "text | {\"text\":[{\"role\":\"user\",\"content\":\"su'aal\"}]} | field \"text\" is a list; expected a string. Inside it are: text[].role, text[].content",
                "text | {\"text\":[\"a\",\"b\"]} | field \"text\" is a list; expected a string. Inside it are: text[]",
                "text | {\"text\":[]} | field \"text\" is a list; expected a string",
                "m[].content | {\"m\":[{\"content\":[{\"type\":\"text\",\"text\":\"a\"}]}]} | field \"m[].content\" is a list; expected a string. Inside it are: m[].content[].type, m[].content[].text",
                "m[].content | {\"m\":{\"content\":\"a\"}} | field \"m\" is an object; expected a list",
                "m[].content | {\"m\":[\"a\"]} | field \"m[]\" is a string; expected an object with \"content\"",
                "a+b | {\"c\":1} | field \"a+b\" is missing or null",
                "a+b | {\"a\":\"x\",\"b\":false} | field \"b\" is false; expected a string",
                "a.b | {\"a\":{}} | field \"a.b\" is missing or null"
            })
    void saysWhyThereIsNoneAndWhatIsInside(String path, String line, String reason) {
        assertThatThrownBy(() -> text(path, line))
                .isInstanceOf(MalformedDocumentException.class)
                .hasMessage("[a:1] " + reason);
    }

    @Test
    void keepsNestedMetadataAndNumbersOfAnySizeAsTheyAreWritten() throws Exception {
        Fields fields =
                new Fields("t.so", Optional.of("t"), Optional.empty(), List.of("m", "n", "big"), Optional.empty());
        String line = "{\"t\":{\"so\":\"eray\"},\"m\":{\"a\":[1,null]},\"n\":-Infinity,\"big\":12345678901234567890}";

        var document = new RowDocuments(fields).document(row(fields, line));

        assertThat(document.title()).isEqualTo("{\"so\":\"eray\"}");
        assertThat(document.metadata())
                .containsEntry("m", "{\"a\":[1,null]}")
                .containsEntry("n", "-Infinity")
                .containsEntry("big", "12345678901234567890");
    }

    private static final String NESTED = "message m { optional group translation { optional binary so (STRING);"
            + " optional binary en (STRING); }"
            + " optional group messages (LIST) { repeated group list { optional group element {"
            + " optional binary role (STRING); optional binary content (STRING); } } }"
            + " optional group words (LIST) { repeated group list { optional binary element (STRING); } }"
            + " repeated binary tags (STRING);"
            + " optional group map (MAP) { repeated group key_value { required binary key (STRING);"
            + " optional binary value (STRING); } } optional binary title (STRING); }";

    @ParameterizedTest
    @CsvSource({
        "translation.so, eray",
        "messages[].content, su'aal/jawaab",
        "words[], koow/laba",
        "tags[], t1/t2",
        "map.so, khariidad",
        "title+translation.so, cinwaan/eray"
    })
    void findsTheTextInColumnsOfParquet(String path, String text) throws Exception {
        assertThat(parquetText(path)).isEqualTo(text.replace('/', '\n'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "translation | column \"translation\" is an object; expected text | translation.so, translation.en",
                "messages | column \"messages\" is a list; expected text | messages[].role, messages[].content",
                "messages[] | column \"messages[]\" is an object; expected text | messages[].role, messages[].content",
                "words | column \"words\" is a list; expected text | words[]",
                "tags | column \"tags\" is a list; expected text | tags[]",
                "translation.de | column \"translation.de\" is not in the file | translation.so, translation.en",
                "messages.content | column \"messages.content\" is not in the file | messages[].role, messages[].content",
                "title.so | column \"title.so\" is not in the file | title",
                "title+body | has no column \"body\" | translation.so, translation.en, messages[].role, messages[].content, words[], tags[], title"
            })
    void refusesAParquetFileWhoseColumnIsNoText(String path, String problem, String names) {
        assertThatThrownBy(() -> parquetText(path))
                .isInstanceOfSatisfying(
                        SourceException.class,
                        e -> assertThat(e.remedies())
                                .containsExactly(new Remedy.Choose("text_field", List.of(names.split(", ")))))
                .hasMessage("[rows.parquet] " + problem);
    }

    private static String text(String path, String line) throws Exception {
        Fields fields = Fields.ofText(path);
        return new RowDocuments(fields).document(row(fields, line)).text();
    }

    private static Row row(Fields fields, String line) throws Exception {
        byte[] bytes = line.getBytes(UTF_8);
        return new Row("a:1", JsonLine.read(new Line(bytes, 0, bytes.length, true), fields.wanted()));
    }

    private static String parquetText(String path) throws Exception {
        MessageType type = MessageTypeParser.parseMessageType(NESTED);
        Group row = new SimpleGroupFactory(type).newGroup();
        row.append("title", "cinwaan").append("tags", "t1").append("tags", "t2");
        row.addGroup("translation").append("so", "eray").append("en", "word");
        Consumer<String> say = content -> row.getGroup("messages", 0)
                .addGroup("list")
                .addGroup("element")
                .append("role", "user")
                .append("content", content);
        row.addGroup("messages");
        say.accept("su'aal");
        say.accept("jawaab");
        Group words = row.addGroup("words");
        words.addGroup("list").append("element", "koow");
        words.addGroup("list").append("element", "laba");
        row.addGroup("map").addGroup("key_value").append("key", "so").append("value", "khariidad");
        byte[] file = ParquetFile.write(type, CompressionCodecName.ZSTD, 10, List.of(row));
        Fields fields = Fields.ofText(path);
        try (ParquetFileRows rows = ParquetFileRows.open(new ParquetFile.Bytes(file), "group=0 row=0", fields)) {
            return new RowDocuments(fields).document(rows.next().orElseThrow()).text();
        }
    }
}
