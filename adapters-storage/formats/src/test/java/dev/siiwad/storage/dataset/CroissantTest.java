package dev.siiwad.storage.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.siiwad.publish.Catalog;
import dev.siiwad.publish.Dataset;
import dev.siiwad.publish.Receipt;
import dev.siiwad.publish.Relations;
import dev.siiwad.segment.RunId;
import dev.siiwad.segment.Tally;
import dev.siiwad.source.Settings;
import dev.siiwad.source.SourceId;
import dev.siiwad.source.SourceInfo;
import dev.siiwad.storage.silver.SilverRecord;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code croissant.json} against the specification 1.0 of MLCommons: its required properties, the context of its Appendix 1, and what its validator refuses
 * (docs/croissant-spec-1.0.md and python/mlcroissant in github.com/mlcommons/croissant at 401f6fff81db26a49c0d1704f02bffc4e4fa8fe2).
 */
class CroissantTest {
    /** Appendix 1; terms of other forms are compared one by one. */
    private static final Map<String, String> CONTEXT = Map.of(
            "@language", "en",
            "@vocab", "https://schema.org/",
            "sc", "https://schema.org/",
            "cr", "http://mlcommons.org/croissant/",
            "rai", "http://mlcommons.org/croissant/RAI/",
            "dct", "http://purl.org/dc/terms/",
            "conformsTo", "dct:conformsTo");

    private static final List<String> TERMS_OF_CROISSANT = List.of(
            "citeAs",
            "column",
            "extract",
            "field",
            "fileProperty",
            "fileObject",
            "fileSet",
            "format",
            "includes",
            "isLiveDataset",
            "jsonPath",
            "key",
            "md5",
            "parentField",
            "path",
            "recordSet",
            "references",
            "regex",
            "repeated",
            "replace",
            "separator",
            "source",
            "subField",
            "transform");

    /** Those of schema.org that are used here, with {@code @vocab}. */
    private static final Set<String> TERMS_OF_SCHEMA_ORG = Set.of(
            "name",
            "description",
            "url",
            "license",
            "creator",
            "datePublished",
            "inLanguage",
            "distribution",
            "contentUrl",
            "contentSize",
            "encodingFormat",
            "sha256");

    private final JsonNode root = croissant(Optional.of(new SourceInfo("A", "web", "so", "CC-BY-4.0", "web", "web")));

    @Test
    void hasTheContextOfTheSpecification() {
        JsonNode context = root.path("@context");
        CONTEXT.forEach((term, value) ->
                assertThat(context.path(term).asText()).as(term).isEqualTo(value));
        TERMS_OF_CROISSANT.forEach(
                term -> assertThat(context.path(term).asText()).as(term).isEqualTo("cr:" + term));
        for (String term : List.of("data", "examples")) {
            assertThat(context.path(term).toString()).isEqualTo("{\"@id\":\"cr:" + term + "\",\"@type\":\"@json\"}");
        }
        assertThat(context.path("dataType").toString()).isEqualTo("{\"@id\":\"cr:dataType\",\"@type\":\"@vocab\"}");
    }

    @Test
    void usesNoTermThatTheContextDoesNotExplain() {
        Set<String> known = new HashSet<>(TERMS_OF_SCHEMA_ORG);
        root.path("@context").fieldNames().forEachRemaining(known::add);
        Set<String> used = new HashSet<>();
        nodes(root).forEach(node -> node.fieldNames().forEachRemaining(used::add));
        used.removeIf(term -> term.startsWith("@"));
        assertThat(known).containsAll(used);
    }

    @Test
    void hasWhatIsRequiredOfADataset() {
        assertThat(root.path("@type").asText()).isEqualTo("sc:Dataset");
        assertThat(root.path("conformsTo").asText()).isEqualTo("http://mlcommons.org/croissant/1.0");
        for (String required : List.of("name", "description", "url")) {
            assertThat(root.path(required).asText()).as(required).isNotBlank();
        }
        assertThat(LocalDate.parse(root.path("datePublished").asText())).isEqualTo("2026-11-02");
        assertThat(root.path("creator").path("@type").asText()).isEqualTo("sc:Organization");
        assertThat(root.path("license").path(0).asText()).isEqualTo("CC-BY-4.0");
        assertThat(croissant(Optional.empty()).path("license").path(0).asText()).isEqualTo("unknown");
    }

