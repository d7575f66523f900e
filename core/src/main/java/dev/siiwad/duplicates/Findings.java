package dev.siiwad.duplicates;

import dev.siiwad.publish.Removals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongUnaryOperator;

/** What goes and what it leaves behind, block by block: 16 bytes for a document that goes and for one that others go for. */
final class Findings {
    /** Why documents go, as they are counted. */
    static final String SAME = "duplicate";

    static final String SIMILAR = "near_duplicate";

    static final String SAME_ELSEWHERE = "duplicate_elsewhere";

    static final String SIMILAR_ELSEWHERE = "near_duplicate_elsewhere";

    private final List<Block> blocks = new ArrayList<>();

    private final FoundElsewhere elsewhere;

    /** What goes, by offset, each with the offset of its twin, or with its number in {@link FoundElsewhere}; and the sizes of clusters. */
    private record Block(
            long firstIndex,
            LongPairs same,
            LongPairs similar,
            LongPairs sameElsewhere,
            LongPairs similarElsewhere,
            LongPairs clusters) {
        Block(long firstIndex, LongPairs sameElsewhere, LongPairs similarElsewhere) {
            this(firstIndex, new LongPairs(), new LongPairs(), sameElsewhere, similarElsewhere, new LongPairs());
        }
    }

    /** @param elsewhere what goes for documents that are published already */
    Findings(FoundElsewhere elsewhere) {
        this.elsewhere = elsewhere;
    }

    /** The documents from this offset on are in a block of their own. */
    void block(long firstIndex) {
        blocks.add(new Block(firstIndex, new LongPairs(), new LongPairs()));
    }

    /** @param twin the one that is published in its place */
    void removeSame(long offset, long twin) {
        of(offset).same.add(offset, twin);
    }

    /** Takes over what goes for documents that are published already, once all blocks are known. */
    void removeElsewhere() {
        elsewhere.same().forEach((offset, twin) -> of(offset).sameElsewhere.add(offset, twin));
        elsewhere
                .similar()
                .forEach((offset, twin) -> of(offset).similarElsewhere.add(offset, twin));
    }

    /** @param documents how many the one at the offset stands for */
    void cluster(long offset, long documents) {
        of(offset).clusters.add(offset, documents);
    }

    /** The same where some go that were to stay: what goes for them goes for their twins. */
    Findings with(Map<Long, Long> twins) {
        Findings more = new Findings(elsewhere);
        blocks.forEach(
                block -> more.blocks.add(new Block(block.firstIndex, block.sameElsewhere, block.similarElsewhere)));
        Map<Long, Long> sizes = new HashMap<>();
        for (Block block : blocks) {
            block.same.forEach((offset, twin) -> more.removeSame(offset, twins.getOrDefault(twin, twin)));
            block.clusters.forEach(sizes::put);
        }
        twins.forEach((offset, twin) -> {
            more.of(offset).similar.add(offset, twin);
            Long gone = sizes.remove(offset);
            sizes.merge(twin, 1 + (gone == null ? 1 : gone), (one, other) -> one + other - 1);
        });
        sizes.forEach(more::cluster);
        return more;
    }

    int size() {
        return blocks.size();
    }

    /**
     * What goes of a block, by offset.
     *
     * @param textBytes of the document at an offset
     */
    SortedMap<Long, Removals.Removal> removed(int block, LongUnaryOperator textBytes) {
        SortedMap<Long, Removals.Removal> removed = new TreeMap<>();
        Block found = blocks.get(block);
        found.same.forEach((offset, twin) -> removed.put(offset, here(SAME, twin, textBytes.applyAsLong(offset))));
        found.similar.forEach(
                (offset, twin) -> removed.put(offset, here(SIMILAR, twin, textBytes.applyAsLong(offset))));
        found.sameElsewhere.forEach(
                (offset, twin) -> removed.put(offset, elsewhere(SAME_ELSEWHERE, twin, textBytes.applyAsLong(offset))));
        found.similarElsewhere.forEach((offset, twin) ->
                removed.put(offset, elsewhere(SIMILAR_ELSEWHERE, twin, textBytes.applyAsLong(offset))));
        return removed;
    }

    private static Removals.Removal here(String reason, long twin, long textBytes) {
        return new Removals.Removal(reason, new Removals.Here(twin), textBytes);
    }

    private Removals.Removal elsewhere(String reason, long twin, long textBytes) {
        return new Removals.Removal(reason, elsewhere.twin(Math.toIntExact(twin)), textBytes);
    }

    /** The sizes of clusters, by the offset of the first. */
    SortedMap<Long, Long> clusters(int block) {
        SortedMap<Long, Long> clusters = new TreeMap<>();
        blocks.get(block).clusters.forEach(clusters::put);
        return clusters;
    }

    private Block of(long offset) {
        int low = 0;
        int high = blocks.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) / 2;
            if (blocks.get(middle).firstIndex <= offset) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return blocks.get(low);
    }
}
