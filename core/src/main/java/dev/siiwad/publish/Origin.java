package dev.siiwad.publish;

import dev.siiwad.source.Input;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a dataset was made from, beyond its snapshot and settings, as far as that is known.
 *
 * @param inputs the files that were read
 * @param addresses those that were read, for a source that reads a list of them; all, since later runs leave them out
 * @param options what else was asked for of the run, by names as those of settings; never a secret
 * @param costUsd what reading has cost in US dollars; empty where nothing is paid for
 */
public record Origin(
        Inputs inputs, List<String> addresses, SortedMap<String, String> options, Optional<BigDecimal> costUsd) {
    /** Nothing is known. */
    public static final Origin NONE =
            new Origin(Inputs.NONE, List.of(), Collections.emptySortedMap(), Optional.empty());

    public Origin {
        addresses = List.copyOf(addresses);
        options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
    }

    /**
     * Files that were read, in the order in which they were.
     *
     * @param count how many there are
     * @param named the first {@value #NAMED_MAX} of them; the snapshot is of all
     */
    public record Inputs(long count, List<Input> named) {
        public static final int NAMED_MAX = 10_000;
        public static final Inputs NONE = new Inputs(0, List.of());

        public Inputs {
            named = List.copyOf(named);
            if (named.size() > NAMED_MAX || named.size() > count) {
                throw new IllegalArgumentException(
                        named.size() + " inputs are named of " + count + "; expected at most " + NAMED_MAX);
            }
        }

        /** All of them are known; those at the beginning are named. */
        public static Inputs of(List<Input> all) {
            return new Inputs(all.size(), all.subList(0, Math.min(all.size(), NAMED_MAX)));
        }
    }
}
