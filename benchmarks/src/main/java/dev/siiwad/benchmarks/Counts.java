package dev.siiwad.benchmarks;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What this process has done to a storage so far, by its kind. Safe for use by several threads. */
final class Counts {
    private static final Map<String, LongAdder> ALL = new ConcurrentHashMap<>();

    private Counts() {}

    static void add(String kind) {
        ALL.computeIfAbsent(kind, any -> new LongAdder()).increment();
    }

    /** All that was counted since an earlier call. */
    static SortedMap<String, Long> since(SortedMap<String, Long> before) {
        SortedMap<String, Long> now = now();
        now.replaceAll((kind, count) -> count - before.getOrDefault(kind, 0L));
        now.values().removeIf(count -> count == 0);
        return now;
    }

    static SortedMap<String, Long> now() {
        SortedMap<String, Long> now = new TreeMap<>();
        ALL.forEach((kind, count) -> now.put(kind, count.sum()));
        return now;
    }
}
