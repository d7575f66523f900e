package dev.siiwad.storage.dataset;

import dev.siiwad.publish.Catalog;
import dev.siiwad.publish.Dataset;
import dev.siiwad.publish.Receipt;
import dev.siiwad.source.SourceId;
import dev.siiwad.source.SourceInfo;
import dev.siiwad.storage.Layout;
import dev.siiwad.storage.silver.SilverRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The card of all datasets, {@code README.md}: for each source one configuration with exactly the files that readers are to take, in the form that the Hugging
 * Face Hub and its library {@code datasets} read ("Manual Configuration" in the Hub's documentation), and for people where they come from. A function of the receipts.
 */
final class DatasetCard {
    static final String FILE = "README.md";

    /** By this a card is known as ours. */
    static final String MARK =
            "<!-- Written by Siiwad from the receipts, and written again by every publication and removal -->";

    /** The identifiers of the Hub for the licenses that sources have; any other is "other". */
    private static final Set<String> LICENSES =
            Set.of("cc-by-4.0", "cc-by-sa-3.0", "cc-by-sa-4.0", "cc0-1.0", "odc-by", "apache-2.0", "mit", "unknown");

    private DatasetCard() {}

    /** @param catalogs of sources that have something to read */
    static byte[] of(Map<SourceId, Catalog> catalogs) {
        StringBuilder text = new StringBuilder("---\nconfigs:\n");
        catalogs.forEach((source, catalog) -> configuration(source, catalog.current(), text));
        list("language", values(catalogs, SourceInfo::language), text);
        list("license", values(catalogs, info -> license(info.license())), text);
        text.append("pretty_name: Siiwad\n---\n\n# Datasets\n\n").append(MARK).append("\n\n");
        catalogs.forEach((source, catalog) -> section(source, catalog.current(), text));
        reading(catalogs.keySet().iterator().next(), text);
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Relative to the card. */
    static Stream<String> parts(Dataset dataset) {
        return dataset.files().stream()
                .map(Receipt.PublishedFile::name)
                .filter(DatasetNames::isPart)
                .map(name -> Layout.dataset(dataset.source(), dataset.day()) + "/" + name);
    }

    /** The configurations with the files that readers by it take: what must be as the receipts say. */
    static List<String> configurations(byte[] card) {
        return new String(card, StandardCharsets.UTF_8)
                .lines()
                .skip(1)
                .takeWhile(line -> !line.equals("---"))
                .filter(line -> line.startsWith("- config_name: ") || line.startsWith("    - "))
                .toList();
    }

    private static void configuration(SourceId source, List<Dataset> current, StringBuilder text) {
        text.append("- config_name: ")
                .append(quoted(source.value()))
                .append("\n  data_files:\n  - split: train\n    path:\n");
        current.stream()
                .flatMap(DatasetCard::parts)
                .forEach(path -> text.append("    - ").append(quoted(path)).append('\n'));
    }

    private static Set<String> values(Map<SourceId, Catalog> catalogs, Function<SourceInfo, String> value) {
        Set<String> values = new TreeSet<>();
        catalogs.values().stream()
                .flatMap(catalog -> catalog.current().stream())
                .flatMap(dataset -> dataset.info().stream())
                .forEach(info -> values.add(value.apply(info)));
        return values;
    }

    private static String license(String name) {
        String id = name.toLowerCase(Locale.ROOT);
        return LICENSES.contains(id) ? id : "other";
    }

    private static void list(String name, Set<String> values, StringBuilder text) {
        if (!values.isEmpty()) {
            text.append(name).append(":\n");
            values.forEach(value -> text.append("- ").append(quoted(value)).append('\n'));
        }
    }

    private static void section(SourceId source, List<Dataset> current, StringBuilder text) {
        Optional<SourceInfo> info =
                current.stream().flatMap(dataset -> dataset.info().stream()).reduce((older, newer) -> newer);
        long documents =
                current.stream().mapToLong(dataset -> dataset.tally().kept()).sum();
        text.append("## ").append(source).append("\n\n");
        text.append(number(documents)).append(" documents");
        info.ifPresent(known -> text.append(", language ")
                .append(inline(known.language()))
                .append(", license ")
                .append(inline(known.license()))
                .append(", ")
                .append(inline(known.sourceType())));
        text.append(
                ".\n\n| run | day | documents | bytes | extent | snapshot | version |\n|---|---|---|---|---|---|---|\n");
        for (Dataset dataset : current) {
            text.append("| ").append(dataset.run());
            text.append(" | ").append(dataset.day());
            text.append(" | ").append(number(dataset.tally().kept()));
            text.append(" | ").append(number(dataset.bytes()));
            text.append(" | ").append(dataset.whole() ? "whole" : "partial");
            text.append(" | ").append(inline(dataset.snapshot()));
            text.append(" | ").append(inline(dataset.programVersion()));
            text.append(" |\n");
        }
        text.append('\n');
    }

    private static void reading(SourceId source, StringBuilder text) {
        text.append(
                        "## Reading\n\nOne dataset of a source is what one run published. Take the files that are named above: beside them there may be older ones and parts of\n")
                .append(
                        "the same source. The directories repeat the columns `source` and `date_accessed`, so pandas and pyarrow want `partitioning=None` where they\n")
                .append(
                        "are given more than one file. DuckDB reads them either way.\n\n```python\nimport datasets, duckdb, pandas, yaml\n")
                .append(
                        "silver = \"data/processed/silver/\"                                       # where this file is\n")
                .append("datasets.load_dataset(silver, \"")
                .append(source)
                .append("\")\n")
                .append("card = yaml.safe_load(open(silver + \"README.md\").read().split(\"---\")[1])\n")
                .append(
                        "paths = {c[\"config_name\"]: [silver + p for p in c[\"data_files\"][0][\"path\"]] for c in card[\"configs\"]}\n")
                .append("pandas.read_parquet(paths[\"")
                .append(source)
                .append("\"], partitioning=None)\n")
                .append("duckdb.read_parquet(paths[\"")
                .append(source)
                .append("\"])\n```\n\nColumns: ")
                .append(String.join(", ", SilverRecord.COLUMNS))
                .append(".\n");
    }

    /** JSON texts are YAML texts too; what is quoted here has no quotation mark. */
    private static String quoted(String text) {
        return "\"" + text.replaceAll("[\\\\\"\\p{Cntrl}]", "_") + "\"";
    }

    private static String inline(String text) {
        return text.replaceAll("[|\\p{Cntrl}]", "_");
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
