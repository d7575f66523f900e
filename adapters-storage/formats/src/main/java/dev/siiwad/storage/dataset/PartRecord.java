package dev.siiwad.storage.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.siiwad.digest.Sha256;
import dev.siiwad.publish.PartContent;
import dev.siiwad.publish.Receipt;
import dev.siiwad.segment.Tally;
import dev.siiwad.storage.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is kept of a part that was written, for whoever publishes the dataset: a line of JSON, and a line with its SHA-256, without which it counts for nothing.
 *
 * @param key of all that the bytes of the part depend on; a part with another is not of this dataset
 * @param file empty where no text begins in the part
 */
record PartRecord(String key, PartContent content, Optional<Receipt.PublishedFile> file, QuarantineLines quarantined) {
    private static final ObjectMapper JSON = Json.mapper();

    byte[] bytes() {
        ObjectNode record = JSON.createObjectNode().put("key", key);
        file.ifPresent(written -> record.putObject("file")
                .put("name", written.name())
                .put("documents", written.documents())
                .put("bytes", written.bytes())
                .put("sha256", written.sha256()));
        record.put("first", content.first());
        ArrayNode segments = record.putArray("segments");
        for (PartContent.Counted segment : content.segments()) {
            segments.addArray().add(segment.lastIndex()).add(segment.bytes()).add(segment.digest());
        }
        record.put("kept", content.tally().kept())
                .put("quarantined", content.tally().quarantined());
        put(record.putObject("dropped"), content.tally().dropped());
        put(record.putObject("removed"), content.removed());
        record.put("set_aside", content.setAside());
        ArrayNode units = record.putArray("units");
        for (Receipt.Unit unit : content.units()) {
            units.addArray().add(unit.offset()).add(unit.name()).add(unit.reason());
        }
        record.put("quarantine_documents", quarantined.documents());
        quarantined.held().ifPresent(lines -> record.put("quarantine", lines));
        String line = record + "\n";
        return (line + Sha256.hex(line) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static void put(ObjectNode object, Map<String, Long> counts) {
        counts.forEach(object::put);
    }

    /** Empty if these are not the bytes of one with this key, to the last. */
    static Optional<PartRecord> of(byte[] bytes, String key) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int end = text.indexOf('\n') + 1;
        if (end == 0 || !text.substring(end).equals(Sha256.hex(text.substring(0, end)) + "\n")) {
            return Optional.empty();
        }
        try {
            JsonNode record = JSON.readTree(text.substring(0, end));
            return record.path("key").asText().equals(key) ? Optional.of(of(record)) : Optional.empty();
        } catch (JsonProcessingException | IllegalArgumentException ofAnotherVersion) {
            return Optional.empty();
        }
    }

    private static PartRecord of(JsonNode record) {
        List<PartContent.Counted> segments = new ArrayList<>();
        for (JsonNode segment : record.path("segments")) {
            segments.add(new PartContent.Counted(
                    segment.path(0).asLong(),
                    segment.path(1).asLong(),
                    segment.path(2).asText()));
        }
        List<Receipt.Unit> units = new ArrayList<>();
        for (JsonNode unit : record.path("units")) {
            units.add(new Receipt.Unit(
                    unit.path(0).asLong(), unit.path(1).asText(), unit.path(2).asText()));
        }
        Tally tally = new Tally(
                record.path("kept").asLong(), record.path("quarantined").asLong(), counts(record.path("dropped")));
        PartContent content = new PartContent(
                record.path("first").asLong(),
                segments,
                tally,
                counts(record.path("removed")),
                record.path("set_aside").asLong(),
                units);
        Optional<String> lines = Optional.ofNullable(record.get("quarantine")).map(JsonNode::asText);
        return new PartRecord(
                record.path("key").asText(),
                content,
                Optional.ofNullable(record.get("file")).map(PartRecord::file),
                new QuarantineLines(record.path("quarantine_documents").asLong(), lines));
    }

    private static Receipt.PublishedFile file(JsonNode file) {
        return new Receipt.PublishedFile(
                file.path("name").asText(),
                file.path("documents").asLong(),
                file.path("bytes").asLong(),
                file.path("sha256").asText());
    }

    private static SortedMap<String, Long> counts(JsonNode object) {
        SortedMap<String, Long> counts = new TreeMap<>();
        object.properties()
                .forEach(count -> counts.put(count.getKey(), count.getValue().asLong()));
        return counts;
    }
}
