package dev.siiwad.cli;

import dev.siiwad.storage.dataset.DatasetVerification;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What counting published datasets again came to.
 *
 * @param lines for people: a line for each dataset, then what is not as it should be
 * @param sound whether everything is as the receipts say
 */
record Verified(List<String> lines, boolean sound) {
    Verified {
        lines = List.copyOf(lines);
    }

    static Verified of(DatasetVerification.Result result) {
        List<String> lines = new ArrayList<>();
        for (DatasetVerification.Dataset dataset : result.datasets()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%s: %s, %,d documents",
                    dataset.receipt(),
                    dataset.findings().isEmpty() ? "sound" : "NOT SOUND",
                    dataset.rows()));
        }
        lines.addAll(result.findings());
        return new Verified(lines, result.sound());
    }

    /** The same, of things that are really somewhere else. */
    Verified at(String directory, String place) {
        return new Verified(
                lines.stream().map(line -> line.replace(directory, place)).toList(), sound);
    }
}
