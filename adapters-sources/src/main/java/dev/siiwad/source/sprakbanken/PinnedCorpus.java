package dev.siiwad.source.sprakbanken;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.siiwad.source.Snapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A corpus as it was when the run began. The snapshot's payload is the list of them:
 * {@code {"corpora":[{"id":"somali-bbc","name":"Somali: BBC","updated":"2017-05-31","tokens":82437,"sentences":4234,"license":"CC-BY-4.0",
 * "url":"https://…/somali-bbc.xml.bz2","bytes":12,"etag":"\"…\""}]}}, or {@code problem} in place of bytes and etag.
 *
 * @param url of its file; empty if there is none
 * @param bytes length of the file, where the server tells
 * @param etag of the file, where the server gives a strong one
 * @param problem why its file cannot be had, if it cannot
 */
record PinnedCorpus(
        String id,
        String name,
        String updated,
        long tokens,
        long sentences,
        String license,
        String url,
        OptionalLong bytes,
        Optional<String> etag,
        Optional<String> problem) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static PinnedCorpus of(Corpus corpus, OptionalLong bytes, Optional<String> etag, Optional<String> problem) {
        return new PinnedCorpus(
                corpus.id(),
                corpus.name(),
                corpus.updated(),
                corpus.tokens(),
                corpus.sentences(),
                corpus.license(),
                corpus.download().orElse(""),
                bytes,
                etag,
                problem);
    }

    /** The name of its file in the cache, which no other edition of it has. */
    String fileName() {
        String edition = CorpusFile.sha256(toJson().toString()).substring(0, 8);
        return id + "." + edition + (url.endsWith(".bz2") ? ".xml.bz2" : ".xml");
    }

    /** Whether the list says the same of this corpus now. */
    boolean isAsListed(Corpus now) {
        return now.updated().equals(updated)
                && now.tokens() == tokens
                && now.sentences() == sentences
                && now.download().orElse("").equals(url);
    }

    static Snapshot snapshot(List<PinnedCorpus> corpora) {
        ObjectNode root = JSON.createObjectNode();
        corpora.forEach(corpus -> root.withArray("corpora").add(corpus.toJson()));
        String payload = root.toString();
        return Snapshot.of("sprakbanken@sha256:" + CorpusFile.sha256(payload), payload);
    }

    static List<PinnedCorpus> of(Snapshot snapshot) throws IOException {
        String payload = snapshot.payload()
                .orElseThrow(() -> new IOException("snapshot " + snapshot.id() + ": the list of its corpora is missing."
                        + " Bring it back from a backup, or start over with --force"));
        List<PinnedCorpus> corpora = new ArrayList<>();
        try {
            for (JsonNode corpus : JSON.readTree(payload).path("corpora")) {
                corpora.add(fromJson(snapshot, corpus));
            }
        } catch (JsonProcessingException e) {
            throw new IOException(
                    "snapshot " + snapshot.id() + ": the list of its corpora is damaged: " + e.getOriginalMessage(), e);
        }
        return List.copyOf(corpora);
    }

    private ObjectNode toJson() {
        ObjectNode json = JSON.createObjectNode()
                .put("id", id)
                .put("name", name)
                .put("updated", updated)
                .put("tokens", tokens)
                .put("sentences", sentences)
                .put("license", license)
                .put("url", url);
        bytes.ifPresent(length -> json.put("bytes", length));
        etag.ifPresent(tag -> json.put("etag", tag));
        problem.ifPresent(why -> json.put("problem", why));
        return json;
    }

    private static PinnedCorpus fromJson(Snapshot snapshot, JsonNode json) throws IOException {
        String id = json.path("id").asText();
        if (!Corpus.isSafe(id)) {
            throw new IOException("snapshot " + snapshot.id() + ": the list of its corpora names one \"" + id + "\"");
        }
        return new PinnedCorpus(
                id,
                json.path("name").asText(),
                json.path("updated").asText(),
                json.path("tokens").asLong(),
                json.path("sentences").asLong(),
                json.path("license").asText(),
                json.path("url").asText(),
                json.has("bytes") ? OptionalLong.of(json.path("bytes").asLong()) : OptionalLong.empty(),
                optional(json.path("etag")),
                optional(json.path("problem")));
    }

    private static Optional<String> optional(JsonNode value) {
        return value.isTextual() ? Optional.of(value.asText()) : Optional.empty();
    }
}
