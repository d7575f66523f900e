package dev.siiwad.source.pinned;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.siiwad.source.Remedy;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.SourceException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;

/**
 * The payload of a snapshot, as it was stored when the run began: text, or a JSON object that holds a list, {@code {"files":[…]}}. Every problem names the
 * snapshot.
 */
public final class Payload {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Snapshot snapshot;
    private final String what;
    private final String text;

    private Payload(Snapshot snapshot, String what, String text) {
        this.snapshot = snapshot;
        this.what = what;
        this.text = text;
    }

    /**
     * @param what it holds, for messages, such as {@code list of its files}
     * @throws SourceException if it is missing
     */
    public static Payload of(Snapshot snapshot, String what) throws SourceException {
        String text = snapshot.payload()
                .orElseThrow(() -> new SourceException(
                        "snapshot " + snapshot.id() + ": the " + what + " is missing", new Remedy.BringBack()));
        return new Payload(snapshot, what, text);
    }

    /** An object that {@link #list} reads. */
    public static ObjectNode object(String member, List<? extends JsonNode> elements) {
        ObjectNode root = JSON.createObjectNode();
        root.set(member, array(elements));
        return root;
    }

    /** A list for a member of such an object. */
    public static ArrayNode array(List<? extends JsonNode> elements) {
        return JSON.createArrayNode().addAll(elements);
    }

    public String text() {
        return text;
    }

    /** @throws SourceException if it is not JSON */
    public JsonNode json() throws SourceException {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw damaged(e.getOriginalMessage());
        }
    }

    /** Makes a value of one element of a list. */
    @FunctionalInterface
    public interface Element<T> {
        /**
         * @throws IllegalArgumentException if the element does not hold one
         * @throws DateTimeException if a time in it is not one
         */
        T of(JsonNode json);
    }

    /** @throws SourceException if the list of this name is missing or empty, or an element of it cannot be read */
    public <T> List<T> list(String member, Element<T> element) throws SourceException {
        JsonNode list = json().path(member);
        if (!list.isArray() || list.isEmpty()) {
            throw damaged("it has no \"" + member + "\"");
        }
        List<T> values = new ArrayList<>();
        for (JsonNode json : list) {
            try {
                values.add(element.of(json));
            } catch (IllegalArgumentException | DateTimeException e) {
                throw damaged(member + "[" + values.size() + "]: " + e.getMessage());
            }
        }
        return List.copyOf(values);
    }

    /** @throws SourceException if the payload is that of a snapshot with another id */
    public void requireId(String id) throws SourceException {
        if (!id.equals(snapshot.id())) {
            throw new SourceException(
                    "snapshot " + snapshot.id() + ": the " + what + " is that of " + id, new Remedy.BringBack());
        }
    }

    /** Says what is wrong with the payload. */
    public SourceException damaged(String problem) {
        return new SourceException(
                "snapshot " + snapshot.id() + ": the " + what + " is damaged: " + problem, new Remedy.BringBack());
    }
}
