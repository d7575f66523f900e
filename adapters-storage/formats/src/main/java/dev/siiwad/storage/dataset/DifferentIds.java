package dev.siiwad.storage.dataset;

import java.util.Arrays;
import java.util.OptionalLong;

/**
 * Counts how many different ids there are among many, in 8 bytes for each. Told apart by their first 16 hexadecimal digits, of which ten million have a
 * chance of about one in 300,000 to hold two alike by accident.
 */
final class DifferentIds {
    /** 1.6 GB; beyond it ids are no longer told apart. */
    static final int IDS_MAX = 200_000_000;

    private static final int DIGITS = 16;

    private long[] prefixes = new long[1024];
    private long count;

    /** @throws IllegalArgumentException if the id does not begin with 16 hexadecimal digits */
    void add(String id) {
        if (id.length() < DIGITS) {
            throw new IllegalArgumentException("id is \"" + id + "\"; expected 64 hexadecimal digits");
        }
        long prefix = Long.parseUnsignedLong(id, 0, DIGITS, 16);
        if (count < IDS_MAX) {
            if (count == prefixes.length) {
                prefixes = Arrays.copyOf(prefixes, (int) Math.min(IDS_MAX, 2L * prefixes.length));
            }
            prefixes[(int) count] = prefix;
        }
        count++;
    }

    /** How many were added, different or not. */
    long added() {
        return count;
    }

    /** How many were different, unless there were more than {@value #IDS_MAX}. Called once, at the end. */
    OptionalLong different() {
        if (count > IDS_MAX) {
            return OptionalLong.empty();
        }
        int length = (int) count;
        Arrays.sort(prefixes, 0, length);
        long different = 0;
        for (int i = 0; i < length; i++) {
            if (i == 0 || prefixes[i] != prefixes[i - 1]) {
                different++;
            }
        }
        return OptionalLong.of(different);
    }
}
