package dev.siiwad.source.pinned;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.SourceException;
import java.time.Instant;
import java.util.List;

/** One file as it was when the run began: {@code {"name":"a.xml","size":12,"modified":"2026-11-01T10:00:00Z","sha256":"…"}}. */
record PinnedFile(String name, long size, Instant modified, String sha256) {
    private static final String FILES = "files";

    static String toJson(List<PinnedFile> files) {
        return Payload.object(FILES, files.stream().map(PinnedFile::toJson).toList())
                .toString();
    }

    private ObjectNode toJson() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("name", name)
                .put("size", size)
                .put("modified", modified.toString())
                .put("sha256", sha256);
    }

    static List<PinnedFile> fromJson(Snapshot snapshot) throws SourceException {
        return Payload.of(snapshot, "list of its files").list(FILES, PinnedFile::fromJson);
    }

    private static PinnedFile fromJson(JsonNode file) {
        return new PinnedFile(
                file.path("name").asText(),
                file.path("size").asLong(),
                Instant.parse(file.path("modified").asText()),
                file.path("sha256").asText());
    }
}
