package dev.siiwad.source.bbc;

import java.util.List;
import java.util.Optional;

/**
 * What an article says, and nothing of the page around it.
 *
 * @param published when it was first published, as {@code 2026-11-23T10:00:00Z}, or only the date where a page tells no more
 * @param passages its paragraphs, list items and subheadings in order, each one line
 */
record Article(
        String headline,
        Optional<String> published,
        Optional<String> section,
        Optional<String> author,
        List<String> passages) {
    Article {
        passages = List.copyOf(passages);
    }

    String text() {
        return String.join("\n\n", passages);
    }
}
