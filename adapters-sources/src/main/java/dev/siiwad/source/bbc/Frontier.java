package dev.siiwad.source.bbc;

import dev.siiwad.source.Snapshot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The articles of one run, in order. Written as a snapshot: the payload has one canonical address on each line, and the id
 * {@code bbc-somali@sha256:…} is the digest of those bytes.
 */
record Frontier(Service service, List<ArticleAddress> articles) {
    Frontier {
        articles = List.copyOf(articles);
    }

    /** @throws IOException if it is not one that {@link #snapshot} wrote */
    static Frontier of(Service service, Snapshot snapshot) throws IOException {
        String payload = snapshot.payload()
                .orElseThrow(() -> new IOException(snapshot.id() + ": the stored list of addresses is missing. Bring"
                        + " it back, or start over with --force"));
        if (!snapshot.id().equals(id(service, payload))) {
            throw new IOException(snapshot.id() + ": the stored list of addresses is that of " + id(service, payload)
                    + ". Bring the right one back, or start over with --force");
        }
        List<ArticleAddress> articles = new ArrayList<>();
        for (String line : payload.lines().toList()) {
            articles.add(ArticleAddress.of(service, line)
                    .filter(article -> article.url().equals(line))
                    .orElseThrow(() -> new IOException(snapshot.id() + ": line " + (articles.size() + 1) + " is \""
                            + line + "\"; expected the address of an article. Start over with --force")));
        }
        return new Frontier(service, articles);
    }

    Snapshot snapshot() {
        StringBuilder payload = new StringBuilder();
        articles.forEach(article -> payload.append(article.url()).append('\n'));
        return Snapshot.of(id(service, payload.toString()), payload.toString());
    }

    private static String id(Service service, String payload) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(payload.getBytes(StandardCharsets.UTF_8));
            return "bbc-" + service.name() + "@sha256:" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
