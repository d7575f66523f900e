package dev.siiwad.source.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.siiwad.source.Snapshot;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One file as it was when the run began: {@code {"name":"a.xml","size":12,"modified":"2026-11-01T10:00:00Z","sha256":"…"}}. */
record PinnedFile(String name, long size, Instant modified, String sha256) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static String toJson(List<PinnedFile> files) {
        ObjectNode root = JSON.createObjectNode();
        ArrayNode list = root.putArray("files");
        for (PinnedFile file : files) {
            list.addObject()
                    .put("name", file.name)
                    .put("size", file.size)
                    .put("modified", file.modified.toString())
                    .put("sha256", file.sha256);
        }
        return root.toString();
    }

    static List<PinnedFile> fromJson(Snapshot snapshot) throws IOException {
        String json = snapshot.payload()
                .orElseThrow(() -> new IOException("snapshot " + snapshot.id() + ": the list of its files is missing."
                        + " Bring it back from a backup, or start over with --force"));
        List<PinnedFile> files = new ArrayList<>();
        try {
            for (JsonNode file : JSON.readTree(json).path("files")) {
                files.add(new PinnedFile(
                        file.path("name").asText(),
                        file.path("size").asLong(),
                        Instant.parse(file.path("modified").asText()),
                        file.path("sha256").asText()));
            }
        } catch (JsonProcessingException | DateTimeException e) {
            throw new IOException(
                    "snapshot " + snapshot.id() + ": the list of its files is damaged: " + e.getMessage(), e);
        }
        return files;
    }
}
