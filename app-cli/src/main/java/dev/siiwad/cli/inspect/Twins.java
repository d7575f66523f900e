package dev.siiwad.cli.inspect;

import dev.siiwad.publish.Removals;
import dev.siiwad.storage.silver.SilverRecord;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** The documents that were dropped because another one is published in their place: how many for those of each other dataset, and some of them, each with its twin. */
final class Twins {
    /** How many are shown. */
    static final int SHOWN_MAX = 10;

    private static final String RULE = "duplicate";
    private static final String ELSEWHERE = "_elsewhere";

    private final ToLongFunction<String> keys;
    private final PriorityQueue<Pair> lowest =
            new PriorityQueue<>(Comparator.comparingLong(Pair::key).reversed());
    private final SortedMap<String, Long> datasets = new TreeMap<>();
    private final Map<String, String> texts = new TreeMap<>();

    /** @param keys which documents are shown: those of the lowest */
    Twins(ToLongFunction<String> keys) {
        this.keys = keys;
    }

    /**
     * A document that was dropped.
     *
     * @param twin what the rejects file names; see {@link #elsewhere}
     */
    record Pair(long key, long offset, String rule, String twin, String text) {
        /** What is published in its place, where that is a document of another dataset. */
        Optional<Removals.Elsewhere> elsewhere() {
            return rule.endsWith(ELSEWHERE) ? Optional.of(Removals.Elsewhere.parse(twin)) : Optional.empty();
        }
    }

    /** Takes a document that was dropped, for whatever reason. */
    void add(SilverRecord rejected) {
        String rule = rejected.text("rule");
        if (!rule.contains(RULE)) {
            return;
        }
        String text = rejected.text("text");
        Pair pair = new Pair(
                keys.applyAsLong(rejected.text("id") + rejected.text("offset")),
                Long.parseLong(rejected.text("offset")),
                rule,
                rejected.text("value"),
                text.substring(0, Math.min(text.length(), Sample.TEXT_CHARS_MAX)));
        pair.elsewhere().ifPresent(twin -> datasets.merge(twin.source() + "/" + twin.run(), 1L, Long::sum));
        lowest.add(pair);
        if (lowest.size() > SHOWN_MAX) {
            lowest.remove();
        }
    }

    /** The documents of other datasets that those that are shown were dropped for. */
    Set<Removals.Elsewhere> elsewhere() {
        return lowest.stream().flatMap(pair -> pair.elsewhere().stream()).collect(Collectors.toSet());
    }

    /** Takes one of them. */
    void addText(SilverRecord published) {
        texts.put(published.text("id"), published.text("text"));
    }

    /** How many were dropped for a document of each other dataset. */
    SortedMap<String, Long> datasets() {
        return datasets;
    }

    /** Some of them, in the order in which they were read. */
    List<Pair> shown() {
        return lowest.stream().sorted(Comparator.comparingLong(Pair::offset)).toList();
    }

    /** The text of the twin of one, where it is one of another dataset that is still there. */
    Optional<String> text(Pair pair) {
        return pair.elsewhere().map(twin -> texts.get(twin.id()));
    }
}
