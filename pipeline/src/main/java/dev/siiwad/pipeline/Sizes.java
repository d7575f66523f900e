package dev.siiwad.pipeline;

import dev.siiwad.document.Document;
import dev.siiwad.segment.Entry;

/** About how many bytes of memory things take. */
final class Sizes {
    private static final long EACH = 500;

    private Sizes() {}

    static long of(Document document) {
        return EACH + of(document.text()) + of(document.title());
    }

    static long of(String text) {
        return text.length() * (long) Character.BYTES;
    }

    static long of(Entry entry) {
        if (entry instanceof Entry.Kept kept) {
            return of(kept.document());
        }
        return entry instanceof Entry.Rejected rejected ? of(rejected.document()) : EACH;
    }
}
