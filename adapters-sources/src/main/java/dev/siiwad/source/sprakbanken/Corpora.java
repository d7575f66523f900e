package dev.siiwad.source.sprakbanken;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.siiwad.source.Remedy;
import dev.siiwad.source.SourceException;
import dev.siiwad.source.http.Http;
import dev.siiwad.source.http.Request;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The Somali corpora that Språkbanken lists now, whichever they are. Every call asks again. */
public final class Corpora {
    static final int CORPORA_MAX = 10_000;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long LIST_BYTES_MAX = 32L << 20;
    private static final String SOMALI = "som";

    private final Http http;
    private final Addresses addresses;

    /** @param baseUrl replaces scheme and host of every address */
    public Corpora(Http http, Optional<String> baseUrl) {
        this.http = http;
        this.addresses = new Addresses(baseUrl);
    }

    /** All of them, in order of their ids; there is at least one. */
    public List<Corpus> list() throws IOException {
        String address = addresses.reach(Addresses.CORPORA);
        byte[] answer = http.fetch(Request.get(address).withBodyBytesMax(LIST_BYTES_MAX))
                .body();
        JsonNode root;
        try {
            root = JSON.readTree(answer);
        } catch (JsonProcessingException e) {
            throw new IOException("[" + address + "] is not a list of corpora: " + e.getOriginalMessage(), e);
        }
        JsonNode resources = root.path("resources");
        if (!resources.isArray()) {
            throw new IOException("[" + address + "] has no list named resources; is this the metadata service?");
        }
        long hits = root.path("hits").asLong(resources.size());
        if (hits != resources.size() || hits > CORPORA_MAX) {
            throw new IOException("[" + address + "] lists " + resources.size() + " corpora and says there are " + hits
                    + "; expected all, and at most " + CORPORA_MAX);
        }
        return somali(address, resources);
    }

    /** @throws IOException also if there is no such corpus */
    public Corpus info(String id) throws IOException {
        List<Corpus> all = list();
        return all.stream().filter(corpus -> corpus.id().equals(id)).findFirst().orElseThrow(() -> unknown(id, all));
    }

    private static List<Corpus> somali(String address, JsonNode resources) throws IOException {
        SortedMap<String, Corpus> byId = new TreeMap<>();
        for (JsonNode resource : resources) {
            if (!isSomaliCorpus(resource)) {
                continue;
            }
            String id = resource.path("id").asText();
            if (!Corpus.isSafe(id) || byId.containsKey(id)) {
                throw new IOException("[" + address + "] lists a corpus with the id \"" + id
                        + "\"; expected letters, digits, dots, hyphens and underscores, and each only once");
            }
            byId.put(id, corpus(id, resource));
        }
        if (byId.isEmpty()) {
            throw new IOException("[" + address + "] lists " + resources.size() + " corpora, and none of them has the"
                    + " language code " + SOMALI);
        }
        return List.copyOf(byId.values());
    }

    private static boolean isSomaliCorpus(JsonNode resource) {
        if (!resource.path("type").asText("corpus").equals("corpus") || isCollection(resource)) {
            return false;
        }
        for (JsonNode language : resource.path("languages")) {
            if (language.path("code").asText().equals(SOMALI)) {
                return true;
            }
        }
        return false;
    }

    /** A collection names corpora that are listed themselves, and has no file of its own. */
    private static boolean isCollection(JsonNode resource) {
        return resource.path("collection").asBoolean();
    }

    private static Corpus corpus(String id, JsonNode resource) {
        Optional<JsonNode> download = download(id, resource.path("downloads"));
        return new Corpus(
                id,
                inEnglish(resource.path("name"), id),
                inEnglish(resource.path("short_description"), ""),
                resource.path("size").path("tokens").asLong(),
                resource.path("size").path("sentences").asLong(),
                text(resource.path("updated")),
                download.map(file -> text(file.path("license"))).orElse(""),
                download.map(Corpora::url));
    }

    /** The file of the corpus itself comes before others, and packed before plain. */
    private static Optional<JsonNode> download(String id, JsonNode downloads) {
        List<JsonNode> files = new ArrayList<>();
        for (JsonNode file : downloads) {
            if (url(file).endsWith(".xml.bz2") || url(file).endsWith(".xml")) {
                files.add(file);
            }
        }
        return files.stream()
                .min(Comparator.comparing((JsonNode file) -> !url(file).contains("/" + id + ".xml"))
                        .thenComparing(file -> !url(file).endsWith(".bz2")));
    }

    private static String url(JsonNode download) {
        return download.path("url").asText();
    }

    private static String inEnglish(JsonNode names, String otherwise) {
        String english = text(names.path("eng"));
        String either = english.isBlank() ? text(names.path("swe")) : english;
        return either.isBlank() ? otherwise : either;
    }

    private static String text(JsonNode value) {
        return value.isValueNode() && !value.isNull() ? value.asText() : "";
    }

    private static SourceException unknown(String id, List<Corpus> all) {
        String prefixed = "somali-" + id;
        boolean meant = all.stream().anyMatch(corpus -> corpus.id().equals(prefixed));
        return new SourceException(
                "Språkbanken lists no Somali corpus named " + id + " among its " + all.size(),
                meant ? new Remedy.Choose("corpus", List.of(prefixed)) : new Remedy.Look());
    }
}
