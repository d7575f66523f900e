package dev.siiwad.source.huggingface;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.http.Checksum;
import dev.siiwad.source.rows.Shard;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The files of a snapshot in their order, as its payload: {@code {"files":[{"path":"a.jsonl","bytes":12,"sha256":"…"}]}}. */
final class ShardList {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ShardList() {}

    static String toJson(List<Shard> shards) {
        ObjectNode root = JSON.createObjectNode();
        ArrayNode files = root.putArray("files");
        for (Shard shard : shards) {
            ObjectNode file = files.addObject().put("path", shard.path()).put("bytes", shard.bytes());
            shard.checksum().ifPresent(sum -> file.put(member(sum.kind()), sum.hex()));
        }
        return root.toString();
    }

    static List<Shard> fromJson(Snapshot snapshot) throws IOException {
        String json = snapshot.payload()
                .orElseThrow(() -> new IOException("snapshot " + snapshot.id() + ": the list of its files is missing."
                        + " Bring it back from a backup, or start over with --force"));
        try {
            List<Shard> shards = new ArrayList<>();
            for (JsonNode file : JSON.readTree(json).path("files")) {
                shards.add(
                        new Shard(file.path("path").asText(), file.path("bytes").asLong(-1), checksum(file)));
            }
            if (shards.isEmpty()) {
                throw new IllegalArgumentException("it is empty");
            }
            return List.copyOf(shards);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new IOException(
                    "snapshot " + snapshot.id() + ": the list of its files is damaged: " + e.getMessage(), e);
        }
    }

    private static Optional<Checksum> checksum(JsonNode file) {
        for (Checksum.Kind kind : Checksum.Kind.values()) {
            if (file.has(member(kind))) {
                return Optional.of(new Checksum(kind, file.get(member(kind)).asText()));
            }
        }
        return Optional.empty();
    }

    private static String member(Checksum.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
