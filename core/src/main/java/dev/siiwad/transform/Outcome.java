package dev.siiwad.transform;

import dev.siiwad.document.Document;

/** What a transform decided. */
public sealed interface Outcome {
    record Kept(Document document) implements Outcome {}

    /**
     * Not wanted.
     *
     * @param document as the rule saw it
     * @param reason the rule, a fixed word such as {@code min_length}; the receipt counts by it
     * @param value what the rule found, such as a number of characters
     */
    record Dropped(Document document, String reason, String value) implements Outcome {}
}
