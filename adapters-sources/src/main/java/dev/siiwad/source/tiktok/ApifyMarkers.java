package dev.siiwad.source.tiktok;

import dev.siiwad.digest.Sha256;
import dev.siiwad.source.Snapshot;
import java.time.LocalDate;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Gives the markers by which paid runs are found again. The position keeps one from before the first purchase to the end.
 *
 * @param random gives another word of letters and digits at each call
 */
record ApifyMarkers(Snapshot snapshot, Supplier<String> random) {
    private static final int HASH_CHARS = 12;
    private static final String AGAIN = "-again-";

    /** One that no earlier run had. */
    String next() {
        String word = random.get().toLowerCase(Locale.ROOT);
        if (!word.matches("[a-z0-9]{8,64}")) {
            throw new IllegalArgumentException("marker is \"" + word + "\"; expected 8 to 64 letters and digits");
        }
        return hash() + "-" + word;
    }

    /**
     * One for the same list on the same day: for documents passed over before anything is saved, so that a start at an offset set by hand that dies on
     * its way there does not pay twice.
     */
    String unsaved(LocalDate day) {
        return hash() + "-offset-" + day;
    }

    /** One for paying again after a paid run that failed: always the same, so that it is found whenever it was sent. */
    String after(String marker, String run) {
        return hash() + AGAIN + Sha256.hex(marker + " " + run).substring(0, HASH_CHARS);
    }

    /** Tells a marker for paying again from others and from the first, which gives nothing. */
    static String generation(String marker) {
        int begin = marker.indexOf(AGAIN);
        return begin < 0 ? "" : "-" + marker.replaceFirst("^.*" + AGAIN, "").replaceFirst("-[0-9]+-[0-9]+$", "");
    }

    private String hash() {
        String id = snapshot.id();
        int begin = id.indexOf(':') + 1;
        return id.substring(begin, Math.min(id.length(), begin + HASH_CHARS));
    }
}
