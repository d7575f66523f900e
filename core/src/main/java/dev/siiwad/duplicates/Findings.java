package dev.siiwad.duplicates;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** What goes and what it leaves behind, block by block: 16 bytes for a document that goes and for one that others go for. */
final class Findings {
    private final List<Block> blocks = new ArrayList<>();

    private record Block(long firstIndex, LongPairs removed, LongPairs clusters) {}

    /** The documents from this offset on are in a block of their own. */
    void block(long firstIndex) {
        blocks.add(new Block(firstIndex, new LongPairs(), new LongPairs()));
    }

    /** @param twin the one that is published in its place */
    void remove(long offset, long twin) {
        of(offset).removed.add(offset, twin);
    }

    /** @param documents how many the one at the offset stands for */
    void cluster(long offset, long documents) {
        of(offset).clusters.add(offset, documents);
    }

    int size() {
        return blocks.size();
    }

    /** The twins of what goes, by offset. */
    SortedMap<Long, Long> removed(int block) {
        return blocks.get(block).removed.sorted();
    }

    /** The sizes of clusters, by the offset of the first. */
    SortedMap<Long, Long> clusters(int block) {
        return blocks.get(block).clusters.sorted();
    }

    long removedInAll() {
        return blocks.stream().mapToLong(block -> block.removed.size()).sum();
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
