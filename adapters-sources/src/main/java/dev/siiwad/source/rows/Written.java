package dev.siiwad.source.rows;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;

/**
 * A value of a row that is not text, in its written form: a list or an object as JSON, or a number that {@link Long} and {@link Double} cannot hold. In
 * metadata it is the same as a string of that form; as a text it is refused.
 */
record Written(String form) {
    /** Writes a number the same on every Java version. */
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build());

    /** Lists and maps become compact JSON; anything else stays what it is. */
    static Object ifNested(Object value) {
        if (!(value instanceof Map || value instanceof List)) {
            return value;
        }
        try {
            return new Written(JSON.writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps, lists and plain values have a JSON form", e);
        }
    }

    @Override
    public String toString() {
        return form;
    }
}
