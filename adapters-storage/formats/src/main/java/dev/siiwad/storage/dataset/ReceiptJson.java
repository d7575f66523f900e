package dev.siiwad.storage.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.siiwad.publish.Receipt;
import dev.siiwad.publish.Relations;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.SourceInfo;
import dev.siiwad.storage.json.Json;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The bytes of {@code <run_id>-receipt.json}: indented JSON, to be read by people too. */
final class ReceiptJson {
    /** A receipt that has this member has its digest too. */
    static final String WHOLE = "whole";

    private static final ObjectMapper JSON = Json.mapper();

    private ReceiptJson() {}

    static byte[] write(StoredReceipt receipt) {
        ObjectNode members = JSON.createObjectNode()
                .put("run_id", receipt.runId())
                .put("source", receipt.source())
                .put("snapshot", receipt.snapshot());
        ObjectNode settings = members.putObject("settings");
        receipt.settings().forEach(settings::put);
        receipt.info().ifPresent(info -> writeInfo(info, members));
        members.put("program_version", receipt.programVersion())
                .put("started", receipt.started().toString())
                .put(WHOLE, receipt.whole())
                .put("first_index", receipt.firstIndex())
                .put("last_index", receipt.lastIndex())
                .put("read", receipt.read())
                .put("kept", receipt.kept());
        ObjectNode dropped = members.putObject("dropped");
        receipt.dropped().forEach(dropped::put);
        members.put("quarantined", receipt.quarantined());
        writeSetAside(receipt.setAside(), members);
        OriginJson.write(receipt.origin(), members);
        writeRuns("continues", receipt.relations().continues(), members);
        writeRuns("replaces", receipt.relations().replaces(), members);
        ArrayNode ranges = members.putArray("ranges");
        for (Receipt.Range range : receipt.ranges()) {
            ranges.addObject()
                    .put("attempt", range.attempt())
                    .put("first", range.firstIndex())
                    .put("last", range.lastIndex());
        }
        members.put("output_digest", receipt.outputDigest());
        ArrayNode files = members.putArray("files");
        for (Receipt.PublishedFile file : receipt.files()) {
            files.addObject()
                    .put("name", file.name())
                    .put("documents", file.documents())
                    .put("bytes", file.bytes())
                    .put("sha256", file.sha256());
        }
        return ReceiptDigest.sealed(pretty(members) + "\n");
    }

    private static void writeInfo(SourceInfo info, ObjectNode members) {
        members.putObject("info")
                .put("source", info.source())
                .put("source_type", info.sourceType())
                .put("language", info.language())
                .put("license", info.license())
                .put("domain", info.domain())
                .put("register", info.register());
    }

    private static Optional<SourceInfo> info(JsonNode members) {
        JsonNode info = members.path("info");
        return info.isMissingNode()
                ? Optional.empty()
                : Optional.of(new SourceInfo(
                        text(info, "source"),
                        text(info, "source_type"),
                        text(info, "language"),
                        text(info, "license"),
                        text(info, "domain"),
                        text(info, "register")));
    }

    /** Only where there are any, like {@code set_aside}. */
    private static void writeRuns(String name, Set<RunId> runs, ObjectNode members) {
        if (!runs.isEmpty()) {
            ArrayNode list = members.putArray(name);
            runs.forEach(run -> list.add(run.value()));
        }
    }

    private static Set<RunId> runs(JsonNode members, String name) {
        Set<RunId> runs = new TreeSet<>();
        for (JsonNode run : members.path(name)) {
            runs.add(new RunId(run.asText()));
        }
        return runs;
    }

    /** Only where there are any: so receipts of datasets that lack nothing are as they always were. */
    private static void writeSetAside(Receipt.SetAside setAside, ObjectNode members) {
        if (setAside.count() == 0) {
            return;
        }
        ObjectNode member = members.putObject("set_aside").put("count", setAside.count());
        ArrayNode units = member.putArray("units");
        for (Receipt.Unit unit : setAside.units()) {
            units.addObject()
                    .put("offset", unit.offset())
                    .put("unit", unit.name())
                    .put("reason", unit.reason());
        }
    }

