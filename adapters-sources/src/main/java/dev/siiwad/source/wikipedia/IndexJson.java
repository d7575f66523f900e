package dev.siiwad.source.wikipedia;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The two kinds of lines that CirrusSearch's {@code DumpIndex} writes in turn, made for the bulk interface of Elasticsearch:
 *
 * <pre>
 * {"index":{"_id":"12"}}
 * {"page_id":12,"namespace":0,"title":"Muqdisho","timestamp":"2026-11-01T10:15:30Z","version":34,"page_type":"primary","text":"…",…}
 * </pre>
 *
 * Since 2026 redirects have documents of their own, with the {@code page_type} {@code redirect}; older ones have no {@code page_type}. The names are those
 * of {@code DefaultPageProperties} and {@code MappingConfigBuilder} there.
 */
final class IndexJson {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private static final int ACTION_BYTES_MAX = 4096;
    private static final Pattern ACTION =
            Pattern.compile("\\s{0,9}\\{\\s{0,9}\"(?:index|create)\"\\s{0,9}:\\s{0,9}\\{");
    private static final Pattern ID = Pattern.compile("\"_id\"\\s{0,9}:\\s{0,9}\"?(\\d{1,18})");
    private static final String REDIRECT = "redirect_target";
    private static final Set<String> WANTED = Set.of(
            "page_id", "namespace", "title", "timestamp", "version", "page_type", "content_model", "text", REDIRECT);

    private IndexJson() {}

    /** A line that is not the document of a page. */
    static final class NoDocumentException extends Exception {
        private static final long serialVersionUID = 1L;

        NoDocumentException(String message) {
            super(message);
        }
    }

    /** Whether a line announces the document that follows it. */
    static boolean isAction(IndexLine line) {
        return line.length() <= ACTION_BYTES_MAX && ACTION.matcher(text(line)).lookingAt();
    }

    /** The page that such a line announces. */
    static Optional<String> announced(IndexLine action) {
        Matcher id = ID.matcher(text(action));
        return id.find() ? Optional.of(id.group(1)) : Optional.empty();
    }

    private static String text(IndexLine line) {
        return new String(line.bytes(), 0, line.length(), StandardCharsets.UTF_8);
    }

    /** The page of a document. */
    static Page page(IndexLine line, Optional<String> announced) throws NoDocumentException {
        Map<String, String> fields = fields(line);
        Optional<String> namespace = Optional.ofNullable(fields.get("namespace"));
        if (namespace.isEmpty()) {
            throw new NoDocumentException("it has no namespace");
        }
        boolean redirect = "redirect".equals(fields.get("page_type")) || fields.containsKey(REDIRECT);
        return new Page(
                Optional.ofNullable(fields.get("title")),
                namespace,
                Optional.ofNullable(fields.get("page_id")).or(() -> announced),
                redirect,
                Optional.ofNullable(fields.get("version")),
                Optional.ofNullable(fields.get("timestamp")),
                Optional.ofNullable(fields.get("content_model")),
                Optional.ofNullable(fields.get("text")),
                false);
    }

    private static Map<String, String> fields(IndexLine line) throws NoDocumentException {
        try (JsonParser parser = JSON.createParser(line.bytes(), 0, line.length())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new NoDocumentException("it is not a JSON object");
            }
            Map<String, String> fields = new HashMap<>();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (WANTED.contains(name) && value != JsonToken.VALUE_NULL) {
                    fields.put(name, value.isScalarValue() ? parser.getText() : "");
                }
                parser.skipChildren();
            }
            if (parser.nextToken() != null) {
                throw new NoDocumentException("something follows its JSON object");
            }
            return fields;
        } catch (JsonProcessingException e) {
            throw new NoDocumentException("malformed JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new NoDocumentException("malformed JSON: " + e.getMessage());
        }
    }
}
