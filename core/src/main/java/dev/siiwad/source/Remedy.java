package dev.siiwad.source;

import java.util.List;

/** What helps against a {@link SourceException}: facts, for whoever talks to a person to put into words. Settings go by their names, such as {@code text_field}. */
public sealed interface Remedy {
    /** Bring back, from a backup, what the run was begun with; else start over. */
    record BringBack() implements Remedy {}

    /**
     * Start over.
     *
     * @param paidAgain whether that buys again what was bought before
     */
    record StartOver(boolean paidAgain) implements Remedy {}

    /** Carry on without a setting that the run was not begun with. */
    record LeaveOut(String setting) implements Remedy {}

    /** Give a setting, or give it another value. */
    record Give(String setting) implements Remedy {}

    /** Give a setting one of these values. */
    record Choose(String setting, List<String> values) implements Remedy {
        public Choose {
            values = List.copyOf(values);
        }
    }

    /**
     * Give a setting another value than one that is not known, and may be a slip.
     *
     * @param value that is given
     * @param known those that there are
     */
    record Mistyped(String setting, String value, List<String> known) implements Remedy {
        public Mistyped {
            known = List.copyOf(known);
        }
    }

    /**
     * Decide how the run goes on, by a setting that says so; without a decision the same request stops at the same place.
     *
     * @param value of the setting; empty for one that is only given or not
     */
    record Decide(String setting, String value) implements Remedy {}

    /** Look at what there is, and choose then. */
    record Look() implements Remedy {}
}
