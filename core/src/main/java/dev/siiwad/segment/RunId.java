package dev.siiwad.segment;

import java.util.regex.Pattern;

/** Names one logical ingestion, from its first start to its success, through any number of crashes. Safe as a file name. */
public record RunId(String value) implements Comparable<RunId> {
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}");

    public RunId {
        if (!isSafe(value)) {
            throw new IllegalArgumentException(
                    "run id is \"" + value + "\"; expected 1 to 128 of A-Z a-z 0-9 . _ - and no dot at the start");
        }
    }

    /** Whether a text is of the form of a run id. */
    public static boolean isSafe(String text) {
        return SAFE.matcher(text).matches();
    }

    @Override
    public int compareTo(RunId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
