package dev.siiwad.duplicates;

import dev.siiwad.segment.SegmentName;
import java.util.HashMap;
import java.util.Map;

/** Those that the process itself publishes that takes them. */
public final class RememberedKeys extends TakenKeys implements KnownKeys {
    private final Map<SegmentName, Integer> places = new HashMap<>();

    /** Those that looking for duplicates in this way takes, if it takes any. */
    public RememberedKeys(Deduplication how) {
        super(how);
    }

    RememberedKeys(Deduplication how, int bytesMax) {
        super(how, bytesMax);
    }

    /** Those of an attempt that has written no segment. */
    public static RememberedKeys none() {
        return new RememberedKeys(Deduplication.NONE);
    }

    @Override
    public boolean give(SegmentName name, KeyBlock to) {
        for (int n = places.size(); n < block().segments().size(); n++) {
            places.put(block().segments().get(n).name(), n);
        }
        if (!places.containsKey(name)) {
            return false;
        }
        to.addSegment(block(), places.get(name));
        return true;
    }

    @Override
    public boolean areKept() {
        return false;
    }
}
