package dev.siiwad.source.bbc;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The data that a front page or a topic was made from: whatever it lists, {@code summaries} of curations with {@code link}, {@code firstPublished} and
 * {@code lastPublished}, and what is read most, {@code items} with {@code href} and {@code timestamp}.
 */
final class ListData {
    /** Real pages list some 200. */
    private static final int LISTED_MAX = 10_000;

    private ListData() {}

    static List<Listed> of(JsonNode data) {
        List<Listed> listed = new ArrayList<>();
        collect(data, listed);
        return listed;
    }

    /** The reader of the data has limited its nesting. */
    private static void collect(JsonNode node, List<Listed> listed) {
        if (listed.size() >= LISTED_MAX) {
            return;
        }
        if (node.path("link").isTextual()) {
            String link = node.path("link").asText();
            Listed last = Listed.of(link, node.path("lastPublished").asText());
            listed.add(
                    last.changed().isPresent()
                            ? last
                            : Listed.of(link, node.path("firstPublished").asText()));
        } else if (node.path("href").isTextual()) {
            JsonNode millis = node.path("timestamp");
            Optional<Instant> changed =
                    millis.canConvertToLong() ? Optional.of(Instant.ofEpochMilli(millis.asLong())) : Optional.empty();
            listed.add(new Listed(node.path("href").asText(), changed));
        }
        node.forEach(inner -> collect(inner, listed));
    }
}
