package dev.siiwad.cli.ingest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.siiwad.source.sprakbanken.Corpus;

/** A corpus of Språkbanken for other programs. */
public final class CorpusJson {
    private static final int VERSION = 1;

    private CorpusJson() {}

    static ObjectNode version() {
        return new ObjectMapper().createObjectNode().put("version", VERSION);
    }

    public static ObjectNode of(Corpus corpus) {
        ObjectNode json = new ObjectMapper()
                .createObjectNode()
                .put("id", corpus.id())
                .put("name", corpus.name())
                .put("description", corpus.description())
                .put("tokens", corpus.tokens())
                .put("sentences", corpus.sentences())
                .put("updated", corpus.updated())
                .put("license", corpus.license());
        corpus.download().ifPresent(address -> json.put("download", address));
        return json;
    }
}
