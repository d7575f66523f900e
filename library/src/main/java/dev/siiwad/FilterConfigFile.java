package dev.siiwad;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.siiwad.digest.Sha256;
import dev.siiwad.quality.FilterConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads {@code configs/<language>_<Script>.yml} of huggingface/fineweb-2 as they are published there (1,929 of them at commit d0defb2):
 *
 * <pre>
 * dup_line_frac: 0.405
 * dup_n_grams:
 * - - 5
 *   - 0.285
 * language_score: 0.3          of another identifier of languages; read and not used
 * line_punct_thr: 0.0
 * max_avg_word_length: 74
 * max_non_alpha_words_ratio: 0.831
 * min_avg_word_length: 2
 * new_line_ratio: 0.29
 * stopwords:
 * - oo
 * top_n_grams:
 * - - 2
 *   - 0.812
 * </pre>
 */
final class FilterConfigFile {
    private static final long BYTES_MAX = 1 << 20;
    private static final Set<String> MEMBERS = Set.of(
            "dup_line_frac",
            "dup_n_grams",
            "language_score",
            "line_punct_thr",
            "max_avg_word_length",
            "max_non_alpha_words_ratio",
            "min_avg_word_length",
            "new_line_ratio",
            "stopwords",
            "top_n_grams");

    private FilterConfigFile() {}

    /**
     * Reads one.
     *
     * @throws IOException if there is no such file
     * @throws IllegalArgumentException if it is not of this form, with the file and what is wrong
     */
    static FilterConfig read(Path file) throws IOException {
        if (Files.size(file) > BYTES_MAX) {
            throw new IllegalArgumentException(
                    file + ": has " + Files.size(file) + " bytes; expected at most " + BYTES_MAX);
        }
        byte[] bytes = Files.readAllBytes(file);
        try {
            return config(new ObjectMapper(new YAMLFactory()).readTree(bytes), Sha256.hex(bytes));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(file + ": is not YAML: " + e.getOriginalMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": is not a configuration of FineWeb-2: " + e.getMessage(), e);
        }
    }

    private static FilterConfig config(JsonNode members, String digest) {
        Set<String> names = new TreeSet<>();
        members.fieldNames().forEachRemaining(names::add);
        if (!names.equals(new TreeSet<>(MEMBERS))) {
            throw new IllegalArgumentException("its members are " + names + "; expected " + new TreeSet<>(MEMBERS));
        }
        Set<String> stopwords = new TreeSet<>();
        for (JsonNode word : members.get("stopwords")) {
            stopwords.add(word.asText());
        }
        return new FilterConfig(
                number(members, "dup_line_frac"),
                byN(members, "top_n_grams"),
                byN(members, "dup_n_grams"),
                number(members, "line_punct_thr"),
                number(members, "new_line_ratio"),
                number(members, "min_avg_word_length"),
                number(members, "max_avg_word_length"),
                number(members, "max_non_alpha_words_ratio"),
                stopwords,
                digest);
    }

    private static double number(JsonNode members, String name) {
        JsonNode number = members.get(name);
        if (!number.isNumber()) {
            throw new IllegalArgumentException(name + " is " + number + "; expected a number");
        }
        return number.doubleValue();
    }

    private static SortedMap<Integer, Double> byN(JsonNode members, String name) {
        SortedMap<Integer, Double> byN = new TreeMap<>();
        for (JsonNode pair : members.get(name)) {
            if (pair.size() != 2 || !pair.path(0).isInt() || !pair.path(1).isNumber()) {
                throw new IllegalArgumentException(name + " has " + pair + "; expected n and a share");
            }
            byN.put(pair.get(0).intValue(), pair.get(1).doubleValue());
        }
        return byN;
    }
}