    @Test
    void hasWhatIsRequiredOfFilesAndSetsOfThem() {
        for (JsonNode resource : root.path("distribution")) {
            assertThat(resource.path("@id").asText()).isNotBlank();
            assertThat(resource.path("name").asText()).isNotBlank();
            assertThat(resource.path("encodingFormat").asText()).contains("/");
            if (resource.path("@type").asText().equals("cr:FileObject")) {
                assertThat(resource.path("contentUrl").asText())
                        .isEqualTo(resource.path("@id").asText());
                assertThat(resource.path("sha256").asText()).matches("[0-9a-f]{64}");
                assertThat(resource.path("contentSize").asText()).matches("[0-9]+ B");
            } else {
                assertThat(resource.path("@type").asText()).isEqualTo("cr:FileSet");
                assertThat(resource.path("includes")).isNotEmpty();
            }
        }
        assertThat(root.path("distribution")).hasSize(3 + 1);
    }

    @Test
    void readsEachFieldFromOneResourceThatIsThere() {
        Set<String> resources = new HashSet<>();
        root.path("distribution")
                .forEach(resource -> resources.add(resource.path("@id").asText()));
        List<String> all = new ArrayList<>(resources);
        assertThat(root.path("recordSet")).hasSize(2);
        for (JsonNode recordSet : root.path("recordSet")) {
            assertThat(recordSet.path("@type").asText()).isEqualTo("cr:RecordSet");
            all.add(recordSet.path("@id").asText());
            List<String> columns = new ArrayList<>();
            for (JsonNode field : recordSet.path("field")) {
                all.add(field.path("@id").asText());
                assertThat(field.path("@type").asText()).isEqualTo("cr:Field");
                assertThat(field.path("dataType").asText()).isIn("sc:Text", "sc:Integer");
                JsonNode source = field.path("source");
                assertThat(source.has("fileObject")).isNotEqualTo(source.has("fileSet"));
                assertThat(resources)
                        .contains(source.path(source.has("fileSet") ? "fileSet" : "fileObject")
                                .path("@id")
                                .asText());
                columns.add(source.path("extract").path("column").asText());
            }
            assertThat(columns).isEqualTo(SilverRecord.COLUMNS);
        }
        assertThat(all).doesNotHaveDuplicates();
    }

    /** A source of one file, and one that continues another dataset. */
    private static JsonNode croissant(Optional<SourceInfo> info) {
        SourceId one = new SourceId("A");
        SourceId two = new SourceId("B");
        Map<SourceId, Catalog> catalogs = new TreeMap<>();
        catalogs.put(one, new Catalog(List.of(dataset(one, "run-1", info)), List.of()));
        catalogs.put(
                two,
                new Catalog(List.of(dataset(two, "run-2", info), dataset(two, "run-3", info, "run-2")), List.of()));
        try {
            return new ObjectMapper().readTree(Croissant.of(catalogs));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Dataset dataset(SourceId source, String run, Optional<SourceInfo> info, String... continues) {
        return new Dataset(
                source,
                new RunId(run),
                LocalDate.of(2026, 11, 2),
                Instant.parse("2026-11-02T00:00:00Z"),
                "list@first",
                Settings.of(Map.of()),
                "1.0",
                0,
                1,
                new Tally(1, 0, new TreeMap<>()),
                0,
                true,
                info,
                Relations.continuing(Arrays.stream(continues).map(RunId::new).toList()),
                List.of(new Receipt.PublishedFile(run + "-part-0000.parquet", 1, 2, "0".repeat(64))),
                "receipt",
                "sha256:0",
                List.of());
    }

    private static Stream<JsonNode> nodes(JsonNode node) {
        List<JsonNode> below = new ArrayList<>();
        node.fieldNames().forEachRemaining(name -> {
            if (!name.equals("@context")) {
                below.add(node.get(name));
            }
        });
        if (node.isArray()) {
            node.forEach(below::add);
        }
        return Stream.concat(Stream.of(node), below.stream().flatMap(CroissantTest::nodes));
    }
}
