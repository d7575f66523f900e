package dev.siiwad.source.rows;

import java.util.Map;

/** What a typed column holds, as far as the name of a text depends on it. */
sealed interface ColumnShape {
    /** One value. */
    record Plain() implements ColumnShape {}

    /** A list of these. */
    record Elements(ColumnShape element) implements ColumnShape {}

    /** An object with these. */
    record Members(Map<String, ColumnShape> byName) implements ColumnShape {}

    /** An object whose names are data. */
    record Entries() implements ColumnShape {}
}
