package dev.siiwad.cli.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.siiwad.cli.inspect.DatasetReading;
import dev.siiwad.publish.Dataset;
import dev.siiwad.publish.DatasetDetails;
import dev.siiwad.publish.Origin;
import dev.siiwad.publish.Receipt;
import dev.siiwad.segment.Entry;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Layout;
import dev.siiwad.storage.dataset.DatasetNames;
import dev.siiwad.storage.json.Json;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the page shows of one run or dataset once somebody opens it. Reads the beginnings of files, on this machine also of parts. */
final class Details {
    private static final int QUARANTINE_BYTES_MAX = 1 << 20;
    private static final int NAMED_MAX = 20;
    private static final ObjectMapper JSON = Json.mapper();

    private Details() {}

    /** Of an unfinished run; empty if there is none any more. */
    static Optional<String> ofRun(Place place, SourceId source) {
        Optional<RunFacts> run = place.facts().runs().stream()
                .filter(each -> each.source().equals(source))
                .findFirst();
        if (run.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode members = JSON.createObjectNode();
        ArrayNode quarantine = members.putArray("quarantine");
        ArrayNode sample = members.putArray("sample");
        for (RunFacts.Track track : run.get().tracks()) {
            place.contents(track.status().source()).ifPresent(contents -> {
                writeQuarantine(contents.quarantined(), quarantine);
                writeSample(contents.sample(), sample);
            });
        }
        run.get().status().checkpoint().ifPresent(checkpoint -> {
            ObjectNode settings = members.putObject("settings");
            checkpoint.settings().values().forEach(settings::put);
        });
        return Optional.of(members.toString());
    }

    /** Of a published dataset; empty if there is none any more. */
    static Optional<String> ofDataset(Place place, SourceId source, RunId run) throws IOException {
        Optional<Dataset> found = find(place, source, run);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Dataset dataset = found.get();
        ObjectNode members = JSON.createObjectNode()
                .put("snapshot", dataset.snapshot())
                .put("program_version", dataset.programVersion())
                .put("receipt", dataset.receipt())
                .put("first_index", dataset.firstIndex())
                .put("last_index", dataset.lastIndex());
        ObjectNode settings = members.putObject("settings");
        dataset.settings().values().forEach(settings::put);
        ArrayNode problems = members.putArray("problems");
        dataset.problems().forEach(problems::add);
        ArrayNode files = members.putArray("files");
        dataset.files().stream()
                .limit(NAMED_MAX)
                .forEach(file -> files.addObject()
                        .put("name", file.name())
                        .put("documents", file.documents())
                        .put("bytes", file.bytes())
                        .put("sha256", file.sha256()));
        members.put("files_count", dataset.files().size());
        write(place.storage().datasets().details(dataset), members);
        writeRanges(place, dataset, members.putArray("ranges"));
        writeQuarantine(quarantine(place, dataset), members.putArray("quarantine"));
        writeSample(place.bucket() ? List.of() : sample(place, dataset), members.putArray("sample"));
        members.put("sample_costs", place.bucket());
        return Optional.of(members.toString());
    }

    /** The dataset of a run, as the last look has seen it. */
    static Optional<Dataset> find(Place place, SourceId source, RunId run) {
        return Optional.ofNullable(place.facts().datasets().get(source)).flatMap(catalog -> catalog.of(run));
    }

    /** The bytes of its receipt; the caller closes it. */
    static InputStream receipt(Place place, Dataset dataset) throws IOException {
        return open(place, dataset, new DatasetNames(dataset.run()).receipt());
    }

    private static InputStream open(Place place, Dataset dataset, String name) throws IOException {
        return place.storage().datasets().open(dataset.source(), Layout.day(dataset.day()) + "/" + name);
    }

    private static void write(DatasetDetails details, ObjectNode members) {
        Origin origin = details.origin();
        members.put("inputs_count", origin.inputs().count());
        ArrayNode inputs = members.putArray("inputs");
        origin.inputs().named().stream().limit(NAMED_MAX).forEach(input -> inputs.add(input.name()));
        members.put("addresses_count", origin.addresses().size());
        origin.costUsd().ifPresent(cost -> members.put("cost_usd", cost.toPlainString()));
        ObjectNode options = members.putObject("options");
        origin.options().forEach(options::put);
        members.put("set_aside_count", details.setAside().count());
        ArrayNode units = members.putArray("set_aside");
        for (Receipt.Unit unit :
                details.setAside().units().stream().limit(NAMED_MAX).toList()) {
            units.addObject().put("unit", unit.name()).put("reason", unit.reason());
        }
    }

    /** Which attempt read what, as the receipt says. */
    private static void writeRanges(Place place, Dataset dataset, ArrayNode ranges) throws IOException {
        JsonNode receipt;
        try (InputStream in = receipt(place, dataset)) {
            receipt = JSON.readTree(in);
        }
        for (JsonNode range : receipt.path("ranges")) {
            if (ranges.size() < NAMED_MAX * NAMED_MAX) {
                ranges.addObject()
                        .put("attempt", range.path("attempt").asInt())
                        .put("first", range.path("first").asLong())
                        .put("last", range.path("last").asLong());
            }
        }
    }

    /** The first entries; a line that is not one, or the cut end, ends them. */
    private static List<Entry.Quarantined> quarantine(Place place, Dataset dataset) throws IOException {
        if (dataset.tally().quarantined() == 0) {
            return List.of();
        }
        byte[] beginning;
        try (InputStream in = open(place, dataset, new DatasetNames(dataset.run()).quarantine())) {
            beginning = in.readNBytes(QUARANTINE_BYTES_MAX);
        }
        List<Entry.Quarantined> entries = new ArrayList<>();
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(new ByteArrayInputStream(beginning), StandardCharsets.UTF_8));
        for (String line = lines.readLine();
                line != null && entries.size() < RunContents.QUARANTINED_MAX;
                line = lines.readLine()) {
            Optional<Entry.Quarantined> entry = entry(line);
            if (entry.isEmpty()) {
                return entries;
            }
            entries.add(entry.get());
        }
        return entries;
    }

