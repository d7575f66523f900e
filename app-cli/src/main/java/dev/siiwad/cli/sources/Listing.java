package dev.siiwad.cli.sources;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What there is, as lines and as JSON; docs/json.md says what is in that. */
record Listing(List<String> lines, ObjectNode json) {
    private static final int VERSION = 1;

    Listing {
        lines = List.copyOf(lines);
    }

    static ObjectNode json(String of) {
        return new ObjectMapper().createObjectNode().put("version", VERSION).put("of", of);
    }
}