    private static Receipt.SetAside setAside(JsonNode members) {
        JsonNode member = members.path("set_aside");
        if (member.isMissingNode()) {
            return Receipt.SetAside.NONE;
        }
        List<Receipt.Unit> units = new ArrayList<>();
        for (JsonNode unit : member.path("units")) {
            units.add(new Receipt.Unit(number(unit, "offset"), text(unit, "unit"), text(unit, "reason")));
        }
        return new Receipt.SetAside(number(member, "count"), units);
    }

    static StoredReceipt read(String file, byte[] bytes) throws IOException {
        try {
            JsonNode members = JSON.readTree(bytes);
            ReceiptDigest.require(bytes, members);
            return read(members);
        } catch (JsonProcessingException e) {
            String place = e.getLocation() == null
                    ? ""
                    : " at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr();
            throw new IOException(file + ": is not a receipt: " + e.getOriginalMessage() + place, e);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IOException(file + ": is not a receipt: " + e.getMessage(), e);
        }
    }

    private static StoredReceipt read(JsonNode members) {
        SortedMap<String, String> settings = new TreeMap<>();
        members.path("settings")
                .fieldNames()
                .forEachRemaining(name -> settings.put(name, text(members.path("settings"), name)));
        SortedMap<String, Long> dropped = new TreeMap<>();
        members.path("dropped")
                .fieldNames()
                .forEachRemaining(name -> dropped.put(name, number(members.path("dropped"), name)));
        List<Receipt.Range> ranges = new ArrayList<>();
        for (JsonNode range : members.path("ranges")) {
            ranges.add(new Receipt.Range(
                    Math.toIntExact(number(range, "attempt")), number(range, "first"), number(range, "last")));
        }
        List<Receipt.PublishedFile> files = new ArrayList<>();
        for (JsonNode file : members.path("files")) {
            files.add(new Receipt.PublishedFile(
                    text(file, "name"), number(file, "documents"), number(file, "bytes"), text(file, "sha256")));
        }
        return new StoredReceipt(
                text(members, "run_id"),
                text(members, "source"),
                text(members, "snapshot"),
                settings,
                info(members),
                Relations.of(runs(members, "continues"), runs(members, "replaces")),
                text(members, "program_version"),
                Instant.parse(text(members, "started")),
                whole(members),
                number(members, "first_index"),
                number(members, "last_index"),
                number(members, "read"),
                number(members, "kept"),
                dropped,
                number(members, "quarantined"),
                setAside(members),
                OriginJson.read(members),
                ranges,
                text(members, "output_digest"),
                files);
    }

    private static boolean whole(JsonNode members) {
        JsonNode member = members.path(WHOLE);
        if (!member.isMissingNode() && !member.isBoolean()) {
            throw new IllegalArgumentException(WHOLE + " is " + shown(member) + "; expected true or false");
        }
        return member.isMissingNode() ? number(members, "first_index") == 0 : member.booleanValue();
    }

    static String text(JsonNode members, String name) {
        JsonNode member = members.path(name);
        if (!member.isTextual()) {
            throw new IllegalArgumentException(name + " is " + shown(member) + "; expected text");
        }
        return member.textValue();
    }

    static long number(JsonNode members, String name) {
        JsonNode member = members.path(name);
        if (!member.isIntegralNumber() || !member.canConvertToLong() || member.longValue() < 0) {
            throw new IllegalArgumentException(name + " is " + shown(member) + "; expected a number from 0");
        }
        return member.longValue();
    }

    static String shown(JsonNode member) {
        return member.isMissingNode() ? "missing" : member.toString();
    }

    /** With line feeds on every system: the default of the library is the system's own. */
    private static String pretty(ObjectNode members) {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator(""));
        printer.indentObjectsWith(lines);
        printer.indentArraysWith(lines);
        try {
            return JSON.writer(printer).writeValueAsString(members);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("text and numbers have a JSON form", e);
        }
    }
}
