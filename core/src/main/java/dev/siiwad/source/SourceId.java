package dev.siiwad.source;

import java.util.regex.Pattern;

/** Names a source, such as {@code Wikipedia-Somali}; two runs with the same id are runs of the same thing. Safe as a file name. */
public record SourceId(String value) implements Comparable<SourceId> {
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}");

    public SourceId {
        if (!SAFE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "source id is \"" + value + "\"; expected 1 to 128 of A-Z a-z 0-9 . _ - and no dot at the start");
        }
    }

    @Override
    public int compareTo(SourceId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
