package dev.siiwad.ingest;

import dev.siiwad.segment.RunId;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which older datasets of its source a run is to replace. Without it none: what a run has published stays.
 *
 * @param covered all that the new dataset covers: none if that does not hold the whole source, and none that has more than twice its documents
 * @param named these, whatever they hold
 */
public record Replace(boolean covered, SortedSet<RunId> named) {
    public static final Replace NOTHING = new Replace(false, new TreeSet<>());
    public static final Replace COVERED = new Replace(true, new TreeSet<>());

    public Replace {
        named = Collections.unmodifiableSortedSet(new TreeSet<>(named));
    }

    public static Replace named(Set<RunId> runs) {
        return new Replace(false, new TreeSet<>(runs));
    }

    public boolean anything() {
        return covered || !named.isEmpty();
    }
}
