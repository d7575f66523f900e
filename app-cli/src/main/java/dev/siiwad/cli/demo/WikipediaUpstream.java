package dev.siiwad.cli.demo;

import dev.siiwad.digest.Sha256;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A small Somali Wikipedia with redirects, talk pages and markup: a Content File Export in three parts, a newer one that is still being made, and a
 * classic dump, multistream.
 */
final class WikipediaUpstream implements Upstream {
    private static final int PAGES = 3000;
    private static final int PAGES_PER_STREAM = 25;
    private static final String EXPORTS = "/other/mediawiki_content_current/sowiki/";
    private static final String EXPORT_DATE = "2026-10-01";
    private static final String UNFINISHED_DATE = "2026-11-01";
    private static final String EXPORT = EXPORTS + EXPORT_DATE + "/xml/bzip2/";
    private static final int PAGES_PER_PART = 1000;
    private static final String DATE = "20261101";
    private static final String FILE = "sowiki-" + DATE + "-pages-articles-multistream.xml.bz2";

    private static final String HEADER =
            "<mediawiki xmlns=\"http://www.mediawiki.org/xml/export-0.11/\" version=\"0.11\" xml:lang=\"so\">\n"
                    + "  <siteinfo>\n    <sitename>Wikipedia</sitename>\n    <dbname>sowiki</dbname>\n  </siteinfo>\n";
    private static final String FOOTER = "</mediawiki>\n";

    private final byte[] dump = dump();
    private final Map<String, byte[]> parts = parts();

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
        if (path.startsWith(EXPORTS)) {
            return export(path);
        }
        return switch (path) {
            case "/sowiki/" -> Optional.of(Served.text("<a href=\"" + DATE + "/\">" + DATE + "/</a>"));
            case "/sowiki/" + DATE + "/dumpstatus.json" -> Optional.of(Served.json(status()));
            case "/sowiki/" + DATE + "/" + FILE -> Optional.of(Served.bytes(dump));
            default -> Optional.empty();
        };
    }

    private Optional<Served> export(String path) {
        if (path.equals(EXPORTS)) {
            return Optional.of(Served.html("<a href=\"" + EXPORT_DATE + "/\">" + EXPORT_DATE + "/</a>\n<a href=\""
                    + UNFINISHED_DATE + "/\">" + UNFINISHED_DATE + "/</a>\n"));
        }
        if (path.equals(EXPORT + "_SUCCESS")) {
            return Optional.of(Served.bytes(new byte[0]));
        }
        if (path.equals(EXPORT + "SHA256SUMS")) {
            StringBuilder sums = new StringBuilder();
            parts.forEach((name, part) ->
                    sums.append(Sha256.hex(part)).append("  ").append(name).append('\n'));
            return Optional.of(Served.text(sums.toString()));
        }
        return path.startsWith(EXPORT)
                ? Optional.ofNullable(parts.get(path.substring(EXPORT.length())))
                        .map(Served::bytes)
                : Optional.empty();
    }

    private static Map<String, byte[]> parts() {
        Map<String, byte[]> parts = new TreeMap<>();
        for (int first = 1; first <= PAGES; first += PAGES_PER_PART) {
            int last = first + PAGES_PER_PART - 1;
            String name = "sowiki-" + EXPORT_DATE + "-p" + first + "p" + last + ".xml.bz2";
            parts.put(name, Packed.bzip2(HEADER + pages(first, last) + FOOTER));
        }
        return parts;
    }

    private String status() {
        return "{\"version\":\"0.8\",\"jobs\":{\"articlesmultistreamdump\":{\"status\":\"done\",\"files\":{\"" + FILE
                + "\":{\"size\":" + dump.length + ",\"url\":\"/sowiki/" + DATE + "/" + FILE + "\",\"sha1\":\""
                + Sha1.hex(dump) + "\"}}}}}";
    }

    private static byte[] dump() {
        ByteArrayOutputStream dump = new ByteArrayOutputStream();
        dump.writeBytes(Packed.bzip2(HEADER));
        for (int first = 1; first <= PAGES; first += PAGES_PER_STREAM) {
            dump.writeBytes(Packed.bzip2(pages(first, first + PAGES_PER_STREAM - 1)));
        }
        dump.writeBytes(Packed.bzip2(FOOTER));
        return dump.toByteArray();
    }

    private static String pages(int first, int last) {
        StringBuilder pages = new StringBuilder();
        for (int id = first; id <= last; id++) {
            pages.append(page(id));
        }
        return pages.toString();
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
}
