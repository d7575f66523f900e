package dev.siiwad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text format of Prometheus 0.0.4 as its grammar has it (prometheus.io, "Exposition formats"), with what {@code promtool check metrics} asks of names: HELP and TYPE once and before all samples of
 * their family, counters that end in {@code _total}, no sample twice.
 */
final class MetricsGrammar {
    private static final Pattern COMMENT =
            Pattern.compile("# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) ((?:[^\\\\\n]|\\\\\\\\|\\\\n)*)");
    private static final Pattern SAMPLE = Pattern.compile(
            "([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{(?:[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\\\\\"\n]|\\\\\\\\|\\\\\"|\\\\n)*\"(?:,(?=[a-zA-Z_])|(?=\\})))*\\})?"
                    + " ([+-]?(?:\\d+(?:\\.\\d+)?|Inf)|NaN)");

    private MetricsGrammar() {}

    /** The samples by their names and labels, of a text that holds to the grammar. */
    static Map<String, Double> samples(String text) {
        assertThat(text).endsWith("\n").doesNotContain("\r");
        Map<String, Double> samples = new TreeMap<>();
        Map<String, String> types = new TreeMap<>();
        Set<String> helped = new HashSet<>();
        String family = "";
        for (String line : text.split("\n")) {
            Matcher comment = COMMENT.matcher(line);
            if (comment.matches()) {
                family = comment.group(2);
                if (comment.group(1).equals("HELP")) {
                    assertThat(helped.add(family)).as("HELP once: %s", line).isTrue();
                } else {
                    assertThat(types.put(family, comment.group(3)))
                            .as("TYPE once: %s", line)
                            .isNull();
                    assertThat(comment.group(3)).isIn("counter", "gauge");
                    assertThat(family.endsWith("_total"))
                            .isEqualTo(comment.group(3).equals("counter"));
                }
                continue;
            }
            Matcher sample = SAMPLE.matcher(line);
            assertThat(sample.matches()).as(line).isTrue();
            assertThat(sample.group(1)).as("below its own TYPE: %s", line).isEqualTo(family);
            assertThat(types).containsKey(family);
            String key = sample.group(1) + (sample.group(2) == null ? "" : sample.group(2));
            double value = Double.parseDouble(sample.group(3).replace("Inf", "Infinity"));
            assertThat(samples.put(key, value)).as("once: %s", line).isNull();
        }
        assertThat(helped).isEqualTo(types.keySet());
        return samples;
    }
}
