package dev.siiwad.publish;

import dev.siiwad.segment.Entry;
import dev.siiwad.segment.RunId;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.source.SourceId;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalLong;

/** Which of the counted documents are not published, since another one that is, here or in another dataset, says the same. Asked in the order of the segments; the same each time. */
@FunctionalInterface
public interface Removals {
    /** All are published. */
    Removals NONE = new Removals() {
        @Override
        public Part of(SegmentName segment) {
            return Part.NOTHING;
        }

        @Override
        public OptionalLong textBytesBefore(SegmentName segment, long offset) {
            return OptionalLong.of(0);
        }
    };

    /**
     * What is known of the documents of a segment, and perhaps of others near it.
     *
     * @throws dev.siiwad.segment.DamagedSegmentException if what was found out about them is not as it was stored
     */
    Part of(SegmentName segment) throws IOException;

    /** Whether so many documents, which is all there are, are removed. */
    default boolean isAll(long documents) throws IOException {
        return false;
    }

    /**
     * How many bytes of text are removed before an offset; empty where that is not known.
     *
     * @param segment in which the offset is, or after the last document of which
     */
    default OptionalLong textBytesBefore(SegmentName segment, long offset) throws IOException {
        return OptionalLong.empty();
    }

    /** The same, to be asked by another thread. */
    default Removals cursor() {
        return this;
    }

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

        /** A document that is not removed, as it is published. */
        Entry.Kept published(Entry.Kept kept) {
            Long cluster = clusters.get(kept.offset());
            return cluster == null
                    ? kept
                    : new Entry.Kept(kept.offset(), kept.document().with(CountedSegments.CLUSTER_SIZE, cluster));
        }
    }

    /**
     * Why a document is not published.
     *
     * @param reason as it is counted among those dropped
     * @param textBytes of its text, in UTF-8
     */
    record Removal(String reason, Twin twin, long textBytes) {}

    /** What is published in the place of a document. */
    sealed interface Twin {}

    /** A document of the same run, before it, by its offset. */
    record Here(long offset) implements Twin {}

    /**
     * A document of a dataset that is published already.
     *
     * @param id its column {@code id}
     */
    record Elsewhere(SourceId source, RunId run, String id) implements Twin {
        /** {@code <source>/<run>/<id>}. */
        @Override
        public String toString() {
            return source + "/" + run + "/" + id;
        }

        /** @throws IllegalArgumentException if it is not what {@link #toString} gave */
        public static Elsewhere parse(String text) {
            String[] names = text.split("/", 3);
            if (names.length != 3) {
                throw new IllegalArgumentException("twin is \"" + text + "\"; expected <source>/<run>/<id>");
            }
            return new Elsewhere(new SourceId(names[0]), new RunId(names[1]), names[2]);
        }
    }
}
