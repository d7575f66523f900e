package dev.siiwad.storage.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.InFlight;
import dev.siiwad.checkpoint.LastSegment;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.checkpoint.SegmentRange;
import dev.siiwad.segment.SegmentForm;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * The bytes of {@code .checkpoint.json}.
 *
 * <pre>
 * {
 *   "last_index": 3000,          six members of version 1.0, in this order
 *   …
 *   "schema_version": "1.1",
 *   "started": …                 members of version 1.1
 *   …
 *   (members of later 1.x that this version does not know, as they were)
 *   "checksum": "crc32c:89abcdef"     always last; over all bytes before the quotation mark that opens "checksum"
 * }
 * </pre>
 *
 * A file without any member of 1.1 is of version 1.0, whatever {@code schema_version} says, and needs no checksum.
 */
public final class CheckpointJson {
    /** Absent in runs of the first form. */
    static final String SEGMENT_FORMAT = "segment_format";

    /** Absent in runs whose form does not say it. */
    static final String TEXT_BYTES = "text_bytes";

    static final Set<String> MEMBERS_1_0 =
            Set.of("last_index", "processed_count", "timestamp", "run_id", "source", "schema_version");
    static final Set<String> MEMBERS_1_1 = Set.of(
            "started",
            "first_index",
            "position",
            "snapshot",
            "snapshot_digest",
            "settings",
            SEGMENT_FORMAT,
            "attempt",
            "stalled_attempts",
            "in_hand",
            "owner",
            "segments",
            "last_segment_bytes",
            TEXT_BYTES,
            "last_segment",
            "output_digest",
            "exhausted",
            "limited",
            "slices",
            "program_version",
            "checksum");

    /** A member of {@code owner}, which systems without such namespaces and earlier builds lack. */
    static final String PID_NAMESPACE = "pid_ns";

    private static final ObjectMapper JSON = Json.mapper();

    private CheckpointJson() {}

    /** The stored form of version 1.1. */
    public static byte[] write(Checkpoint checkpoint) {
        ObjectNode owner = JSON.createObjectNode()
                .put("host", checkpoint.owner().host())
                .put("boot", checkpoint.owner().boot())
                .put("pid", checkpoint.owner().pid())
                .put("nonce", checkpoint.owner().nonce());
        checkpoint.owner().pidNamespace().ifPresent(namespace -> owner.put(PID_NAMESPACE, namespace));
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("last_index", checkpoint.lastIndex());
        members.put("processed_count", checkpoint.processedCount());
        members.put("timestamp", checkpoint.timestamp().toString());
        members.put("run_id", checkpoint.runId().value());
        members.put("source", checkpoint.source().value());
        members.put("schema_version", "1.1");
        members.put("started", checkpoint.started().toString());
        members.put("first_index", checkpoint.firstIndex());
        members.put("position", checkpoint.position().token());
        members.put("snapshot", checkpoint.snapshot());
        checkpoint.run().payloadDigest().ifPresent(digest -> members.put("snapshot_digest", digest));
        members.put("settings", checkpoint.settings().values());
        if (checkpoint.run().form() != SegmentForm.DOCUMENTS) {
            members.put(SEGMENT_FORMAT, checkpoint.run().form().number());
        }
        members.put("attempt", checkpoint.attempt());
        members.put("stalled_attempts", checkpoint.stalledAttempts());
        checkpoint.inFlight().ifPresent(document -> members.put("in_hand", inFlight(document)));
        members.put("owner", owner);
        members.put("segments", ranges(checkpoint.segments()));
        members.put("last_segment_bytes", checkpoint.lastSegmentBytes());
        if (checkpoint.run().form().isMeasured()) {
            members.put(TEXT_BYTES, checkpoint.extent().textBytes());
        }
        checkpoint.extent().last().ifPresent(segment -> members.put("last_segment", last(segment)));
        members.put("output_digest", checkpoint.outputDigest().value());
        members.put("exhausted", checkpoint.exhausted());
        if (checkpoint.extent().limited()) {
            members.put("limited", true);
        }
        checkpoint.run().plan().ifPresent(plan -> {
            members.put("slices", plan.slices());
            members.put("program_version", plan.programVersion());
        });
        StringBuilder text = new StringBuilder("{\n");
        members.forEach((name, value) -> member(text, name, json(value)));
        checkpoint.extra().forEach((name, value) -> member(text, name, value));
        text.append("  ");
        String checksum = checksum(text.toString().getBytes(StandardCharsets.UTF_8));
        text.append("\"checksum\": \"").append(checksum).append("\"\n}\n");
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The stored form of version 1.0: an offset to begin at, as a user may write it. */
    public static byte[] write(Saved.OffsetOnly offset) {
        ObjectNode members = JSON.createObjectNode()
                .put("last_index", offset.lastIndex())
                .put("processed_count", offset.processedCount())
                .put("timestamp", offset.timestamp().toString())
                .put("run_id", offset.runId())
                .put("source", offset.source().value())
                .put("schema_version", "1.0");
        return (members.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    static String checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, bytes.length);
        return String.format(Locale.ROOT, "crc32c:%08x", crc.getValue());
    }

    private static Map<String, Object> inFlight(InFlight document) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("offset", document.offset());
        members.put("attempts", document.attempts());
        if (!document.errors().isEmpty()) {
            members.put("errors", document.errors());
        }
        return members;
    }

    private static Map<String, Object> last(LastSegment segment) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("name", segment.name().toString());
        members.put("first_index", segment.firstIndex());
        segment.position().ifPresent(position -> members.put("position", position.token()));
        members.put("digest", segment.digest());
        if (!segment.before().starts().isEmpty()) {
            members.put(
                    EarlierStarts.MEMBER, EarlierStarts.written(segment.before().starts()));
        }
        return members;
    }

    private static List<Map<String, Long>> ranges(List<SegmentRange> segments) {
        return segments.stream()
                .map(range -> {
                    Map<String, Long> members = new LinkedHashMap<>();
                    members.put("attempt", (long) range.attempt());
                    members.put("last", range.last());
                    return members;
                })
                .toList();
    }

    private static void member(StringBuilder text, String name, String json) {
        text.append("  ")
                .append(TextNode.valueOf(name))
                .append(": ")
                .append(json)
                .append(",\n");
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value instanceof JsonNode ? value : JSON.valueToTree(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("numbers, strings and maps of them can be written", e);
        }
    }
}
