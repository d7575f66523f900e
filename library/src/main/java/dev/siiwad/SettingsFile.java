package dev.siiwad;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        if (Files.size(file) > BYTES_MAX) {
            throw new IllegalArgumentException(
                    file + ": has " + Files.size(file) + " bytes; at most " + BYTES_MAX + " are read");
        }
        SortedMap<String, String> values = new TreeMap<>();
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

    private static void collect(Path file, String prefix, JsonNode node, int depth, Map<String, String> values) {
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
                throw new IllegalArgumentException(file + ": " + key + " is a list; expected a single value");
            } else {
                values.put(key, value.isNull() ? "" : value.asText());
            }
        });
    }
}
