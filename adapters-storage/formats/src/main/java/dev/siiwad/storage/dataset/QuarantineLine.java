package dev.siiwad.storage.dataset;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.siiwad.segment.Entry;
import dev.siiwad.storage.json.Json;
import java.nio.charset.StandardCharsets;

/**
 * A line of {@code <run_id>-quarantine.jsonl}.
 *
 * <pre>
 * {"offset":41002,"id":"9","reason":"…","excerpt":"…"}
 * {"offset":41003,"id":"so-17.jsonl.gz","reason":"…","excerpt":"","unit":true}      a whole unit
 * </pre>
 */
public record QuarantineLine(Entry.Quarantined entry) {
    private static final ObjectMapper JSON = Json.mapper();

    /** In UTF-8, with its line feed. */
    public byte[] bytes() {
        ObjectNode members = JSON.createObjectNode()
                .put("offset", entry.offset())
                .put("id", entry.documentId())
                .put("reason", entry.reason())
                .put("excerpt", entry.excerpt());
        if (entry.unit()) {
            members.put("unit", true);
        }
        return (members + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
