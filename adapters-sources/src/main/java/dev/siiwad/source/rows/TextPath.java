package dev.siiwad.source.rows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where the text of a row is: a field, {@code text}; a field of an object in it, {@code translation.so}; a field of each object of a list,
 * {@code messages[].content}; or several of these in a row, {@code instruction+output}. What comes of lists and of several is joined by line breaks, without
 * what is missing or null. A field that has the whole of it for its name comes first, so that names with dots keep their meaning.
 */
final class TextPath {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PART = Pattern.compile("[^.+\\[\\]]+(\\[])*(\\.[^.+\\[\\]]+(\\[])*)*");
    private static final String EACH = "[]";
    private static final int NAMES_SHOWN_MAX = 10;
    private static final int NAMES_MAX = 50;

    private final String name;
    private final List<Part> parts;

    /**
     * What is between two {@code +}.
     *
     * @param steps names of fields, and {@value #EACH} for each element of a list; the first is a field of the row
     */
    record Part(String name, List<String> steps) {}

    /** A value that cannot be a text, such as {@code field "n" is 5; expected a string}. */
    static final class NoTextException extends Exception {
        private static final long serialVersionUID = 1L;

        NoTextException(String message) {
            super(message);
        }
    }

    private TextPath(String name, List<Part> parts) {
        this.name = name;
        this.parts = List.copyOf(parts);
    }

    /** Any name; one that is not written as a path is only a field of that name. */
    static TextPath of(String name) {
        List<Part> parts = new ArrayList<>();
        for (String part : name.split("\\+", -1)) {
            if (!PART.matcher(part).matches()) {
                return new TextPath(name, List.of(new Part(name, List.of(name))));
            }
            List<String> steps = List.of(part.replace(EACH, "." + EACH).split("\\."));
            parts.add(new Part(part, steps));
        }
        return new TextPath(name, parts);
    }

    List<Part> parts() {
        return parts;
    }

    /** Whatever fields of a row may be needed. */
    Set<String> fields() {
        Set<String> fields = new LinkedHashSet<>();
        fields.add(name);
        parts.forEach(part -> fields.add(part.steps().get(0)));
        return fields;
    }

    /**
     * The text, or empty where all of it is missing or null.
     *
     * @throws NoTextException if there is something else
     */
    Optional<String> text(Map<String, Object> row) throws NoTextException {
        if (row.get(name) instanceof String text) {
            return Optional.of(text);
        }
        List<String> found = new ArrayList<>();
        if (row.containsKey(name)) {
            collect(tree(row.get(name)), new Part(name, List.of(name)), 1, found);
        } else {
            for (Part part : parts) {
                collect(tree(row.get(part.steps().get(0))), part, 1, found);
            }
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", found));
    }

    private static void collect(JsonNode value, Part part, int step, List<String> found) throws NoTextException {
        if (value.isNull() || value.isMissingNode()) {
            return;
        }
        if (step == part.steps().size()) {
            if (!value.isTextual()) {
                throw new NoTextException(noText(value, part.name()));
            }
            found.add(value.textValue());
        } else if (part.steps().get(step).equals(EACH)) {
            if (!value.isArray()) {
                throw new NoTextException(prefix(part, step) + " is " + kind(value) + "; expected a list");
            }
            for (JsonNode element : value) {
                collect(element, part, step + 1, found);
            }
        } else {
            if (!value.isObject()) {
                throw new NoTextException(prefix(part, step) + " is " + kind(value) + "; expected an object with \""
                        + part.steps().get(step) + "\"");
            }
            collect(value.path(part.steps().get(step)), part, step + 1, found);
        }
    }

    /** How all texts of a row are named, at most {@value #NAMES_MAX}. */
    static List<String> texts(JsonNode row) {
        List<String> names = new ArrayList<>();
        row.properties().forEach(field -> addTexts(field.getValue(), field.getKey(), names, NAMES_MAX));
        return names;
    }

    private static String prefix(Part part, int step) {
        return "field \"" + String.join(".", part.steps().subList(0, step)).replace("." + EACH, EACH) + "\"";
    }

    private static String kind(JsonNode value) {
        if (value.isContainerNode()) {
            return value.isArray() ? "a list" : "an object";
        }
        return value.isTextual() ? "a string" : value.asText();
    }

    private static String noText(JsonNode value, String name) {
        String problem = "field \"" + name + "\" is " + kind(value) + "; expected a string";
        List<String> inside = new ArrayList<>();
        addTexts(value, name, inside, NAMES_SHOWN_MAX);
        return inside.isEmpty() ? problem : problem + ". Inside it are: " + String.join(", ", inside);
    }

    /** How the texts in a value are named; of a list, by its first element. */
    private static void addTexts(JsonNode value, String name, List<String> into, int max) {
        if (value.isTextual() && into.size() < max) {
            into.add(name);
        } else if (value.isArray() && !value.isEmpty()) {
            addTexts(value.get(0), name + EACH, into, max);
        } else if (value.isObject()) {
            value.properties().forEach(field -> {
                if (PART.matcher(field.getKey()).matches() && !field.getKey().contains(".")) {
                    addTexts(field.getValue(), name + "." + field.getKey(), into, max);
                }
            });
        }
    }

    private static JsonNode tree(Object value) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (value == null) {
            return nodes.missingNode();
        }
        if (value instanceof String text) {
            return nodes.textNode(text);
        }
        if (value instanceof Written written
                && (written.form().startsWith("{") || written.form().startsWith("["))) {
            try {
                return JSON.readTree(written.form());
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("a list or object is written as JSON: " + written.form(), e);
            }
        }
        return nodes.pojoNode(value);
    }
}
