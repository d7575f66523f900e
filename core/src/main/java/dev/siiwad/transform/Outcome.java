package dev.siiwad.transform;

import dev.siiwad.document.Document;

/** What a transform decided. */
public sealed interface Outcome {
    record Kept(Document document) implements Outcome {}

    /** @param reason a fixed word such as {@code min_length}; the receipt counts by it */
    record Dropped(String reason) implements Outcome {}
}
