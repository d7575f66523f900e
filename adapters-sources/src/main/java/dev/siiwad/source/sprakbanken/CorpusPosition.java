package dev.siiwad.source.sprakbanken;

import dev.siiwad.source.Position;
import dev.siiwad.source.PositionFields;
import dev.siiwad.source.SourceException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A place: {@code somali-bbc documents=37 sha256=…}, or {@code end}. Where reading can begin inside the file, that place in it follows.
 *
 * @param corpus the one that the next document is in; empty at the end
 * @param documents given out of this corpus so far
 * @param sha256 of the corpus file that they are out of, so that the rest comes out of the same; empty before the first
 * @param inside where in that file, if not only from its start
 */
record CorpusPosition(String corpus, long documents, Optional<String> sha256, Optional<Inside> inside) {
    private static final String END = "end";
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /**
     * A place in a file.
     *
     * @param blocks the digest of the digests by which each MiB of the file is proved, so that it need not be read whole to know it again
     */
    record Inside(String blocks, CorpusPlace place) {}

    static CorpusPosition atEnd() {
        return new CorpusPosition("", 0, Optional.empty(), Optional.empty());
    }

    static CorpusPosition parse(Position position) throws SourceException {
        if (position.token().equals(END)) {
            return atEnd();
        }
        int blank = position.token().indexOf(' ');
        String corpus = position.token().substring(0, Math.max(0, blank));
        if (!Corpus.isSafe(corpus)) {
            throw PositionFields.wrong(position, "it does not begin with the id of a corpus");
        }
        PositionFields fields = PositionFields.of(position, position.token().substring(blank + 1))
                .requireOnly(
                        "documents",
                        "sha256",
                        "blocks",
                        "stream",
                        "bit",
                        "sum",
                        "into",
                        "byte",
                        "texts",
                        "pages",
                        "parts",
                        "in",
                        "skip");
        long documents = fields.number("documents", Long.MAX_VALUE);
        if (documents > 0 != fields.has("sha256")) {
            throw fields.wrong("expected a sha256 where documents have been read, and none before");
        }
        if (documents == 0) {
            return new CorpusPosition(corpus, 0, Optional.empty(), Optional.empty());
        }
        Optional<Inside> inside = CorpusPlace.isIn(fields)
                ? Optional.of(new Inside(fields.text("blocks", SHA256), CorpusPlace.of(fields)))
                : Optional.empty();
        return new CorpusPosition(corpus, documents, Optional.of(fields.text("sha256", SHA256)), inside);
    }

    Position position() {
        String file = sha256.map(digest -> " sha256=" + digest).orElse("");
        String place =
                inside.map(in -> " blocks=" + in.blocks() + " " + in.place()).orElse("");
        return new Position(corpus.isEmpty() ? END : corpus + " documents=" + documents + file + place);
    }
}
