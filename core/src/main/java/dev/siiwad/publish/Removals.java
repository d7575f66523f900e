package dev.siiwad.publish;

import dev.siiwad.segment.SegmentName;
import java.io.IOException;
import java.util.Map;

/** Which of the counted documents are not published, since another one that is says the same. Asked in the order of the segments; the same each time. */
@FunctionalInterface
public interface Removals {
    /** All are published. */
    Removals NONE = segment -> Part.NOTHING;

    /**
     * What is known of the documents of a segment, and perhaps of others near it.
     *
     * @throws dev.siiwad.segment.DamagedSegmentException if what was found out about them is not as it was stored
     */
    Part of(SegmentName segment) throws IOException;

    /**
     * @param removed by offset
     * @param clusters how many documents one that is published stands for, itself included, by its offset; 2 or more
     */
    record Part(Map<Long, Removal> removed, Map<Long, Long> clusters) {
        static final Part NOTHING = new Part(Map.of(), Map.of());

        public Part {
            removed = Map.copyOf(removed);
            clusters = Map.copyOf(clusters);
            if (clusters.values().stream().anyMatch(size -> size < 2)) {
                throw new IllegalArgumentException("a cluster has one document: " + clusters);
            }
        }
    }

    /**
     * Why a document is not published.
     *
     * @param reason as it is counted among those dropped
     * @param twin offset of the one that is published in its place, before it in the same run
     */
    record Removal(String reason, long twin) {}
}
