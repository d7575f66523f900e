package dev.siiwad.cli.inspect;

import dev.siiwad.publish.Dataset;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The same as one page of HTML that loads nothing: no script, no style sheet, no picture. Light or dark as the reader has it; reads on a telephone. */
final class Page {
    private static final String STYLE = """
            :root{color-scheme:light dark;--back:#fff;--ink:#1b1b1f;--soft:#5a5d66;--line:#d9dbe1;--card:#f6f7f9;--bar:#2f6f8f;--link:#0b5c8a}
            @media (prefers-color-scheme:dark){:root{--back:#16181c;--ink:#e7e8ea;--soft:#a4a8b3;--line:#383c45;--card:#1f2228;--bar:#6db3d3;--link:#8ecbf0}}
            *{box-sizing:border-box}
            body{margin:0 auto;max-width:72rem;padding:1.25rem;background:var(--back);color:var(--ink);font:1rem/1.55 system-ui,sans-serif}
            h1{font-size:1.5rem;line-height:1.25;margin:.5rem 0;overflow-wrap:anywhere}
            h2{font-size:1.2rem;margin:2rem 0 .5rem;border-bottom:1px solid var(--line);padding-bottom:.25rem}
            h3{font-size:1.05rem;margin:0;overflow-wrap:anywhere}
            a{color:var(--link);overflow-wrap:anywhere}
            .soft,caption,dt{color:var(--soft)}
            .facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr));gap:.75rem;margin:1rem 0}
            .facts div{background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:.6rem .8rem}
            .facts dt{font-size:.85rem}.facts dd{margin:0;font-size:1.25rem;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
            .tables{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,20rem),1fr));gap:0 2rem;align-items:start}
            .wide{overflow-x:auto;margin:1rem 0}
            table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
            caption{text-align:start;padding:.25rem 0;font-size:.9rem;overflow-wrap:anywhere}
            th,td{padding:.3rem .5rem;border-bottom:1px solid var(--line);text-align:end;vertical-align:top}
            th:first-child{text-align:start;font-weight:400}
            td{overflow-wrap:anywhere}
            .ranges th{white-space:nowrap}
            thead th{font-weight:600;color:var(--soft);font-size:.85rem}
            td.bar{width:40%;text-align:start}
            td.bar span{display:block;height:.9rem;min-width:1px;background:var(--bar);border-radius:2px;margin-top:.3rem}
            article{background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:1rem;margin:1rem 0}
            article p{margin:.25rem 0;overflow-wrap:anywhere}
            .text{white-space:pre-wrap;overflow-wrap:anywhere;max-height:24rem;overflow-y:auto;border-inline-start:3px solid var(--line);padding-inline-start:.8rem;margin:.75rem 0}
            summary{cursor:pointer;color:var(--soft)}
            """;

    private final Html html = new Html();
    private final Dataset dataset;
    private final Contents contents;

    private Page(Dataset dataset, Contents contents) {
        this.dataset = dataset;
        this.contents = contents;
    }

    static String of(Dataset dataset, Contents contents) {
        Page page = new Page(dataset, contents);
        page.write();
        return page.html.toString();
    }

    private void write() {
        html.markup("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .markup("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src"
                        + " 'unsafe-inline'\">\n<meta name=\"referrer\" content=\"no-referrer\">\n<title>")
                .text(dataset.run() + " \u00b7 " + dataset.source())
                .markup("</title>\n<style>\n" + STYLE + "</style>\n</head>\n<body>\n<header>\n<p class=\"soft\">")
                .text("Dataset of " + dataset.source() + ", " + dataset.day())
                .markup("</p>\n<h1>")
                .text(dataset.run().value())
                .markup("</h1>\n</header>\n<main>\n");
        facts();
        counts();
        lengths();
        duplicates();
        templates();
        documents();
        signals();
        html.markup("</main>\n</body>\n</html>\n");
    }

    private void facts() {
        long dropped = dataset.tally().dropped().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        html.markup("<dl class=\"facts\">\n");
        fact("Documents", contents.documents());
        fact("Dropped", dropped);
        fact("Quarantined", dataset.tally().quarantined());
        fact("Characters", contents.lengths().sum());
        html.markup("</dl>\n");
    }

    private void fact(String name, long value) {
        html.markup("<div><dt>")
                .text(name)
                .markup("</dt><dd>")
                .text(ContentsText.number(value))
                .markup("</dd></div>\n");
    }

    private void counts() {
        html.markup("<section>\n<h2>What was kept and what was not</h2>\n<div class=\"tables\">\n");
        if (!dataset.tally().dropped().isEmpty()) {
            html.table(
                    "Documents dropped, by rule",
                    List.of("rule", "documents"),
                    rows(dataset.tally().dropped()));
        }
        html.table(
                contents.identified() ? "Languages, as identified" : "Languages, as the source says",
                List.of("language", "documents"),
                rows(contents.languages()));
        html.markup("</div>\n</section>\n");
    }

    private static List<List<String>> rows(Map<String, Long> counts) {
        return Contents.sorted(counts).stream()
                .map(each -> List.of(each.getKey(), ContentsText.number(each.getValue())))
                .toList();
    }

    private void lengths() {
        html.markup("<section>\n<h2>Lengths</h2>\n");
        histogram(
                String.format(
                        Locale.ROOT,
                        "Characters in a document: %,d to %,d, %,.0f on average",
                        contents.lengths().least(),
                        contents.lengths().most(),
                        contents.lengths().mean()),
                "characters",
                contents.lengths());
        html.markup("</section>\n");
    }

