package dev.siiwad.source;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The settings that decide which documents a run keeps and what they hold; a run may not change them on its way. */
public record Settings(SortedMap<String, String> values) {
    /** With which settings begin that are compared only where a run was begun with them: runs of earlier versions did not store them. */
    public static final String GIVEN = "given.";

    /** Of runs that keep what they drop; no other has it. */
    public static final String KEEP_REJECTS = "keep_rejects";

    public Settings {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    public static Settings of(Map<String, String> values) {
        return new Settings(new TreeMap<>(values));
    }

    /** Whether documents that are dropped are kept beside the dataset. */
    public boolean keepsRejects() {
        return values.containsKey(KEEP_REJECTS);
    }

    /** These settings and one more. */
    public Settings with(String name, String value) {
        SortedMap<String, String> more = new TreeMap<>(values);
        more.put(name, value);
        return new Settings(more);
    }

    /** What differs between these and others, in the order of names. Empty when the two are equal; what only the others have of {@value #GIVEN} does not count. */
    public List<Change> changesTo(Settings other) {
        TreeSet<String> names = new TreeSet<>(values.keySet());
        names.addAll(other.values.keySet());
        List<Change> changes = new ArrayList<>();
        for (String name : names) {
            Optional<String> was = Optional.ofNullable(values.get(name));
            Optional<String> now = Optional.ofNullable(other.values.get(name));
            if (!was.equals(now) && !(was.isEmpty() && name.startsWith(GIVEN))) {
                changes.add(new Change(name, was, now));
            }
        }
        return List.copyOf(changes);
    }

    /** One setting that differs; a side that does not have it is empty. */
    public record Change(String name, Optional<String> was, Optional<String> now) {
        /** A readable line: {@code config: so, now en}. */
        @Override
        public String toString() {
            return name + ": " + was.orElse("(not set)") + ", now " + now.orElse("(not set)");
        }
    }
}
