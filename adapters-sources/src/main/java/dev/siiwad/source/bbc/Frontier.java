package dev.siiwad.source.bbc;

import dev.siiwad.digest.Sha256;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.SourceException;
import dev.siiwad.source.pinned.Payload;
import java.util.ArrayList;
import java.util.List;

/**
 * The articles of one run, in order, and the lists that could not be asked for more. Written as a snapshot: the payload has one canonical address on each
 * line, then {@code not-seen <address> <reason>} for each list, with tabs between them. The id {@code bbc-somali@sha256:…} is the digest of those bytes.
 */
record Frontier(Service service, List<ArticleAddress> articles, List<NotSeen> notSeen) {
    private static final String NOT_SEEN = "not-seen\t";

    Frontier {
        articles = List.copyOf(articles);
        notSeen = List.copyOf(notSeen);
    }

    /** @throws SourceException if it is not one that {@link #snapshot} wrote */
    static Frontier of(Service service, Snapshot snapshot) throws SourceException {
        Payload payload = Payload.of(snapshot, "stored list of addresses");
        payload.requireId(id(service, payload.text()));
        List<ArticleAddress> articles = new ArrayList<>();
        List<NotSeen> notSeen = new ArrayList<>();
        for (String line : payload.text().lines().toList()) {
            String[] fields = line.split("\t", -1);
            if (line.startsWith(NOT_SEEN) && fields.length == 3) {
                notSeen.add(new NotSeen(fields[1], fields[2]));
            } else {
                articles.add(ArticleAddress.of(service, line)
                        .filter(article -> article.url().equals(line))
                        .orElseThrow(() -> payload.damaged("line " + (articles.size() + 1) + " is \"" + line
                                + "\"; expected the address of an article")));
            }
        }
        return new Frontier(service, articles, notSeen);
    }

    Snapshot snapshot() {
        StringBuilder payload = new StringBuilder();
        articles.forEach(article -> payload.append(article.url()).append('\n'));
        notSeen.forEach(list -> payload.append(NOT_SEEN)
                .append(list.url())
                .append('\t')
                .append(list.reason())
                .append('\n'));
        return Snapshot.of(id(service, payload.toString()), payload.toString());
    }

    /** How many places it has: one for each article, then one for each list. */
    int size() {
        return articles.size() + notSeen.size();
    }

    private static String id(Service service, String payload) {
        return "bbc-" + service.name() + "@sha256:" + Sha256.hex(payload);
    }
}