    private void histogram(String caption, String unit, Histogram histogram) {
        long highest = histogram.ranges().stream()
                .mapToLong(Histogram.Range::count)
                .max()
                .orElse(1);
        html.markup("<div class=\"wide\"><table class=\"ranges\">\n<caption>")
                .text(caption)
                .markup("</caption>\n<thead><tr><th scope=\"col\">")
                .text(unit)
                .markup("</th><th scope=\"col\">documents</th><td></td></tr></thead>\n<tbody>\n");
        for (Histogram.Range range : histogram.ranges()) {
            html.markup("<tr><th scope=\"row\">")
                    .text(ContentsText.number(range.first()) + " \u2013 " + ContentsText.number(range.last()))
                    .markup("</th><td>")
                    .text(ContentsText.number(range.count()))
                    .markup(String.format(
                            Locale.ROOT,
                            "</td><td class=\"bar\"><span style=\"width:%.1f%%\"></span></td></tr>\n",
                            100.0 * range.count() / highest));
        }
        html.markup("</tbody>\n</table></div>\n");
    }

    private void duplicates() {
        Twins twins = contents.twins();
        boolean some = contents.clusters().count() > 0;
        if (!some && twins.shown().isEmpty()) {
            return;
        }
        html.markup("<section>\n<h2>Duplicates</h2>\n");
        if (some) {
            histogram(ContentsText.duplicates(contents), "cluster size", contents.clusters());
        }
        if (!twins.datasets().isEmpty()) {
            html.table("Documents that another dataset has", List.of("dataset", "documents"), rows(twins.datasets()));
        }
        for (Twins.Pair pair : twins.shown()) {
            html.markup("<article>\n<h3>")
                    .text(ContentsText.number(pair.offset()) + ". " + pair.rule())
                    .markup("</h3>\n<p class=\"soft\">")
                    .text("of " + pair.twin())
                    .markup("</p>\n<p>")
                    .text(ContentsText.beginning(pair.text()))
                    .markup("</p>\n");
            twins.text(pair)
                    .ifPresent(text -> html.markup("<p>")
                            .text(ContentsText.beginning(text))
                            .markup("</p>\n"));
            html.markup("</article>\n");
        }
        html.markup("</section>\n");
    }

    private void templates() {
        if (contents.templates() > 0) {
            html.markup("<section>\n<h2>Removed templates</h2>\n")
                    .table(
                            ContentsText.templates(contents),
                            List.of("document", "templates"),
                            contents.mostTemplates().stream()
                                    .map(shown -> List.of(
                                            shown.title().isEmpty() ? shown.url() : shown.title(),
                                            ContentsText.number(-shown.key())))
                                    .toList());
            if (!contents.templateNames().isEmpty()) {
                html.table(
                        ContentsText.TEMPLATE_NAMES,
                        List.of("template", "times"),
                        contents.templateNames().stream()
                                .map(name -> List.of(name.getKey(), ContentsText.number(name.getValue())))
                                .toList());
            }
            html.markup("</section>\n");
        }
    }

    private void signals() {
        if (!contents.signals().isEmpty()) {
            html.markup("<section>\n<h2>Quality signals</h2>\n")
                    .table(
                            "What they are is in docs/signals.md",
                            List.of("signal", "lowest", "mean", "highest"),
                            contents.signals().entrySet().stream()
                                    .map(signal -> List.of(
                                            signal.getKey(),
                                            ContentsText.share(signal.getValue().least()),
                                            ContentsText.share(signal.getValue().mean()),
                                            ContentsText.share(signal.getValue().most())))
                                    .toList())
                    .markup("</section>\n");
        }
    }

    private void documents() {
        html.markup("<section>\n<h2>Some documents</h2>\n");
        contents.sample().forEach(this::document);
        html.markup("</section>\n");
    }

    private void document(Sample.Shown shown) {
        html.markup("<article>\n").element("h3", shown.title().isEmpty() ? "(no title)" : shown.title());
        address(shown.url());
        html.markup("<p class=\"soft\">")
                .text("Document " + ContentsText.number(shown.row() + 1) + ", " + shown.language() + ", "
                        + ContentsText.number(shown.chars()) + " characters")
                .markup("</p>\n<div class=\"text\" tabindex=\"0\" dir=\"auto\">")
                .text(shown.text())
                .markup("</div>\n");
        if (shown.chars() > Sample.TEXT_CHARS_MAX) {
            html.markup("<p class=\"soft\">")
                    .text("\u2026 and " + ContentsText.number(shown.chars() - Sample.TEXT_CHARS_MAX)
                            + " characters more")
                    .markup("</p>\n");
        }
        if (!shown.metadata().isEmpty()) {
            html.markup("<details><summary>source_metadata</summary>\n")
                    .table(
                            "id " + shown.id(),
                            List.of("key", "value"),
                            shown.metadata().entrySet().stream()
                                    .map(member -> List.of(member.getKey(), member.getValue()))
                                    .toList())
                    .markup("</details>\n");
        }
        html.markup("</article>\n");
    }

    /** A link only where it leads to a page. */
    private void address(String url) {
        if (url.startsWith("https://") || url.startsWith("http://")) {
            html.markup("<p><a rel=\"noreferrer\" href=\"")
                    .text(url)
                    .markup("\">")
                    .text(url)
                    .markup("</a></p>\n");
        } else if (!url.isEmpty()) {
            html.element("p", url);
        }
    }
}
