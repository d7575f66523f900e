package dev.siiwad.cli.demo;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A small Somali Wikipedia: one finished dump, multistream, with redirects, talk pages and markup. */
final class WikipediaUpstream implements Upstream {
    private static final int PAGES = 3000;
    private static final int PAGES_PER_STREAM = 25;
    private static final String DATE = "20261101";
    private static final String FILE = "sowiki-" + DATE + "-pages-articles-multistream.xml.bz2";

    private final byte[] dump = dump();

    @Override
    public String name() {
        return "Wikipedia";
    }

    @Override
    public List<String> arguments() {
        return List.of("wikipedia", "--lang", "so");
    }

    @Override
    public Map<String, String> environment(String baseUrl) {
        return Map.of("SDC_SCRAPING__WIKIPEDIA__BASE_URL", baseUrl);
    }

    @Override
    public Optional<Served> serve(String path) {
        return switch (path) {
            case "/sowiki/" -> Optional.of(Served.text("<a href=\"" + DATE + "/\">" + DATE + "/</a>"));
            case "/sowiki/" + DATE + "/dumpstatus.json" -> Optional.of(Served.json(status()));
            case "/sowiki/" + DATE + "/" + FILE -> Optional.of(Served.bytes(dump));
            default -> Optional.empty();
        };
    }

    private String status() {
        return "{\"version\":\"0.8\",\"jobs\":{\"articlesmultistreamdump\":{\"status\":\"done\",\"files\":{\"" + FILE
                + "\":{\"size\":" + dump.length + ",\"url\":\"/sowiki/" + DATE + "/" + FILE + "\",\"sha1\":\""
                + Sha1.hex(dump) + "\"}}}}}";
    }

    private static byte[] dump() {
        ByteArrayOutputStream dump = new ByteArrayOutputStream();
        appendStream(
                dump,
                "<mediawiki xmlns=\"http://www.mediawiki.org/xml/export-0.11/\" version=\"0.11\" xml:lang=\"so\">\n"
                        + "  <siteinfo>\n    <sitename>Wikipedia</sitename>\n    <dbname>sowiki</dbname>\n  </siteinfo>\n");
        for (int first = 1; first <= PAGES; first += PAGES_PER_STREAM) {
            StringBuilder pages = new StringBuilder();
            for (int id = first; id < first + PAGES_PER_STREAM; id++) {
                pages.append(page(id));
            }
            appendStream(dump, pages.toString());
        }
        appendStream(dump, "</mediawiki>\n");
        return dump.toByteArray();
    }

    private static String page(int id) {
        boolean redirect = id % 13 == 0;
        int namespace = id % 17 == 0 ? 1 : 0;
        String text = redirect
                ? "#REDIRECT [[" + Prose.title(id + 1) + "]]"
                : "{{Sanduuq|magac=" + id + "}}\n'''" + Prose.title(id) + "''' " + Prose.paragraph(id)
                        + "<ref>Buug " + id + "</ref>\n\n== Taariikh ==\n[[" + Prose.title(id + 5) + "|"
                        + Prose.title(id + 6) + "]] " + Prose.paragraph(id + PAGES) + "\n\n[[Category:Tusaale]]";
        return "  <page>\n    <title>" + Prose.title(id) + "</title>\n    <ns>" + namespace + "</ns>\n    <id>" + id
                + "</id>\n" + (redirect ? "    <redirect title=\"" + Prose.title(id + 1) + "\" />\n" : "")
                + "    <revision>\n      <id>" + (id + 100_000)
                + "</id>\n      <timestamp>2026-10-05T12:00:00Z</timestamp>\n      <model>wikitext</model>\n"
                + "      <format>text/x-wiki</format>\n      <text bytes=\"" + text.length()
                + "\" xml:space=\"preserve\">"
                + text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
                + "</text>\n    </revision>\n  </page>\n";
    }

    private static void appendStream(ByteArrayOutputStream dump, String text) {
        dump.writeBytes(Packed.bzip2(text));
    }
}
