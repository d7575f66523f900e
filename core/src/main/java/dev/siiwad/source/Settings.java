package dev.siiwad.source;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The settings that decide which documents a run keeps and what they hold; a run may not change them on its way. */
public record Settings(SortedMap<String, String> values) {
    public Settings {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    public static Settings of(Map<String, String> values) {
        return new Settings(new TreeMap<>(values));
    }

    /** These settings and one more. */
    public Settings with(String name, String value) {
        SortedMap<String, String> more = new TreeMap<>(values);
        more.put(name, value);
        return new Settings(more);
    }

    /** What differs, one readable line for each setting: {@code config: so, now en}. Empty when the two are equal. */
    public List<String> changesTo(Settings other) {
        TreeSet<String> names = new TreeSet<>(values.keySet());
        names.addAll(other.values.keySet());
        List<String> changes = new ArrayList<>();
        for (String name : names) {
            String was = values.getOrDefault(name, "(not set)");
            String now = other.values.getOrDefault(name, "(not set)");
            if (!was.equals(now)) {
                changes.add(name + ": " + was + ", now " + now);
            }
        }
        return List.copyOf(changes);
    }
}
