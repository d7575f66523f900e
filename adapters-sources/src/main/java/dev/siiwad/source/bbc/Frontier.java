package dev.siiwad.source.bbc;

import dev.siiwad.digest.Sha256;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.SourceException;
import dev.siiwad.source.pinned.Payload;
import java.util.ArrayList;
import java.util.List;

/**
 * The articles of one run, in order. Written as a snapshot: the payload has one canonical address on each line, and the id
 * {@code bbc-somali@sha256:…} is the digest of those bytes.
 */
record Frontier(Service service, List<ArticleAddress> articles) {
    Frontier {
        articles = List.copyOf(articles);
    }

    /** @throws SourceException if it is not one that {@link #snapshot} wrote */
    static Frontier of(Service service, Snapshot snapshot) throws SourceException {
        Payload payload = Payload.of(snapshot, "stored list of addresses");
        payload.requireId(id(service, payload.text()));
        List<ArticleAddress> articles = new ArrayList<>();
        for (String line : payload.text().lines().toList()) {
            articles.add(ArticleAddress.of(service, line)
                    .filter(article -> article.url().equals(line))
                    .orElseThrow(() -> payload.damaged("line " + (articles.size() + 1) + " is \"" + line
                            + "\"; expected the address of an article")));
        }
        return new Frontier(service, articles);
    }

    Snapshot snapshot() {
        StringBuilder payload = new StringBuilder();
        articles.forEach(article -> payload.append(article.url()).append('\n'));
        return Snapshot.of(id(service, payload.toString()), payload.toString());
    }

    private static String id(Service service, String payload) {
        return "bbc-" + service.name() + "@sha256:" + Sha256.hex(payload);
    }
}
