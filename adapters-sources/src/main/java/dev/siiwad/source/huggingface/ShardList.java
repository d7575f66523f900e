package dev.siiwad.source.huggingface;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.siiwad.source.Cut;
import dev.siiwad.source.Input;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.SourceException;
import dev.siiwad.source.http.Checksum;
import dev.siiwad.source.pinned.Payload;
import dev.siiwad.source.rows.Shard;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The files of a snapshot in their order, as its payload: {@code {"files":[{"path":"a.jsonl","bytes":12,"sha256":"…"}]}}. That of a slice has some of them, and names a few others
 * in {@code "others"}, by which one file that is lost can be told from a server that gives none.
 */
final class ShardList {
    private static final String FILES = "files";
    private static final String OTHERS = "others";

    /** One may be empty, or lost as well. */
    private static final int OTHERS_MAX = 3;

    private ShardList() {}

    static String toJson(List<Shard> shards) {
        return Payload.object(FILES, shards.stream().map(ShardList::toJson).toList())
                .toString();
    }

    /** Some of the files for each slice, about as many bytes in each. */
    static List<Snapshot> slices(Snapshot pinned, int countMax) throws SourceException {
        List<Shard> all = fromJson(pinned);
        List<List<Shard>> shares = Cut.into(all, countMax, Shard::bytes);
        return shares.size() == 1
                ? List.of(pinned)
                : shares.stream()
                        .map(share -> Snapshot.of(pinned.id(), sliceToJson(share, all)))
                        .toList();
    }

    private static String sliceToJson(List<Shard> share, List<Shard> all) {
        List<ObjectNode> others = all.stream()
                .filter(shard -> shard.bytes() > 0 && !share.contains(shard))
                .limit(OTHERS_MAX)
                .map(ShardList::toJson)
                .toList();
        ObjectNode slice =
                Payload.object(FILES, share.stream().map(ShardList::toJson).toList());
        slice.set(OTHERS, Payload.array(others));
        return slice.toString();
    }

    /** Files of the split that are in other slices than this snapshot; empty if it is of all. */
    static List<Shard> others(Snapshot snapshot) throws SourceException {
        Payload payload = Payload.of(snapshot, "list of its files");
        return isSlice(payload) ? payload.list(OTHERS, ShardList::fromJson) : List.of();
    }

    private static boolean isSlice(Payload payload) throws SourceException {
        return !payload.json().path(OTHERS).isEmpty();
    }

    private static ObjectNode toJson(Shard shard) {
        ObjectNode file =
                JsonNodeFactory.instance.objectNode().put("path", shard.path()).put("bytes", shard.bytes());
        shard.checksum().ifPresent(sum -> file.put(member(sum.kind()), sum.hex()));
        return file;
    }

    static List<Shard> fromJson(Snapshot snapshot) throws SourceException {
        return Payload.of(snapshot, "list of its files").list(FILES, ShardList::fromJson);
    }

    static List<Input> inputs(Snapshot snapshot) throws SourceException {
        return fromJson(snapshot).stream()
                .map(shard -> new Input(
                        shard.path(),
                        OptionalLong.of(shard.bytes()),
                        shard.checksum().map(Checksum::toString)))
                .toList();
    }

    private static Shard fromJson(JsonNode file) {
        return new Shard(file.path("path").asText(), file.path("bytes").asLong(-1), checksum(file));
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
