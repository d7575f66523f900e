package dev.siiwad.cli.metrics;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Metrics in the text format of Prometheus, version 0.0.4: all samples of a family one after the other, below its HELP and TYPE, whatever the order in which they are given.
 * See <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">prometheus.io</a>.
 */
public final class MetricsText {
    /** What HTTP calls it. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final Pattern NAME = Pattern.compile("siiwad(_[a-z0-9]+)+");
    private static final Pattern LABEL = Pattern.compile("[a-z][a-z0-9_]*");
    private static final double MILLIS = 1000;

    private final Map<String, StringBuilder> families = new LinkedHashMap<>();

    /** A number that goes up and down. */
    public Family gauge(String name, String help) {
        return family(name, "gauge", help);
    }

    /** A number that only grows, until its run is over; its name ends in {@code _total}. */
    public Family counter(String name, String help) {
        if (!name.endsWith("_total")) {
            throw new IllegalArgumentException(name + " is a counter; expected it to end in _total");
        }
        return family(name, "counter", help);
    }

    private Family family(String name, String type, String help) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("metric is named \"" + name + "\"; expected " + NAME);
        }
        StringBuilder lines = families.computeIfAbsent(
                name,
                fresh -> new StringBuilder(
                        "# HELP " + fresh + " " + escaped(help) + "\n# TYPE " + fresh + " " + type + "\n"));
        return new Family(name, lines);
    }

    /** The samples of one name. */
    public static final class Family {
        private final String name;
        private final StringBuilder lines;

        private Family(String name, StringBuilder lines) {
            this.name = name;
            this.lines = lines;
        }

        /** @param labels by their names; the values may be any text */
        public void sample(Map<String, String> labels, double value) {
            lines.append(name);
            if (!labels.isEmpty()) {
                char before = '{';
                for (Map.Entry<String, String> label : labels.entrySet()) {
                    if (!LABEL.matcher(label.getKey()).matches()) {
                        throw new IllegalArgumentException("label is named \"" + label.getKey() + "\"");
                    }
                    lines.append(before)
                            .append(label.getKey())
                            .append("=\"")
                            .append(escaped(label.getValue()).replace("\"", "\\\""))
                            .append('"');
                    before = ',';
                }
                lines.append('}');
            }
            lines.append(' ').append(number(value)).append('\n');
        }

        public void sample(Map<String, String> labels, boolean value) {
            sample(labels, value ? 1 : 0);
        }

        /** In seconds since 1970, as Prometheus counts. */
        public void sample(Map<String, String> labels, Instant value) {
            sample(labels, value.toEpochMilli() / MILLIS);
        }
    }

    /** Labels in the order in which they are named: name, value, name, value. */
    public static Map<String, String> labels(String... pairs) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            labels.put(pairs[i], pairs[i + 1]);
        }
        return labels;
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n");
    }

    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.format(Locale.ROOT, "%.0f", value)
                : BigDecimal.valueOf(value).toPlainString();
    }

    /** All of it, each line ended. */
    @Override
    public String toString() {
        return String.join("", families.values());
    }
}
