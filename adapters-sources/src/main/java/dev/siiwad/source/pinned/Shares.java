package dev.siiwad.source.pinned;

import java.util.List;
import java.util.OptionalDouble;

/** How far one has come in parts that are read one after the other, by their bytes, or whatever else tells how long each takes. Immutable. */
public final class Shares {
    private final double[] before;

    /** @param sizes of the parts in order, none negative; where all are 0, nothing is known */
    public Shares(List<Long> sizes) {
        before = new double[sizes.size() + 1];
        for (int i = 0; i < sizes.size(); i++) {
            before[i + 1] = before[i] + sizes.get(i);
        }
    }

    /**
     * From 0 to 1.
     *
     * @param part which one is being read, counted from 0; as many as there are, once all are read
     * @param ofPart how much of it is read, from 0 to 1
     */
    public OptionalDouble at(int part, double ofPart) {
        double all = before[before.length - 1];
        if (all == 0) {
            return OptionalDouble.empty();
        }
        double end = before[Math.min(part + 1, before.length - 1)];
        return OptionalDouble.of((before[part] + Math.min(1, ofPart) * (end - before[part])) / all);
    }
}
