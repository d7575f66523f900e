package dev.siiwad.source.tiktok;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.siiwad.source.http.Request;
import dev.siiwad.source.http.Response;
import java.io.CharConversionException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Reads answers that must be JSON. No message shows what they hold: it may be somebody's comment. */
final class JsonBody {
    private static final ObjectMapper ELEMENTS = new ObjectMapper();
    private static final ObjectMapper WHOLE = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private JsonBody() {}

    static JsonNode object(Request request, Response response) throws IOException {
        JsonNode root;
        try {
            root = WHOLE.readTree(response.body());
        } catch (IOException e) {
            throw noJson(request, response, e);
        }
        if (!root.isObject()) {
            throw new IOException(request + ": the answer is " + root.getNodeType() + "; expected a JSON object");
        }
        return root;
    }

    /** The elements of a bare array. */
    static List<JsonNode> array(Request request, Response response, int elementsMax) throws IOException {
        List<JsonNode> elements = new ArrayList<>();
        try (JsonParser parser = ELEMENTS.createParser(response.body())) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw new IOException(
                        request + ": the answer begins with " + parser.currentToken() + "; expected a JSON array");
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (elements.size() == elementsMax) {
                    throw new IOException(
                            request + ": the answer has more than the " + elementsMax + " items asked for");
                }
                elements.add(parser.readValueAsTree());
            }
            if (parser.nextToken() != null) {
                throw new IOException(request + ": the answer goes on after its end");
            }
            return elements;
        } catch (JsonProcessingException | CharConversionException e) {
            throw noJson(request, response, e);
        }
    }

    private static IOException noJson(Request request, Response response, IOException problem) {
        String said = response.headers().first("Content-Type").orElse("none");
        String type = request.withoutToken(said).replaceAll("[^ -~]", "?");
        OptionalLong place = problem instanceof JsonProcessingException json && json.getLocation() != null
                ? OptionalLong.of(json.getLocation().getByteOffset())
                : OptionalLong.empty();
        return new IOException(request + ": the answer is not whole JSON: it has " + response.body().length
                + " bytes, its content type is " + type.substring(0, Math.min(type.length(), 80))
                + (place.isPresent() ? ", and byte " + place.getAsLong() + " does not fit" : "")
                + ". If another attempt does not help, upstream has changed");
    }
}
