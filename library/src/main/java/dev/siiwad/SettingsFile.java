package dev.siiwad;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Settings in a file, {@code siiwad.yaml}:
 *
 * <pre>
 * http:
 *   contact: data@example.org
 * scraping:
 *   bbc:
 *     max_articles: 500
 * </pre>
 */
public final class SettingsFile {
    private static final long BYTES_MAX = 1 << 20;
    private static final int DEPTH_MAX = 4;

    private SettingsFile() {}

    /**
     * Reads one.
     *
     * @return by key, parts joined by dots: {@code scraping.bbc.max_articles}; values as text
     * @throws IOException if there is no such file, or it cannot be read
     * @throws IllegalArgumentException if it is not of this form, with the file and what is wrong
     */
    public static SortedMap<String, String> read(Path file) throws IOException {
        SortedMap<String, String> values = new TreeMap<>();
        readLists(file).forEach((key, texts) -> values.put(key, single(file, key, texts)));
        return values;
    }

    /**
     * The one value of a key.
     *
     * @throws IllegalArgumentException if it is a list
     */
    public static String single(Path file, String key, List<String> texts) {
        if (texts.size() != 1) {
            throw new IllegalArgumentException(file + ": " + key + " is a list; expected a single value");
        }
        return texts.get(0);
    }

    /**
     * Reads one in which values may be lists.
     *
     * @return by key, in the order of the file; a single value is a list of one
     * @throws IOException if there is no such file, or it cannot be read
     * @throws IllegalArgumentException if it is not of this form, with the file and what is wrong
     */
    public static Map<String, List<String>> readLists(Path file) throws IOException {
        if (Files.size(file) > BYTES_MAX) {
            throw new IllegalArgumentException(
                    file + ": has " + Files.size(file) + " bytes; at most " + BYTES_MAX + " are read");
        }
        Map<String, List<String>> values = new LinkedHashMap<>();
        try {
            JsonNode root = new ObjectMapper(new YAMLFactory())
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .readTree(Files.readString(file));
            if (!root.isMissingNode() && !root.isNull()) {
                collect(file, "", root, 0, values);
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(file + ": is not YAML: " + e.getOriginalMessage()
                    + (e.getLocation() == null
                            ? ""
                            : ", line " + e.getLocation().getLineNr()));
        }
        return values;
    }

    private static void collect(Path file, String prefix, JsonNode node, int depth, Map<String, List<String>> values) {
        if (!node.isObject() || depth > DEPTH_MAX) {
            throw new IllegalArgumentException(file + ": " + (prefix.isEmpty() ? "it" : prefix)
                    + (node.isObject() ? " is nested too deeply" : " is not a group of settings, as http: is"));
        }
        node.properties().forEach(member -> {
            String key = prefix.isEmpty() ? member.getKey() : prefix + "." + member.getKey();
            JsonNode value = member.getValue();
            if (value.isObject()) {
                collect(file, key, value, depth + 1, values);
            } else if (value.isArray()) {
                values.put(key, texts(file, key, value));
            } else {
                values.put(key, List.of(value.isNull() ? "" : value.asText()));
            }
        });
    }

    private static List<String> texts(Path file, String key, JsonNode list) {
        List<String> texts = new ArrayList<>();
        for (JsonNode item : list) {
            if (item.isContainerNode()) {
                throw new IllegalArgumentException(file + ": " + key + " is a list of more than single values");
            }
            texts.add(item.asText());
        }
        if (texts.isEmpty()) {
            throw new IllegalArgumentException(file + ": " + key + " is an empty list");
        }
        return texts;
    }
}
