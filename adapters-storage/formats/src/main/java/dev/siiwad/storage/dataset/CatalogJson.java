package dev.siiwad.storage.dataset;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.siiwad.publish.Catalog;
import dev.siiwad.publish.Dataset;
import dev.siiwad.publish.DatasetDetails;
import dev.siiwad.publish.Receipt;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.json.Json;
import java.util.Map;
import java.util.Set;

/** Published datasets as JSON for other programs, version {@value #VERSION} of its shape; docs/formats.md says what is in it. Public for the command line. */
public final class CatalogJson {
    /** Members are added without a new one; one that is there neither goes nor changes its meaning. */
    public static final int VERSION = 1;

    private static final ObjectMapper JSON = Json.mapper();

    private CatalogJson() {}

    /** All datasets of some sources, one text without an end of line. */
    public static String of(Map<SourceId, Catalog> catalogs) {
        ObjectNode members = JSON.createObjectNode().put("version", VERSION);
        ArrayNode datasets = members.putArray("datasets");
        catalogs.values()
                .forEach(catalog -> catalog.datasets()
                        .forEach(dataset -> write(dataset, catalog.current().contains(dataset), datasets.addObject())));
        ArrayNode unreadable = members.putArray("unreadable");
        catalogs.values().forEach(catalog -> catalog.unreadable().forEach(unreadable::add));
        return members.toPrettyString();
    }

    /** The same with one dataset, and what it was made from. */
    public static String of(Dataset dataset, DatasetDetails details, Catalog catalog) {
        ObjectNode members = JSON.createObjectNode().put("version", VERSION);
        ObjectNode one = members.putArray("datasets").addObject();
        write(dataset, catalog.current().contains(dataset), one);
        OriginJson.write(details.origin(), one);
        members.putArray("unreadable");
        return members.toPrettyString();
    }

    /** The members of one dataset. */
    public static void write(Dataset dataset, boolean current, ObjectNode members) {
        members.put("source", dataset.source().value())
                .put("run_id", dataset.run().value())
                .put("day", dataset.day().toString())
                .put("started", dataset.started().toString())
                .put("snapshot", dataset.snapshot())
                .put("program_version", dataset.programVersion())
                .put("documents", dataset.tally().kept())
                .put("read", dataset.tally().read())
                .put("quarantined", dataset.tally().quarantined())
                .put("set_aside", dataset.setAside())
                .put("first_index", dataset.firstIndex())
                .put("last_index", dataset.lastIndex())
                .put("bytes", dataset.bytes())
                .put("whole", dataset.whole())
                .put("current", current)
                .put("sound", dataset.sound());
        ArrayNode problems = members.putArray("problems");
        dataset.problems().forEach(problems::add);
        write(dataset.relations().continues(), members.putArray("continues"));
        write(dataset.relations().replaces(), members.putArray("replaces"));
        members.put("receipt", dataset.receipt());
        ArrayNode files = members.putArray("files");
        for (Receipt.PublishedFile file : dataset.files()) {
            files.addObject()
                    .put("name", file.name())
                    .put("documents", file.documents())
                    .put("bytes", file.bytes())
                    .put("sha256", file.sha256());
        }
    }

    private static void write(Set<RunId> runs, ArrayNode array) {
        runs.forEach(run -> array.add(run.value()));
    }
}
