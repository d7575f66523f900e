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
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The corpora in one language that Språkbanken lists now, whichever they are. Every call asks again. */
public final class Corpora {
    static final int CORPORA_MAX = 10_000;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long LIST_BYTES_MAX = 32L << 20;
    private static final Set<String> CORPUS_TYPES = Set.of("corpus", "");
    private static final Pattern XML = Pattern.compile("[^/]*/(.*/)?(?<name>[^/]+?)\\.xml(\\.bz2)?");

    private final Http http;
    private final Addresses addresses;
    private final Language language;

    /**
     * @param baseUrl replaces scheme and host of every address
     * @param language its code of two or three letters, such as {@code so}
     */
    public Corpora(Http http, Optional<String> baseUrl, String language) {
        this.http = http;
        this.addresses = new Addresses(baseUrl);
        this.language = Language.of(language);
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
        return inLanguage(address, resources);
    }

    /** @throws IOException also if there is no such corpus */
    public Corpus info(String id) throws IOException {
        List<Corpus> all = list();
        return all.stream().filter(corpus -> corpus.id().equals(id)).findFirst().orElseThrow(() -> unknown(id, all));
    }

    private List<Corpus> inLanguage(String address, JsonNode resources) throws IOException {
        SortedMap<String, Corpus> byId = new TreeMap<>();
        for (JsonNode resource : resources) {
            if (!isCorpusInLanguage(resource)) {
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
            throw new SourceException(
                    "[" + address + "] lists " + resources.size() + " corpora, and none of them has the language code "
                            + language.code(),
                    new Remedy.Give("lang"));
        }
        return List.copyOf(byId.values());
    }

    private boolean isCorpusInLanguage(JsonNode resource) {
        if (!resource.path("type").asText("corpus").equals("corpus") || isCollection(resource)) {
            return false;
        }
        return codes(resource).contains(language.code());
    }

    private static List<String> codes(JsonNode resource) {
        List<String> codes = new ArrayList<>();
        resource.path("languages").forEach(listed -> codes.add(text(listed.path("code"))));
        return codes;
    }

    /** A collection names corpora that are listed themselves, and has no file of its own. */
    private static boolean isCollection(JsonNode resource) {
        return resource.path("collection").asBoolean();
    }

    private Corpus corpus(String id, JsonNode resource) {
        Optional<JsonNode> download = download(id, resource);
        return new Corpus(
                id,
                inEnglish(resource.path("name"), id),
                inEnglish(resource.path("short_description"), ""),
                resource.path("size").path("tokens").asLong(),
                resource.path("size").path("sentences").asLong(),
                text(resource.path("updated")),
                download.map(file -> text(file.path("license"))).orElse(""),
                download.map(Corpora::url),
                language.equals(Language.SOMALI) ? Optional.empty() : korp(resource));
    }

    /** Where the corpus is looked up, if the list says. */
    private static Optional<String> korp(JsonNode resource) {
        for (JsonNode listed : resource.path("interfaces")) {
            if (url(listed).contains("/korp/") && url(listed).contains("corpus=") && Unit.isAddress(url(listed))) {
                return Optional.of(url(listed));
            }
        }
        return Optional.empty();
    }

    /**
     * The file of the corpus itself comes before others, and packed before plain. What is counted out of a corpus is not one. One in several languages has a
     * file for each, {@code <id>-sv.xml.bz2} and {@code <id>-de.xml.bz2}: those of other languages are passed over.
     */
    private Optional<JsonNode> download(String id, JsonNode resource) {
        List<Language> others = codes(resource).stream()
                .map(Language::new)
                .filter(other -> !other.equals(language))
                .toList();
        List<JsonNode> files = new ArrayList<>();
        for (JsonNode file : resource.path("downloads")) {
            boolean foreign = others.stream().anyMatch(other -> isIn(other, id, file));
            if (CORPUS_TYPES.contains(text(file.path("type"))) && !name(file).isEmpty() && !foreign) {
                files.add(file);
            }
        }
        return files.stream()
                .min(Comparator.comparing((JsonNode file) -> !name(file).equals(id))
                        .thenComparing(file -> !isIn(language, id, file))
                        .thenComparing(file -> !url(file).endsWith(".bz2")));
    }

    private static boolean isIn(Language language, String id, JsonNode file) {
        return name(file).startsWith(id + "-") && language.isWritten(name(file).substring(id.length() + 1));
    }

    /** Without {@code .xml} or {@code .xml.bz2}; empty if it is not such a file. */
    private static String name(JsonNode file) {
        Matcher matcher = XML.matcher(url(file));
        return matcher.matches() ? matcher.group("name") : "";
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

    private SourceException unknown(String id, List<Corpus> all) {
        String prefixed = language.name().toLowerCase(Locale.ROOT) + "-" + id;
        boolean meant = all.stream().anyMatch(corpus -> corpus.id().equals(prefixed));
        return new SourceException(
                "Språkbanken lists no " + language.name() + " corpus named " + id + " among its " + all.size(),
                meant ? new Remedy.Choose("corpus", List.of(prefixed)) : new Remedy.Look());
    }
}
