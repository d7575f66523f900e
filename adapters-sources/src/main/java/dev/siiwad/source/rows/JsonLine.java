package dev.siiwad.source.rows;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the wanted fields of a JSON object, and makes sure that it is one and that nothing follows it. NaN and Infinity are read, since Python writes them and
 * every reader of datasets takes them. How long a string may be is left to the line.
 */
final class JsonLine {
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build());

    private JsonLine() {}

    /** A line that is not a JSON object. */
    static final class NoJsonException extends Exception {
        private static final long serialVersionUID = 1L;

        NoJsonException(String message) {
            super(message);
        }
    }

    static Map<String, Object> read(Line line, Set<String> wanted) throws NoJsonException {
        try (JsonParser parser = JSON.getFactory().createParser(line.bytes(), line.from(), line.length())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new NoJsonException("is no JSON object");
            }
            Map<String, Object> values = new HashMap<>();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (!wanted.contains(name)) {
                    parser.skipChildren();
                } else if (value == JsonToken.VALUE_NULL) {
                    values.remove(name);
                } else {
                    values.put(name, value(parser, value));
                }
            }
            if (parser.nextToken() != null) {
                throw new NoJsonException("has more behind its JSON object");
            }
            return values;
        } catch (JsonProcessingException e) {
            String place = e.getLocation() == null
                    ? ""
                    : ", at byte " + e.getLocation().getByteOffset();
            throw new NoJsonException("is no JSON: " + e.getOriginalMessage() + place);
        } catch (IOException e) {
            throw new NoJsonException("is no JSON: " + e.getMessage());
        }
    }

    /** The names of all texts in a JSON object that was read before. */
    static List<String> texts(Line line) {
        try {
            return TextPath.texts(JSON.readTree(line.bytes(), line.from(), line.length()));
        } catch (IOException e) {
            throw new IllegalStateException("it was read before", e);
        }
    }

    private static Object value(JsonParser parser, JsonToken value) throws IOException {
        return switch (value) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT ->
                parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                        ? new Written(parser.getText())
                        : (Object) parser.getLongValue();
            case VALUE_NUMBER_FLOAT ->
                Double.isFinite(parser.getDoubleValue())
                        ? (Object) parser.getDoubleValue()
                        : new Written(parser.getText());
            case START_OBJECT, START_ARRAY -> new Written(JSON.readTree(parser).toString());
            default -> parser.getText();
        };
    }
}
