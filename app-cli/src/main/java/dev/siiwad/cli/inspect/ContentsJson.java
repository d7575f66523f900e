package dev.siiwad.cli.inspect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.siiwad.publish.Dataset;
import java.util.Map;

/** The same for other programs, one line in ASCII, version {@value #VERSION} of its shape; docs/datasets.md says what is in it. */
final class ContentsJson {
    private static final int VERSION = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    private ContentsJson() {}

    static String of(Dataset dataset, Contents contents) {
        ObjectNode members = JSON.createObjectNode()
                .put("version", VERSION)
                .put("source", dataset.source().value())
                .put("run_id", dataset.run().value())
                .put("documents", contents.documents())
                .put("quarantined", dataset.tally().quarantined())
                .put("set_aside", dataset.setAside());
        counts(dataset.tally().dropped(), members.putObject("dropped"));
        members.put("languages_identified", contents.identified());
        counts(contents.languages(), members.putObject("languages"));
        histogram(contents.lengths(), members.putObject("characters"));
        histogram(contents.clusters(), members.putObject("duplicate_clusters"));
        twins(contents.twins(), members);
        ObjectNode templates = members.putObject("templates_removed")
                .put("templates", contents.templates())
                .put("documents", contents.withTemplates());
        ObjectNode names = templates.putObject("names");
        contents.templateNames().forEach(name -> names.put(name.getKey(), name.getValue()));
        ArrayNode most = templates.putArray("most");
        contents.mostTemplates()
                .forEach(shown -> most.addObject()
                        .put("id", shown.id())
                        .put("title", shown.title())
                        .put("url", shown.url())
                        .put("templates", -shown.key()));
        ObjectNode signals = members.putObject("signals");
        contents.signals()
                .forEach((name, spread) -> signals.putObject(name)
                        .put("lowest", spread.least())
                        .put("mean", spread.mean())
                        .put("highest", spread.most()));
        ArrayNode sample = members.putArray("sample");
        contents.sample().forEach(shown -> document(shown, sample.addObject()));
        try {
            return JSON.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII).writeValueAsString(members);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("text and numbers have a JSON form", e);
        }
    }

    private static void twins(Twins twins, ObjectNode members) {
        counts(twins.datasets(), members.putObject("duplicates_elsewhere"));
        ArrayNode shown = members.putArray("duplicates");
        for (Twins.Pair pair : twins.shown()) {
            ObjectNode one = shown.addObject()
                    .put("offset", pair.offset())
                    .put("rule", pair.rule())
                    .put("twin", pair.twin())
                    .put("text", pair.text());
            twins.text(pair).ifPresent(text -> one.put("twin_text", text));
        }
    }

    private static void counts(Map<String, Long> counts, ObjectNode members) {
        counts.forEach(members::put);
    }

    private static void histogram(Histogram histogram, ObjectNode members) {
        members.put("count", histogram.count())
                .put("sum", histogram.sum())
                .put("lowest", histogram.least())
                .put("highest", histogram.most());
        ArrayNode ranges = members.putArray("ranges");
        histogram
                .ranges()
                .forEach(range -> ranges.addObject()
                        .put("first", range.first())
                        .put("last", range.last())
                        .put("count", range.count()));
    }

    private static void document(Sample.Shown shown, ObjectNode members) {
        members.put("row", shown.row())
                .put("id", shown.id())
                .put("title", shown.title())
                .put("url", shown.url())
                .put("language", shown.language())
                .put("characters", shown.chars())
                .put("text", shown.text());
        ObjectNode metadata = members.putObject("source_metadata");
        shown.metadata().forEach(metadata::put);
    }
}
