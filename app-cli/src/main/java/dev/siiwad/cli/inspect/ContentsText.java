package dev.siiwad.cli.inspect;

import dev.siiwad.cli.terminal.Table;
import dev.siiwad.publish.Dataset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a dataset holds, for a terminal. */
final class ContentsText {
    private static final int TEXT_CHARS = 300;
    private static final int BAR_CHARS = 40;

    static final String TEMPLATE_NAMES = "Templates that left a hole, by name; the most frequent ones";

    private ContentsText() {}

    static List<String> lines(Dataset dataset, Contents contents) {
        List<String> lines = new ArrayList<>();
        lines.add("Dataset:     " + dataset.run() + " of " + dataset.source() + ", " + dataset.day());
        lines.add("Documents:   " + number(dataset.tally().kept()) + " kept, "
                + number(dataset.tally().quarantined()) + " quarantined, " + number(dataset.setAside()) + " set aside");
        section("Dropped, by rule", counts(Contents.sorted(dataset.tally().dropped())), lines);
        section(
                contents.identified() ? "Languages, as identified" : "Languages, as the source says",
                counts(Contents.sorted(contents.languages())),
                lines);
        section(
                String.format(
                        Locale.ROOT,
                        "Characters in a document: %,d to %,d, %,.0f on average",
                        contents.lengths().least(),
                        contents.lengths().most(),
                        contents.lengths().mean()),
                histogram(contents.lengths()),
                lines);
        section(duplicates(contents), histogram(contents.clusters()), lines);
        section(
                "Documents that another dataset has",
                counts(Contents.sorted(contents.twins().datasets())),
                lines);
        section("Dropped, and what is published in their place", twins(contents.twins()), lines);
        section(templates(contents), mostTemplates(contents), lines);
        section(TEMPLATE_NAMES, counts(contents.templateNames()), lines);
        section("Signals: lowest, mean, highest", signals(contents), lines);
        lines.add("");
        lines.add("Documents");
        contents.sample().forEach(shown -> document(shown, lines));
        return lines;
    }

    static String duplicates(Contents contents) {
        Histogram clusters = contents.clusters();
        return "Documents that stand for several which were the same: " + number(clusters.count()) + ", for "
                + number(clusters.sum()) + " in all; by how many each stands for";
    }

    static String templates(Contents contents) {
        return "Templates that left a hole: " + number(contents.templates()) + " in " + number(contents.withTemplates())
                + " documents; most of them in";
    }

    private static void section(String heading, List<String> rows, List<String> lines) {
        if (!rows.isEmpty()) {
            lines.add("");
            lines.add(heading);
            rows.forEach(row -> lines.add("  " + row));
        }
    }

    private static List<String> counts(List<Map.Entry<String, Long>> counts) {
        return counts.stream()
                .map(each -> String.format(Locale.ROOT, "%,12d  %s", each.getValue(), each.getKey()))
                .toList();
    }

    private static List<String> histogram(Histogram histogram) {
        long highest = histogram.ranges().stream()
                .mapToLong(Histogram.Range::count)
                .max()
                .orElse(1);
        return histogram.ranges().stream()
                .map(range -> String.format(
                        Locale.ROOT,
                        "%,15d to %,-15d %,12d  %s",
                        range.first(),
                        range.last(),
                        range.count(),
                        "#".repeat((int) Math.ceil((double) BAR_CHARS * range.count() / highest))))
                .toList();
    }

    private static List<String> mostTemplates(Contents contents) {
        return contents.mostTemplates().stream()
                .map(shown -> String.format(Locale.ROOT, "%,12d  %s  %s", -shown.key(), shown.title(), shown.url()))
                .toList();
    }

    private static List<String> twins(Twins twins) {
        List<String> lines = new ArrayList<>();
        for (Twins.Pair pair : twins.shown()) {
            lines.add(number(pair.offset()) + ". " + pair.rule() + ", of " + pair.twin());
            lines.add("  " + beginning(pair.text()));
            twins.text(pair).ifPresent(text -> lines.add("  " + beginning(text)));
        }
        return lines;
    }

    private static List<String> signals(Contents contents) {
        if (contents.signals().isEmpty()) {
            return List.of();
        }
        Table table = new Table("signal", "lowest", "mean", "highest");
        contents.signals()
                .forEach((name, spread) ->
                        table.row(name, share(spread.least()), share(spread.mean()), share(spread.most())));
        return table.lines();
    }

    private static void document(Sample.Shown shown, List<String> lines) {
        lines.add("");
        lines.add("  " + (shown.row() + 1) + ". " + (shown.title().isEmpty() ? "(no title)" : shown.title()));
        if (!shown.url().isEmpty()) {
            lines.add("  " + shown.url());
        }
        lines.add("  " + shown.language() + ", " + number(shown.chars()) + " characters");
        lines.add("  " + beginning(shown.text()));
    }

    static String beginning(String text) {
        return text.codePointCount(0, text.length()) <= TEXT_CHARS
                ? text
                : text.substring(0, text.offsetByCodePoints(0, TEXT_CHARS)) + " \u2026";
    }

    static String share(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.format(Locale.ROOT, "%,d", (long) value)
                : String.format(Locale.ROOT, "%,.4f", value);
    }

    static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
