package dev.siiwad.storage.dataset;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.siiwad.segment.Entry;
import dev.siiwad.storage.json.Json;
import java.nio.charset.StandardCharsets;

/**
 * A line of {@code <run_id>-quarantine.jsonl}.
 *
 * <pre>{"offset":41002,"id":"9","reason":"…","excerpt":"…"}</pre>
 */
public record QuarantineLine(Entry.Quarantined entry) {
    private static final ObjectMapper JSON = Json.mapper();

    /** In UTF-8, with its line feed. */
    public byte[] bytes() {
        String members = JSON.createObjectNode()
                .put("offset", entry.offset())
                .put("id", entry.documentId())
                .put("reason", entry.reason())
                .put("excerpt", entry.excerpt())
                .toString();
        return (members + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