    private static Optional<Entry.Quarantined> entry(String line) {
        try {
            JsonNode members = JSON.readTree(line);
            return Optional.of(ShownDocument.shortened(new Entry.Quarantined(
                    members.path("offset").asLong(),
                    members.path("id").asText(),
                    members.path("reason").asText(),
                    members.path("excerpt").asText(),
                    members.path("unit").asBoolean())));
        } catch (IOException notALine) {
            return Optional.empty();
        }
    }

    /** The first documents. A reader is stopped by an exception, which some of them pass on inside of their own. */
    private static List<ShownDocument> sample(Place place, Dataset dataset) throws IOException {
        List<ShownDocument> sample = new ArrayList<>();
        try {
            new DatasetReading(place.storage().datasets(), place.directories()).of(dataset, record -> {
                sample.add(ShownDocument.of(sample.size(), record));
                if (sample.size() == ShownDocument.SHOWN_MAX) {
                    throw new IllegalStateException("enough documents");
                }
            });
        } catch (IOException | IllegalStateException e) {
            if (sample.size() < ShownDocument.SHOWN_MAX) {
                throw e;
            }
        }
        return sample;
    }

    private static void writeQuarantine(List<Entry.Quarantined> entries, ArrayNode array) {
        entries.forEach(entry -> array.addObject()
                .put("offset", entry.offset())
                .put("id", entry.documentId())
                .put("reason", entry.reason())
                .put("excerpt", entry.excerpt())
                .put("unit", entry.unit()));
    }

    private static void writeSample(List<ShownDocument> documents, ArrayNode array) {
        documents.forEach(document -> array.addObject()
                .put("offset", document.offset())
                .put("title", document.title())
                .put("url", document.url())
                .put("text", document.text())
                .put("chars", document.chars()));
    }
}
