package dev.siiwad.source.sprakbanken;

import dev.siiwad.source.Position;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a reader stands: {@code somali-bbc documents=37 sha256=…}, or {@code end}.
 *
 * @param corpus the one that the next document is in; empty at the end
 * @param documents given out of this corpus so far
 * @param sha256 of the corpus file that they are out of, so that the rest comes out of the same; empty before the first
 */
record CorpusPosition(String corpus, long documents, Optional<String> sha256) {
    private static final String END = "end";
    private static final Pattern FORM =
            Pattern.compile("([A-Za-z0-9._-]{1,100}) documents=(\\d{1,18})(?: sha256=([0-9a-f]{64}))?");

    static CorpusPosition atEnd() {
        return new CorpusPosition("", 0, Optional.empty());
    }

    static CorpusPosition parse(Position position) throws IOException {
        if (position.token().equals(END)) {
            return atEnd();
        }
        Matcher matcher = FORM.matcher(position.token());
        if (!matcher.matches()) {
            throw new IOException("position is \"" + position + "\"; expected a form like somali-bbc documents=37");
        }
        CorpusPosition parsed = new CorpusPosition(
                matcher.group(1), Long.parseLong(matcher.group(2)), Optional.ofNullable(matcher.group(3)));
        if (parsed.documents() > 0 == parsed.sha256().isEmpty()) {
            throw new IOException("position is \"" + position + "\"; expected a sha256 where documents have been read,"
                    + " and none before");
        }
        return parsed;
    }

    Position position() {
        String file = sha256.map(digest -> " sha256=" + digest).orElse("");
        return new Position(corpus.isEmpty() ? END : corpus + " documents=" + documents + file);
    }
}
