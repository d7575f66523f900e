package dev.siiwad.duplicates;

import dev.siiwad.publish.Removals;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The documents of a run that published datasets have already: 16 bytes for each, and 150 for each that they are the same as. */
final class FoundElsewhere {
    private final BitSet gone = new BitSet();
    private final List<Removals.Elsewhere> twins = new ArrayList<>();
    private final LongPairs same = new LongPairs();
    private final LongPairs similar = new LongPairs();

    /** A document that others go for; its number, for {@link #removeSame} and {@link #removeSimilar}. */
    int add(PinnedDataset dataset, String id) {
        twins.add(new Removals.Elsewhere(dataset.source(), dataset.run(), id));
        return twins.size() - 1;
    }

    /** @param number that of the document in the run */
    void removeSame(int number, long offset, int twin) {
        gone.set(number);
        same.add(offset, twin);
    }

    /** @param number that of the document in the run */
    void removeSimilar(int number, long offset, int twin) {
        gone.set(number);
        similar.add(offset, twin);
    }

    /** By number in their order, those that go. */
    BitSet gone() {
        return (BitSet) gone.clone();
    }

    boolean isGone(long number) {
        return number < gone.length() && gone.get((int) number);
    }

    /** What goes, by offset, and the number of its twin. */
    LongPairs same() {
        return same;
    }

    LongPairs similar() {
        return similar;
    }

    Removals.Elsewhere twin(int number) {
        return twins.get(number);
    }
}
