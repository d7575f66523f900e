package dev.siiwad.cli.demo;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A small Språkbanken: a list of resources, a collection and three corpora, these in the words of Sparv. */
final class SprakbankenUpstream implements Upstream {
    private static final int TEXTS_PER_CORPUS = 250;
    private static final List<String> CORPORA = List.of("somali-sheeko", "somali-suugaan", "somali-wargeys");
    private static final String FILES = "/resurser/meningsmangder/";

    private final SortedMap<String, byte[]> files = files();

    @Override
    public String name() {
        return "Språkbanken";
    }

    @Override
    public List<String> arguments() {
        return List.of("sprakbanken");
    }

    @Override
    public Map<String, String> environment(String baseUrl) {
        return Map.of("SDC_SCRAPING__SPRAKBANKEN__BASE_URL", baseUrl);
    }

    @Override
    public Optional<Served> serve(String path) {
        return path.equals("/ws/metadata/v3/")
                ? Optional.of(Served.json(resources()))
                : Optional.ofNullable(files.get(path)).map(Served::bytes);
    }

    private static String resources() {
        StringBuilder resources = new StringBuilder("{\"id\":\"somali\",\"type\":\"corpus\",\"collection\":true,"
                + "\"languages\":[{\"code\":\"som\"}],\"size\":{\"resources\":" + CORPORA.size() + "}}");
        for (String corpus : CORPORA) {
            resources.append(",{\"id\":\"" + corpus
                    + "\",\"type\":\"corpus\",\"languages\":[{\"code\":\"som\"}],\"name\":{\"eng\":\""
                    + corpus
                    + "\"},\"updated\":\"2026-10-05\",\"size\":{\"tokens\":1,\"sentences\":1},\"downloads\":[{"
                    + "\"url\":\"https://spraakbanken.gu.se" + FILES + corpus
                    + ".xml.bz2\",\"type\":\"corpus\","
                    + "\"format\":\"XML\",\"license\":\"CC-BY-4.0\"}]}");
        }
        return "{\"resource_type\":\"corpus\",\"hits\":" + (1 + CORPORA.size()) + ",\"resources\":[" + resources + "]}";
    }

    private static SortedMap<String, byte[]> files() {
        SortedMap<String, byte[]> files = new TreeMap<>();
        for (int corpus = 0; corpus < CORPORA.size(); corpus++) {
            String name = CORPORA.get(corpus);
            files.put(FILES + name + ".xml.bz2", Packed.bzip2(corpus(name, corpus)));
        }
        return files;
    }

    private static String corpus(String name, int number) {
        StringBuilder xml = new StringBuilder("<?xml version='1.0' encoding='UTF-8'?>\n<corpus id=\"" + name + "\">\n");
        for (int text = 0; text < TEXTS_PER_CORPUS; text++) {
            long seed = (long) number * TEXTS_PER_CORPUS + text;
            xml.append("<text title=\"" + Prose.title(seed) + "\" datefrom=\"20200105\">\n<paragraph>\n<sentence id=\"s"
                    + seed + "\">\n");
            for (String word : Prose.paragraph(seed).split(" ")) {
                xml.append("<token pos=\"X\">" + word.replace(".", "") + "</token>\n");
                xml.append(word.endsWith(".") ? "<token pos=\"P\">.</token>\n" : "");
            }
            xml.append("</sentence>\n</paragraph>\n</text>\n");
        }
        return xml.append("</corpus>\n").toString();
    }
}
