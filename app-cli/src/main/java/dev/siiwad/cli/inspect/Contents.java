package dev.siiwad.cli.inspect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.siiwad.storage.silver.SilverRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is counted of a dataset's documents while they are read once. Memory is bounded whatever their number; only a sample of their texts is kept. */
final class Contents {
    static final String LANGUAGE = "identified_language";
    static final String TEMPLATES = "templates_removed";
    static final String TEMPLATE_NAMES = "templates_removed_names";
    static final String CLUSTER = "duplicate_cluster_size";
    private static final List<String> SIGNALS = List.of("gopher_", "fineweb_", "c4_");
    private static final int LANGUAGES_MAX = 1000;
    private static final int TEMPLATE_NAMES_MAX = 10_000;
    private static final int NAMES_SHOWN = 20;
    private static final int SIGNALS_MAX = 100;
    private static final int MOST_TEMPLATES = 10;
    private static final String OTHERS = "(others)";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Sample sample;
    private final Sample mostTemplates = new Sample(MOST_TEMPLATES);
    private final Histogram lengths = new Histogram();
    private final Histogram clusters = new Histogram();
    private final Twins twins;
    private final SortedMap<String, Long> languages = new TreeMap<>();
    private final SortedMap<String, Long> templateNames = new TreeMap<>();
    private final SortedMap<String, Spread> signals = new TreeMap<>();
    private final long seed;
    private boolean identified;
    private long documents;
    private long templates;
    private long withTemplates;

    Contents(int sample, long seed) {
        this.sample = new Sample(sample);
        this.seed = seed;
        this.twins = new Twins(this::key);
    }

    /** How a number is spread. */
    static final class Spread {
        private long count;
        private double sum;
        private double least = Double.POSITIVE_INFINITY;
        private double most = Double.NEGATIVE_INFINITY;

        void add(double value) {
            count++;
            sum += value;
            least = Math.min(least, value);
            most = Math.max(most, value);
        }

        double mean() {
            return sum / count;
        }

        double least() {
            return least;
        }

        double most() {
            return most;
        }
    }

    void add(SilverRecord record) {
        JsonNode metadata = metadata(record);
        String text = record.text("text");
        lengths.add(text.codePointCount(0, text.length()));
        String language = metadata.path(LANGUAGE).asText("");
        identified |= !language.isEmpty();
        String counted = language.isEmpty() ? record.text("language") : language;
        count(counted, 1, languages, LANGUAGES_MAX);
        long removed = metadata.path(TEMPLATES).asLong(0);
        if (removed > 0) {
            templates += removed;
            withTemplates++;
            mostTemplates.offer(-removed, documents, record, metadata);
            parsed(metadata.path(TEMPLATE_NAMES).asText(""))
                    .properties()
                    .forEach(name -> count(name.getKey(), name.getValue().asLong(), templateNames, TEMPLATE_NAMES_MAX));
        }
        if (metadata.path(CLUSTER).asLong(0) > 1) {
            clusters.add(metadata.path(CLUSTER).asLong());
        }
        addSignals(metadata);
        sample.offer(key(record.text("id")), documents, record, metadata);
        documents++;
    }

    private void addSignals(JsonNode metadata) {
        for (Map.Entry<String, JsonNode> member : metadata.properties()) {
            boolean known = signals.containsKey(member.getKey());
            boolean signal = member.getValue().isNumber() && SIGNALS.stream().anyMatch(member.getKey()::startsWith);
            if (known || signal && signals.size() < SIGNALS_MAX) {
                signals.computeIfAbsent(member.getKey(), name -> new Spread())
                        .add(member.getValue().asDouble());
            }
        }
    }

    private static void count(String name, long times, SortedMap<String, Long> counts, int namesMax) {
        counts.merge(counts.size() < namesMax || counts.containsKey(name) ? name : OTHERS, times, Long::sum);
    }

    private static JsonNode metadata(SilverRecord record) {
        return parsed(record.text("source_metadata"));
    }

    private static JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException notJson) {
            return JSON.createObjectNode();
        }
    }

    /** Which documents come first: a mixture of seed and id, the finalizer of SplitMix64 (Steele et al. 2014). */
    private long key(String id) {
        long mixed = seed * 0x9E3779B97F4A7C15L;
        for (int i = 0; i < id.length(); i++) {
            mixed = (mixed ^ id.charAt(i)) * 0xBF58476D1CE4E5B9L;
            mixed ^= mixed >>> 27;
        }
        mixed = (mixed ^ mixed >>> 30) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }

    long documents() {
        return documents;
    }

    /** In the order of the dataset. */
    List<Sample.Shown> sample() {
        return sample.inOrder();
    }

    Histogram lengths() {
        return lengths;
    }

    /** Of the documents that stand for others which were the same. */
    Histogram clusters() {
        return clusters;
    }

    /** Those that were dropped, where that was kept. */
    Twins twins() {
        return twins;
    }

    SortedMap<String, Long> languages() {
        return languages;
    }

    /** Whether the languages were identified from the texts; else they are what the source says. */
    boolean identified() {
        return identified;
    }

    SortedMap<String, Spread> signals() {
        return signals;
    }

    /** How many templates were removed in all. */
    long templates() {
        return templates;
    }

    /** How many documents lost one. */
    long withTemplates() {
        return withTemplates;
    }

    /** The templates that were removed most often, and how often: the most first. Datasets of earlier versions do not name them. */
    List<Map.Entry<String, Long>> templateNames() {
        return sorted(templateNames).stream()
                .filter(name -> !name.getKey().equals(OTHERS))
                .limit(NAMES_SHOWN)
                .toList();
    }

    /** The most first. */
    static List<Map.Entry<String, Long>> sorted(Map<String, Long> counts) {
        List<Map.Entry<String, Long>> sorted = new ArrayList<>(counts.entrySet());
        sorted.sort(Collections.reverseOrder(Map.Entry.comparingByValue()));
        return sorted;
    }

    /** The documents that lost most, the most first. */
    List<Sample.Shown> mostTemplates() {
        return mostTemplates.byKey();
    }
}
