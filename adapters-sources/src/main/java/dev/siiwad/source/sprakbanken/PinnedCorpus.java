package dev.siiwad.source.sprakbanken;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.siiwad.digest.Sha256;
import dev.siiwad.source.Cut;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.SourceException;
import dev.siiwad.source.pinned.Payload;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A corpus as it was when the run began. The snapshot's payload is the list of them:
 * {@code {"corpora":[{"id":"somali-bbc","name":"Somali: BBC","updated":"2017-05-31","tokens":82437,"sentences":4234,"license":"CC-BY-4.0",
 * "url":"https://…/somali-bbc.xml.bz2","bytes":12,"etag":"\"…\"","extract":2}]}}, or {@code problem} in place of bytes and etag.
 *
 * That of a slice has some of them, and the others of the run in {@code "others"}, by which a corpus that is lost is told from a server that gives none.
 *
 * @param url of its file; empty if there is none
 * @param bytes length of the file, where the server tells
 * @param etag of the file, where the server gives a strong one
 * @param problem why its file cannot be had, if it cannot
 * @param korp where it can be looked up, unless with the Somali corpora
 * @param extract how its texts are told: 1 in runs of before it was stored, which took headers for text
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
        Optional<String> problem,
        Optional<String> korp,
        int extract) {
    private static final String KORP = "https://spraakbanken.gu.se/korp/?mode=somali#?corpus=";
    /** How texts are read out of a corpus that is pinned now; a run goes on with what its list says. */
    static final int EXTRACTION = 4;

    /** Since this version, headers are told from text. */
    static final int HEADERS_TOLD = 2;

    /** Since this version, texts are put together by {@link Joining#SECOND}. */
    static final int SPACING_SECOND = 3;

    /** Since this version, texts are put together by {@link Joining#THIRD}. */
    static final int SPACING_THIRD = 4;

    private static final String CORPORA = "corpora";
    private static final String OTHERS = "others";
    private static final String LIST = "list of its corpora";

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
                problem,
                corpus.korp(),
                EXTRACTION);
    }

    PinnedCorpus withEtag(Optional<String> other) {
        return new PinnedCorpus(
                id, name, updated, tokens, sentences, license, url, bytes, other, problem, korp, extract);
    }

    /** The name of its file in the cache, which no other edition of it has. */
    String fileName() {
        String edition = Sha256.hex(toJson().toString()).substring(0, 8);
        return id + "." + edition + (url.endsWith(".bz2") ? ".xml.bz2" : ".xml");
    }

    /** A message about its file as anyone can read it: by the address that it came from. */
    String inPublicWords(String message, String file) {
        return message.replace(file, url);
    }

    /** Where it is looked up; more can be added with {@code &}. */
    String lookup() {
        return korp.orElse(KORP + id);
    }

    /** Whether the list says the same of this corpus now. */
    boolean isAsListed(Corpus now) {
        return now.updated().equals(updated)
                && now.tokens() == tokens
                && now.sentences() == sentences
                && now.download().orElse("").equals(url);
    }

    static Snapshot snapshot(List<PinnedCorpus> corpora) {
        String payload = Payload.object(CORPORA, toJson(corpora)).toString();
        return Snapshot.of("sprakbanken@sha256:" + Sha256.hex(payload), payload);
    }

    /** Some of the corpora for each slice, about as many tokens in each. */
    static List<Snapshot> slices(Snapshot pinned, int countMax) throws SourceException {
        List<PinnedCorpus> all = of(pinned);
        List<List<PinnedCorpus>> shares = Cut.into(all, countMax, PinnedCorpus::tokens);
        return shares.size() == 1
                ? List.of(pinned)
                : shares.stream().map(share -> slice(pinned, share, all)).toList();
    }

    private static Snapshot slice(Snapshot pinned, List<PinnedCorpus> share, List<PinnedCorpus> all) {
        List<PinnedCorpus> others =
                all.stream().filter(corpus -> !share.contains(corpus)).toList();
        ObjectNode payload = Payload.object(CORPORA, toJson(share));
        payload.set(OTHERS, Payload.array(toJson(others)));
        return Snapshot.of(pinned.id(), payload.toString());
    }

    private static List<ObjectNode> toJson(List<PinnedCorpus> corpora) {
        return corpora.stream().map(PinnedCorpus::toJson).toList();
    }

    static List<PinnedCorpus> of(Snapshot snapshot) throws SourceException {
        return list(snapshot, CORPORA);
    }

    /** The corpora that are in other slices than this snapshot; empty if it is of all. */
    static List<PinnedCorpus> others(Snapshot snapshot) throws SourceException {
        boolean isSlice = !Payload.of(snapshot, LIST).json().path(OTHERS).isEmpty();
        return isSlice ? list(snapshot, OTHERS) : List.of();
    }

    private static List<PinnedCorpus> list(Snapshot snapshot, String member) throws SourceException {
        return Payload.of(snapshot, LIST).list(member, PinnedCorpus::fromJson);
    }

    private ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
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
        korp.ifPresent(address -> json.put("korp", address));
        return extract == 1 ? json : json.put("extract", extract);
    }

    private static PinnedCorpus fromJson(JsonNode json) {
        String id = json.path("id").asText();
        if (!Corpus.isSafe(id)) {
            throw new IllegalArgumentException("id is \"" + id + "\"");
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
                optional(json.path("problem")),
                optional(json.path("korp")),
                json.path("extract").asInt(1));
    }

    private static Optional<String> optional(JsonNode value) {
        return value.isTextual() ? Optional.of(value.asText()) : Optional.empty();
    }
}
