package dev.siiwad.storage.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.siiwad.publish.Catalog;
import dev.siiwad.publish.Dataset;
import dev.siiwad.publish.Receipt;
import dev.siiwad.source.SourceId;
import dev.siiwad.source.SourceInfo;
import dev.siiwad.storage.Layout;
import dev.siiwad.storage.json.Json;
import dev.siiwad.storage.silver.SilverRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The same as the card for programs, {@code croissant.json}: the Croissant format of MLCommons, version 1.0 (http://mlcommons.org/croissant/1.0). Every part is a file with its
 * digest, and of every source in Parquet there is a record set with the 21 columns. A function of the receipts.
 */
final class Croissant {
    static final String FILE = "croissant.json";

    /** By this one is known as ours. */
    static final String MARK = "Written by Siiwad from the receipts";

    private static final ObjectMapper JSON = Json.mapper();
    private static final String CONTENT_URL = "contentUrl";

    /** Appendix 1 of the specification, and what the reader of MLCommons, mlcroissant, knows beyond it: where one of those is missing, it warns. */
    private static final String CONTEXT = """
            {
              "@language": "en",
              "@vocab": "https://schema.org/",
              "citeAs": "cr:citeAs",
              "column": "cr:column",
              "conformsTo": "dct:conformsTo",
              "cr": "http://mlcommons.org/croissant/",
              "data": {"@id": "cr:data", "@type": "@json"},
              "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
              "dct": "http://purl.org/dc/terms/",
              "equivalentProperty": "cr:equivalentProperty",
              "examples": {"@id": "cr:examples", "@type": "@json"},
              "extract": "cr:extract",
              "field": "cr:field",
              "fileObject": "cr:fileObject",
              "fileProperty": "cr:fileProperty",
              "fileSet": "cr:fileSet",
              "format": "cr:format",
              "includes": "cr:includes",
              "isLiveDataset": "cr:isLiveDataset",
              "jsonPath": "cr:jsonPath",
              "key": "cr:key",
              "md5": "cr:md5",
              "parentField": "cr:parentField",
              "path": "cr:path",
              "rai": "http://mlcommons.org/croissant/RAI/",
              "recordSet": "cr:recordSet",
              "references": "cr:references",
              "regex": "cr:regex",
              "repeated": "cr:repeated",
              "replace": "cr:replace",
              "samplingRate": "cr:samplingRate",
              "sc": "https://schema.org/",
              "separator": "cr:separator",
              "source": "cr:source",
              "subField": "cr:subField",
              "transform": "cr:transform"
            }
            """;

    private Croissant() {}

    /** @param catalogs of sources that have something to read */
    static byte[] of(Map<SourceId, Catalog> catalogs) {
        List<Dataset> current = catalogs.values().stream()
                .flatMap(catalog -> catalog.current().stream())
                .toList();
        ObjectNode members = JSON.createObjectNode();
        members.set("@context", context());
        members.put("@type", "sc:Dataset")
                .put("conformsTo", "http://mlcommons.org/croissant/1.0")
                .put("name", "siiwad")
                .put("description", "Text corpora, one record set for each source. " + MARK + "; see README.md.")
                .put("url", "README.md")
                .put("datePublished", newest(current).toString());
        members.putObject("creator").put("@type", "sc:Organization").put("name", "Siiwad");
        SortedSet<String> licenses = values(current, SourceInfo::license);
        texts("license", licenses.isEmpty() ? Set.of("unknown") : licenses, members);
        texts("inLanguage", values(current, SourceInfo::language), members);
        ArrayNode distribution = members.putArray("distribution");
        ArrayNode recordSets = members.putArray("recordSet");
        catalogs.forEach((source, catalog) -> describe(source, catalog.current(), distribution, recordSets));
        return (members.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static JsonNode context() {
        try {
            return JSON.readTree(CONTEXT);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a constant", e);
        }
    }

    private static LocalDate newest(List<Dataset> datasets) {
        return datasets.stream()
                .map(Dataset::day)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static SortedSet<String> values(List<Dataset> datasets, Function<SourceInfo, String> value) {
        SortedSet<String> values = new TreeSet<>();
        datasets.stream().flatMap(dataset -> dataset.info().stream()).forEach(info -> values.add(value.apply(info)));
        return values;
    }

    private static void texts(String name, Set<String> values, ObjectNode members) {
        if (!values.isEmpty()) {
            values.forEach(members.putArray(name)::add);
        }
    }

    /** The files that readers by it take, each with its digest: what must be as the receipts say. */
    static SortedMap<String, String> files(byte[] croissant) {
        SortedMap<String, String> files = new TreeMap<>();
        try {
            for (JsonNode file : JSON.readTree(croissant).path("distribution")) {
                if (file.has(CONTENT_URL)) {
                    files.put(
                            file.path(CONTENT_URL).asText(), file.path("sha256").asText());
                }
            }
            return files;
        } catch (IOException e) {
            return Collections.emptySortedMap();
        }
    }

    private static void describe(SourceId source, List<Dataset> current, ArrayNode distribution, ArrayNode recordSets) {
        List<String> paths = new ArrayList<>();
        for (Dataset dataset : current) {
            String directory = Layout.dataset(source, dataset.day()) + "/";
            parts(dataset).forEach(part -> {
                paths.add(directory + part.name());
                distribution
                        .addObject()
                        .put("@type", "cr:FileObject")
                        .put("@id", directory + part.name())
                        .put("name", part.name())
                        .put(CONTENT_URL, directory + part.name())
                        .put("contentSize", part.bytes() + " B")
                        .put("encodingFormat", format(part.name()))
                        .put("sha256", part.sha256());
            });
        }
        if (paths.stream().allMatch(path -> path.endsWith(".parquet"))) {
            recordSets.add(recordSet(source, origin(source, paths, distribution)));
        }
    }

    private static Stream<Receipt.PublishedFile> parts(Dataset dataset) {
        return dataset.files().stream().filter(file -> DatasetNames.isPart(file.name()));
    }

    private static String format(String name) {
        return name.endsWith(".parquet") ? "application/x-parquet" : "application/zstd";
    }

    /** One file, or a set of exactly these. */
    private static ObjectNode origin(SourceId source, List<String> paths, ArrayNode distribution) {
        ObjectNode origin = JSON.createObjectNode();
        if (paths.size() == 1) {
            origin.putObject("fileObject").put("@id", paths.get(0));
            return origin;
        }
        String id = source + "/files";
        ObjectNode set = distribution
                .addObject()
                .put("@type", "cr:FileSet")
                .put("@id", id)
                .put("name", id)
                .put("encodingFormat", "application/x-parquet");
        ArrayNode includes = set.putArray("includes");
        paths.forEach(includes::add);
        origin.putObject("fileSet").put("@id", id);
        return origin;
    }

    private static ObjectNode recordSet(SourceId source, ObjectNode origin) {
        ObjectNode recordSet = JSON.createObjectNode()
                .put("@type", "cr:RecordSet")
                .put("@id", source.value())
                .put("name", source.value());
        ArrayNode fields = recordSet.putArray("field");
        for (String column : SilverRecord.COLUMNS) {
            ObjectNode field = fields.addObject()
                    .put("@type", "cr:Field")
                    .put("@id", source + "/" + column)
                    .put("name", column)
                    .put("dataType", column.equals(SilverRecord.TOKENS) ? "sc:Integer" : "sc:Text");
            ObjectNode from = origin.deepCopy();
            from.putObject("extract").put("column", column);
            field.set("source", from);
        }
        return recordSet;
    }
}
