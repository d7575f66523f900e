package dev.siiwad.pipeline;

import dev.siiwad.segment.Entry;

/** About how many bytes of memory entries take. */
final class Sizes {
    private static final long EACH = 500;

    private Sizes() {}

    static long of(Entry entry) {
        if (entry instanceof Entry.Kept kept) {
            return kept.stored().memoryBytes();
        }
        return entry instanceof Entry.Rejected rejected ? rejected.document().memoryBytes() : EACH;
    }
}
