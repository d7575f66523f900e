package dev.siiwad.publish;

import dev.siiwad.segment.RunId;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a dataset has to do with others of its source.
 *
 * @param continues the runs whose datasets this one adds to: it leaves out what they hold, so that readers take all of them together, as one. None of
 *     them is removed as long as this one is kept
 * @param replaces the runs whose datasets are removed once this one is published, since it holds what they hold
 */
public record Relations(SortedSet<RunId> continues, SortedSet<RunId> replaces) {
    /** It stands for itself. */
    public static final Relations NONE = new Relations(new TreeSet<>(), new TreeSet<>());

    public Relations {
        continues = Collections.unmodifiableSortedSet(new TreeSet<>(continues));
        replaces = Collections.unmodifiableSortedSet(new TreeSet<>(replaces));
        if (!Collections.disjoint(continues, replaces)) {
            throw new IllegalArgumentException("continues is " + continues + " and replaces is " + replaces
                    + "; a dataset that is continued is never replaced");
        }
    }

    public static Relations of(Set<RunId> continues, Set<RunId> replaces) {
        return new Relations(new TreeSet<>(continues), new TreeSet<>(replaces));
    }

    /** Those of a dataset that adds to others. */
    public static Relations continuing(List<RunId> runs) {
        return new Relations(new TreeSet<>(runs), new TreeSet<>());
    }
}
